using System.Collections.Frozen;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Values of unregistered types and classes where nothing is declared, read as they are on the wire.</summary>
internal sealed class GenericPosition : Unslicer<GenericSequence>
{
    public static readonly GenericPosition Instance = new();

    // Types that are not built in, or only on request, and are allowed where nothing is declared.
    private static readonly FrozenSet<string> s_names = FrozenSet.Create(OpenTypes.Typed, OpenTypes.Copyable, "utf16", "regex");

    public override string Expected => "a value that says its type";

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        s_names.Contains(openType.Name) ? new GenericSequenceUnslicer(openType, isPassedOver: false) : null;
}
