using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Arrays of one dimension: <c>OPEN array value* CLOSE</c> (PROTOCOL.md [T-14]).</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal sealed class ArraySlicer<T> : SpanSlicer<T, T[]>
{
    internal const string Name = "array";

    internal static readonly VocabularyWord Word = new(Name);

    internal ArraySlicer(Slicer<T> element)
        : base(Word, element)
    {
        Kind = SequenceKind.List;
    }

    /// <summary>Only <c>object[]</c> describes itself: the open type does not say what other elements are.</summary>
    public override OpenType? OpenType => typeof(T) == typeof(object) ? new OpenType(Name, null) : null;

    /// <summary>An array whose elements are of a derived type is refused: it would come back as another type.</summary>
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, T[]? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return value is null || value.GetType() == typeof(T[])
            ? base.Write(ref writer, stack, value)
            : stack.Fail(ViolationCode.UnregisteredType, $"a value of type {value.GetType()}", $"exactly {typeof(T[])}");
    }

    /// <inheritdoc/>
    protected override ReadOnlySpan<T> View(T[] collection) => collection;
}

/// <summary>
/// The unslicer for <see cref="ArraySlicer{T}"/>. An array is created when its length is known, at its CLOSE; until then it is
/// pending. Elements that wait for another object are filled in later, as in a list.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal sealed class ArrayUnslicer<T> : Unslicer<T[]>
{
    private const int BytesPerArray = 48; // its head, and that of what it grows in

    private readonly Unslicer<T> _element;
    private int _lastCount; // read and written by many threads; whichever value, it is only a guess

    internal ArrayUnslicer(Unslicer<T> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        _element = element;
        BytesPerObject = BytesPerArray;
    }

    /// <inheritdoc/>
    public override string Expected => "an array";

    /// <inheritdoc/>
    public override ReferenceKind References => ReferenceKind.AtClose;

    /// <inheritdoc/>
    public override OpenType? OpenType => new OpenType(ArraySlicer<T>.Name, null);

    /// <inheritdoc/>
    internal override SequenceKind Kind => SequenceKind.List;

    /// <inheritdoc/>
    protected internal override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out T[]? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (stack.TryEnter(ref reader, this, ArraySlicer<T>.Word))
        {
            UnsliceStep step = Receive(ref reader, ref stack.PublishLater(Begin(stack)), stack);
            step = stack.LeaveBuilt(ref reader, step, out object? built);
            value = step == UnsliceStep.Done ? (T[]?)built : null;
            return step;
        }

        if (stack.TryTakeReference(ref reader, this, out object? known))
        {
            value = (T[])known;
            return UnsliceStep.Done;
        }

        return base.ReadUntasted(ref reader, stack, out value);
    }

    // Not a collection expression: two empty arrays must not become one.
    /// <inheritdoc/>
    public override object Begin(UnslicerStack stack) => new T[_element.ReadsRuns ? 0 : Growth<T>.FirstSize(_lastCount)];

    // The target is a buffer that may be too large, and at the end the array; the state counts the elements.
    /// <inheritdoc/>
    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (_element.ReadsRuns)
        {
            return ReceiveRuns(ref reader, ref frame, stack);
        }

        T[] items = (T[])frame.Target!;
        while (!stack.TryClose(ref reader, ref frame))
        {
            int count = frame.State;
            UnsliceStep step;
            if (count >= stack.MaxItems)
            {
                return stack.RefuseElement(ref reader);
            }

            if (Growth<T>.IsPoint(count) && !stack.TryChargeElement(ref reader, ref frame, count, Growth<T>.BytesAt(count), out step))
            {
                return step;
            }

            step = _element.Read(ref reader, stack, out T? item);
            switch (step)
            {
                case UnsliceStep.Done when count < items.Length:
                    items[count] = item!;
                    frame.State = count + 1;
                    break;
                case UnsliceStep.Done:
                    items = Add(ref frame, item);
                    break;
                case UnsliceStep.Pending:
                    TakePendingChild(ref frame, stack.TakePending(), stack);
                    items = (T[])frame.Target!;
                    break;
                default:
                    return step;
            }
        }

        if (items.Length != frame.State)
        {
            T[] array = new T[frame.State];
            items.AsSpan(0, array.Length).CopyTo(array);
            frame.Target = items = array;
        }

        _lastCount = items.Length;
        (frame.Cursor as LateElements)?.Complete(items);
        return UnsliceStep.Done;
    }

    /// <inheritdoc/>
    public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack)
    {
        if (frame.Cursor is GrowingBuffer<T> buffer)
        {
            buffer.Add((T)child!);
        }
        else
        {
            Add(ref frame, (T?)child);
        }
    }

    /// <inheritdoc/>
    public override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(child);
        child.WhenBuilt(this, frame.Cursor ??= new LateElements(), frame.State);
        Add(ref frame, default);
    }

    /// <inheritdoc/>
    public override void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack) =>
        ((LateElements)target).Set(slot, (T)value!);

    /// <inheritdoc/>
    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path) =>
        path.Element(frame.Cursor is GrowingBuffer<T> buffer ? buffer.Count : frame.State);

    private UnsliceStep ReceiveRuns(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        GrowingBuffer<T> buffer = (GrowingBuffer<T>)(frame.Cursor ??= new GrowingBuffer<T>());
        UnsliceStep step = buffer.Receive(ref reader, ref frame, stack, _element);
        if (step == UnsliceStep.Done)
        {
            if (!buffer.TryChargeCopy(stack))
            {
                return stack.FailMemory(ref reader);
            }

            T[] array = new T[buffer.Count];
            buffer.MoveTo(array);
            frame.Target = array;
        }

        return step;
    }

    private static T[] Add(ref UnsliceFrame frame, T? item)
    {
        T[] items = (T[])frame.Target!;
        int count = frame.State;
        if (count == items.Length)
        {
            Array.Resize(ref items, Math.Max(4, 2 * count));
            frame.Target = items;
        }

        items[count] = item!;
        frame.State = count + 1;
        return items;
    }

    /// <summary>Elements that are completed before or after the array is created.</summary>
    private sealed class LateElements
    {
        private readonly List<(int Slot, T Value)> _early = [];
        private T[]? _array;

        public void Set(int slot, T value)
        {
            if (_array is null)
            {
                _early.Add((slot, value));
            }
            else
            {
                _array[slot] = value;
            }
        }

        public void Complete(T[] array)
        {
            _array = array;
            foreach ((int slot, T value) in _early)
            {
                array[slot] = value;
            }
        }
    }
}
