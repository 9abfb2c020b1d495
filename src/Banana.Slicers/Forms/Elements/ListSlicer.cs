using System.Runtime.InteropServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Lists: <c>OPEN list value* CLOSE</c> (PROTOCOL.md [T-7]).</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal sealed class ListSlicer<T> : SpanSlicer<T, List<T>>
{
    internal const string Name = "list";

    internal static readonly VocabularyWord Word = new(Name);

    /// <summary>Writes elements by <paramref name="element"/>.</summary>
    public ListSlicer(Slicer<T> element)
        : base(Word, element)
    {
        Kind = SequenceKind.List;
    }

    /// <summary>Only <c>List&lt;object&gt;</c> describes itself: the open type does not say what other elements are.</summary>
    public override OpenType? OpenType => typeof(T) == typeof(object) ? new OpenType(Name, null) : null;

    /// <inheritdoc/>
    protected override ReadOnlySpan<T> View(List<T> collection) => CollectionsMarshal.AsSpan(collection);
}

/// <summary>The unslicer for <see cref="ListSlicer{T}"/>. The list grows with the elements that arrive, never by a claimed count.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal sealed class ListUnslicer<T> : Unslicer<List<T>>
{
    private const int BytesPerList = 56; // it and the head of its array

    private readonly Unslicer<T> _element;
    private int _lastCount; // read and written by many threads; whichever value, it is only a guess

    /// <summary>Reads elements by <paramref name="element"/>.</summary>
    public ListUnslicer(Unslicer<T> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        _element = element;
        BytesPerObject = BytesPerList;
    }

    /// <inheritdoc/>
    public override string Expected => "a list";

    /// <inheritdoc/>
    public override ReferenceKind References => ReferenceKind.AtOpen;

    /// <inheritdoc/>
    public override OpenType? OpenType => new OpenType(ListSlicer<T>.Name, null);

    /// <inheritdoc/>
    protected internal override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out List<T>? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (stack.TryEnter(ref reader, this, ListSlicer<T>.Word))
        {
            value = Create();
            return stack.Leave(Receive(ref reader, ref stack.Publish(value), stack));
        }

        if (stack.TryTakeReference(ref reader, this, out object? known))
        {
            value = (List<T>)known;
            return UnsliceStep.Done;
        }

        return base.ReadUntasted(ref reader, stack, out value);
    }

    /// <inheritdoc/>
    public override object Begin(UnslicerStack stack) => Create();

    /// <inheritdoc/>
    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (_element.ReadsRuns)
        {
            return ReceiveRuns(ref reader, ref frame, stack);
        }

        List<T> list = (List<T>)frame.Target!;
        while (!stack.TryClose(ref reader, ref frame))
        {
            if (list.Count >= stack.MaxItems)
            {
                return stack.RefuseElement(ref reader);
            }

            if (Growth<T>.IsPoint(list.Count)
                && !stack.TryChargeElement(ref reader, ref frame, list.Count, Growth<T>.BytesAt(list.Count), out UnsliceStep refused))
            {
                return refused;
            }

            UnsliceStep step = _element.Read(ref reader, stack, out T? item);
            switch (step)
            {
                case UnsliceStep.Done:
                    list.Add(item!);
                    break;
                case UnsliceStep.Pending:
                    TakePendingChild(ref frame, stack.TakePending(), stack);
                    break;
                default:
                    return step;
            }
        }

        _lastCount = list.Count;
        return UnsliceStep.Done;
    }

    /// <summary>
    /// Creates a list with the capacity of the last one, if small, because lists at one position often have similar sizes.
    /// </summary>
    private List<T> Create() => new(Growth<T>.FirstSize(_lastCount));

    /// <inheritdoc/>
    public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack)
    {
        if (frame.Cursor is GrowingBuffer<T> buffer)
        {
            buffer.Add((T)child!);
        }
        else
        {
            ((List<T>)frame.Target!).Add((T)child!);
        }
    }

    /// <inheritdoc/>
    public override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(child);
        List<T> list = (List<T>)frame.Target!;
        child.WhenBuilt(this, list, list.Count);
        list.Add(default!);
    }

    /// <inheritdoc/>
    public override void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack) =>
        ((List<T>)target)[slot] = (T)value!;

    /// <inheritdoc/>
    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path) =>
        path.Element(frame.Cursor is GrowingBuffer<T> buffer ? buffer.Count : ((List<T>)frame.Target!).Count);

    // Numbers are collected in pooled memory, the frame's cursor, and copied at the end: the list is allocated once, at its size.
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

            List<T> list = (List<T>)frame.Target!;
            CollectionsMarshal.SetCount(list, buffer.Count);
            buffer.MoveTo(CollectionsMarshal.AsSpan(list));
        }

        return step;
    }
}
