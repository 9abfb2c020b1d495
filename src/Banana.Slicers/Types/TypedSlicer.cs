using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Values that state their type where the receiver does not know it: <c>OPEN typed NAME value CLOSE</c>, with the value as where
/// its type is declared (PROTOCOL.md [T-19]).
/// </summary>
/// <typeparam name="T">The type.</typeparam>
internal sealed class TypedSlicer<T> : Slicer<T>
{
    private static readonly VocabularyWord s_typed = new(OpenTypes.Typed);

    private readonly Slicer<T> _inner;
    private readonly VocabularyWord _name;

    public TypedSlicer(Slicer<T> inner, string name)
    {
        _inner = inner;
        _name = new VocabularyWord(name);
        TracksReferences = false; // references lead to the value inside
    }

    public override OpenType? OpenType => new OpenType(OpenTypes.Typed, _name.Text);

    public override SliceStep WriteObject(ref TokenWriter writer, SlicerStack stack, object value)
    {
        if (!stack.Dialect.HasTypeNames)
        {
            return stack.Fail(
                ViolationCode.NotRepresentable, $"a value of type {typeof(T)}", "a position that declares the type, in this dialect");
        }

        return _inner.TracksReferences && stack.TryWriteReference(ref writer, value)
            ? SliceStep.Done
            : stack.WriteSequence(ref writer, this, value);
    }

    public override void WriteIndex(ref TokenWriter writer, SlicerStack stack)
    {
        stack.WriteName(ref writer, s_typed);
        stack.WriteName(ref writer, _name);
    }

    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        if (frame.State != 0)
        {
            return SliceStep.Done;
        }

        frame.State = 1;
        return _inner.Write(ref writer, stack, (T)frame.Target);
    }
}

/// <summary>The unslicer for <see cref="TypedSlicer{T}"/>.</summary>
/// <typeparam name="T">The type.</typeparam>
internal sealed class TypedUnslicer<T>(Unslicer<T> inner, string name) : Unslicer<T>
{
    private const int HasValue = 1;

    public override string Expected => inner.Expected;

    public override OpenType? OpenType => new OpenType(OpenTypes.Typed, name);

    public override bool IsWrapping => true;

    // The cursor is the pending object, if the value is not built yet.
    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        if (frame.State != HasValue)
        {
            UnsliceStep step = inner.ReadObject(ref reader, stack, out object? value);
            if (!TryTakeChild(ref frame, step, value, stack))
            {
                return step;
            }
        }

        UnsliceStep closed = stack.Close(ref reader, ref frame);
        if (closed == UnsliceStep.Done && frame.Cursor is Pending pending)
        {
            return stack.HandOver(pending);
        }

        return closed;
    }

    public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack)
    {
        frame.Target = child;
        frame.State = HasValue;
    }

    public override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        frame.Cursor = child;
        frame.State = HasValue;
    }
}
