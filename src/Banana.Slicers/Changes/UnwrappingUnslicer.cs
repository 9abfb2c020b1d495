using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Positions of a class where another one was sent that has it for a surrogate: what stands in <c>OPEN surrogate value CLOSE</c> says its
/// class, and is taken as it is.
/// </summary>
/// <typeparam name="T">The class.</typeparam>
/// <param name="own">Who reads it.</param>
/// <param name="from">What the other one is called.</param>
internal sealed class UnwrappingUnslicer<T>(Unslicer<T> own, string from) : Unslicer<T>
{
    private static readonly OpenType s_surrogate = new("surrogate", null);

    public override string Expected => own.Expected;

    public override bool AcceptsNull => own.AcceptsNull;

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        openType == s_surrogate ? new TypedUnslicer<T>(own, from) : own.ForOpenType(openType, stack);

    public override bool AcceptsReference(Unslicer reader, Type type, UnslicerStack stack) => own.AcceptsReference(reader, type, stack);
}
