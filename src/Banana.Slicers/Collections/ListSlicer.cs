using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Lists: <c>OPEN list value* CLOSE</c> (PROTOCOL.md [T-7]).</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class ListSlicer<T> : Slicer<List<T>>
{
    internal const string Name = "list";

    internal static readonly VocabularyWord Word = new(Name);

    private readonly Slicer<T> _element;

    /// <summary>Writes elements by <paramref name="element"/>.</summary>
    public ListSlicer(Slicer<T> element)
    {
        IndexWord = Word;
        ArgumentNullException.ThrowIfNull(element);
        _element = element;
    }

    /// <summary>Only <c>List&lt;object&gt;</c> describes itself: the open type does not say what other elements are.</summary>
    public override OpenType? OpenType => typeof(T) == typeof(object) ? new OpenType(Name, null) : null;

    /// <inheritdoc/>
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, List<T>? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return stack.TryEnter(ref writer, this, value, out SliceStep step)
            ? stack.Leave(ref writer, Slice(ref writer, ref stack.Top, stack))
            : step;
    }

    /// <inheritdoc/>
    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        List<T> list = (List<T>)frame.Target;
        if (_element.WritesRuns)
        {
            return SliceRuns(ref writer, ref frame, stack, list);
        }

        int index = frame.State;
        while (index < list.Count)
        {
            if (writer.IsFull)
            {
                frame.State = index;
                return SliceStep.Flush;
            }

            frame.State = unchecked(index + 1);
            SliceStep step = _element.Write(ref writer, stack, list[index]);
            if (step != SliceStep.Done)
            {
                return step;
            }

            index = unchecked(index + 1);
        }

        return SliceStep.Done;
    }

    /// <inheritdoc/>
    public override void DescribePosition(in SliceFrame frame, ref GraphPath path) => path.Element(frame.State - 1);

    private SliceStep SliceRuns(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack, List<T> list)
    {
        while (frame.State < list.Count)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            frame.State += _element.WriteRun(ref writer, stack, CollectionsMarshal.AsSpan(list)[frame.State..]);
        }

        return SliceStep.Done;
    }
}

/// <summary>The reading half of <see cref="ListSlicer{T}"/>. Grows by what arrives, never by what was promised.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class ListUnslicer<T> : Unslicer<List<T>>
{
    private static readonly int s_mostGuessed = 128 / Unsafe.SizeOf<T>(); // a guess must not cost more than a small object does

    private readonly Unslicer<T> _element;
    private int _lastCount; // read and written by many threads; whichever value, it is only a guess

    /// <summary>Reads elements by <paramref name="element"/>.</summary>
    public ListUnslicer(Unslicer<T> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        _element = element;
    }

    /// <inheritdoc/>
    public override string Expected => "a list";

    /// <inheritdoc/>
    public override ReferenceKind References => ReferenceKind.AtOpen;

    /// <inheritdoc/>
    public override OpenType? OpenType => new OpenType(ListSlicer<T>.Name, null);

    /// <inheritdoc/>
    protected override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out List<T>? value)
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
                return RefuseElement(ref reader, stack);
            }

            if (IsGrowthPoint(list.Count)
                && !stack.TryChargeElement(
                    ref reader, ref frame, list.Count, 2L * Math.Max(4, list.Count) * Unsafe.SizeOf<T>(), out UnsliceStep refused))
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

    /// <summary>Where a list that began empty would grow: what is charged must not depend on a guess.</summary>
    private static bool IsGrowthPoint(int count) => (count & unchecked(count - 1)) == 0 && count is 0 or >= 4;

    /// <summary>With room for as many elements as the last list had, if they are few: lists at one position are often alike.</summary>
    private List<T> Create() => _lastCount <= s_mostGuessed ? new List<T>(_lastCount) : [];

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
        while (!stack.TryClose(ref reader, ref frame))
        {
            int most = Math.Min(stack.MaxItems - buffer.Count, buffer.Free.Length);
            int run = _element.ReadRun(ref reader, stack, buffer.Free[..most]);
            buffer.Advance(run);
            if (buffer.IsFull)
            {
                if (!stack.TryCharge((long)buffer.GrownSize * Unsafe.SizeOf<T>()))
                {
                    return stack.RefuseMemory(ref reader);
                }

                buffer.Grow();
            }
            else if (run == 0 && most == 0)
            {
                return RefuseElement(ref reader, stack);
            }
            else if (run == 0)
            {
                UnsliceStep step = _element.Read(ref reader, stack, out T? item);
                if (step != UnsliceStep.Done)
                {
                    return step;
                }

                buffer.Add(item!);
            }
        }

        buffer.MoveTo((List<T>)frame.Target!);
        return UnsliceStep.Done;
    }

    private static UnsliceStep RefuseElement(ref TokenReader reader, UnslicerStack stack) => stack.Refuse(
        ref reader, ViolationCode.CollectionTooLarge, "one more element", $"at most {stack.MaxItems}");
}
