using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Positions of a class that was sent as the surrogate of another: the value in <c>OPEN surrogate value CLOSE</c> describes
/// itself, and is read as it is.
/// </summary>
/// <typeparam name="T">The class.</typeparam>
/// <param name="own">The unslicer of the declared type.</param>
/// <param name="from">The name of the other class.</param>
internal sealed class UnwrappingUnslicer<T>(Unslicer<T> own, string from) : Unslicer<T>
{
    private static readonly OpenType s_surrogate = new("surrogate", null);

    public override string Expected => own.Expected;

    public override bool AcceptsNull => own.AcceptsNull;

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        openType == s_surrogate ? new TypedUnslicer<T>(own, from) : own.ForOpenType(openType, stack);

    public override bool AcceptsReference(Unslicer reader, Type type, UnslicerStack stack) => own.AcceptsReference(reader, type, stack);
}
