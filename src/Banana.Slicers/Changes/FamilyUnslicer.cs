using System.Collections.Frozen;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Positions of one collection where another of its family was sent: the sequences of all of them are read as the one that is declared.</summary>
/// <typeparam name="T">The declared collection.</typeparam>
/// <param name="own">The unslicer of the declared type.</param>
/// <param name="family">The open types.</param>
internal sealed class FamilyUnslicer<T>(Unslicer<T> own, FrozenSet<string> family) : Unslicer<T>
{
    public override string Expected => own.Expected;

    public override bool AcceptsNull => own.AcceptsNull;

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        openType.Class is null && family.Contains(openType.Name) ? own : null;

    public override bool AcceptsReference(Unslicer reader, Type type, UnslicerStack stack) => own.AcceptsReference(reader, type, stack);
}
