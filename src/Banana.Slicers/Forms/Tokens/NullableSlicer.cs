using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Nullable values: null, or the value as if it were not nullable (PROTOCOL.md [T-20]).</summary>
/// <typeparam name="T">The type of the values.</typeparam>
internal sealed class NullableSlicer<T>(Slicer<T> inner) : Slicer<T?>
    where T : struct
{
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, T? value) =>
        value is { } there ? inner.Write(ref writer, stack, there) : stack.WriteNull(ref writer);
}

/// <summary>The unslicer for <see cref="NullableSlicer{T}"/>.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
internal sealed class NullableUnslicer<T>(Unslicer<T> inner) : Unslicer<T?>
    where T : struct
{
    public override string Expected => $"{inner.Expected}, or null";

    public override TokenTypes Tokens => inner.Tokens;

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) => inner.ForOpenType(openType, stack);

    public override bool IsWrapping => inner.IsWrapping;

    public override bool TryTakeWord(VocabularyWord word, UnslicerStack stack, out object? value) =>
        inner.TryTakeWord(word, stack, out value);

    public override void VisitParts(object value, Action<object?, Unslicer> visit) => inner.VisitParts(value, visit);

    // A sequence belongs to this position: the stack asks ForOpenType, and passes the boxed value on.
    protected internal override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out T? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (inner is TokenUnslicer<T> token && token.TryReadToken(ref reader, stack, out T there) == ReadStatus.Done)
        {
            value = there;
            return UnsliceStep.Done;
        }

        return base.ReadUntasted(ref reader, stack, out value);
    }
}
