using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Writes collections whose elements are contiguous in memory: OPEN, the open type, the elements, CLOSE.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
/// <typeparam name="TCollection">The collection.</typeparam>
internal abstract class SpanSlicer<T, TCollection> : Slicer<TCollection>
{
    private readonly Slicer<T> _element;

    /// <summary>Creates a slicer that writes elements with <paramref name="element"/> after <paramref name="openType"/>.</summary>
    private protected SpanSlicer(VocabularyWord openType, Slicer<T> element)
        : base(openType)
    {
        ArgumentNullException.ThrowIfNull(element);
        _element = element;
    }

    /// <summary>Returns the elements; called each time the slicer continues.</summary>
    protected abstract ReadOnlySpan<T> View(TCollection collection);

    /// <inheritdoc/>
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, TCollection? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return stack.TryEnter(ref writer, this, value, out SliceStep step)
            ? stack.Leave(ref writer, Slice(ref writer, ref stack.Top, stack))
            : step;
    }

    /// <inheritdoc/>
    public sealed override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        ReadOnlySpan<T> items = View((TCollection)frame.Target);
        if (items.Length > stack.MaxItems)
        {
            frame.State = unchecked(stack.MaxItems + 1); // the path names the first element beyond the limit
            return stack.FailItems(items.Length);
        }

        if (frame.State == 0)
        {
            stack.Charge((long)items.Length * Unsafe.SizeOf<T>());
        }

        if (_element.WritesRuns)
        {
            return SliceRuns(ref writer, ref frame, stack, items);
        }

        for (int index = frame.State; index < items.Length; index++)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            frame.State = index + 1;
            SliceStep step = _element.Write(ref writer, stack, items[index]);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }

        return SliceStep.Done;
    }

    /// <inheritdoc/>
    public sealed override void DescribePosition(in SliceFrame frame, ref GraphPath path) => path.Element(frame.State - 1);

    private SliceStep SliceRuns(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack, ReadOnlySpan<T> items)
    {
        while (frame.State < items.Length)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            frame.State += _element.WriteRun(ref writer, stack, items[frame.State..]);
        }

        return SliceStep.Done;
    }
}
