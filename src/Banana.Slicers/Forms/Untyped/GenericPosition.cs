using System.Collections.Frozen;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Values that say a type, or a class, that nobody registered, where nothing is declared; they come as they are on the wire.</summary>
internal sealed class GenericPosition : Unslicer<GenericSequence>
{
    public static readonly GenericPosition Instance = new();

    // What is not built in, or only where it was asked for, and may stand where nothing is declared.
    private static readonly FrozenSet<string> s_names = FrozenSet.Create(OpenTypes.Typed, OpenTypes.Copyable, "utf16", "regex");

    public override string Expected => "a value that says its type";

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        s_names.Contains(openType.Name) ? new GenericSequenceUnslicer(openType, isPassedOver: false) : null;
}
