using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Writes collections that can be seen as a list: OPEN, the open type, the elements, CLOSE.</summary>
/// <typeparam name="TElement">The type of the elements.</typeparam>
/// <typeparam name="T">The collection.</typeparam>
public abstract class ElementsSlicer<TElement, T> : Slicer<T>
{
    private readonly Slicer<TElement> _element;

    /// <summary>Writes elements by <paramref name="element"/>.</summary>
    protected ElementsSlicer(string openType, Slicer<TElement> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        IndexWord = new VocabularyWord(openType);
        _element = element;
    }

    /// <summary>The collection as a list; asked for once per sequence.</summary>
    protected abstract IReadOnlyList<TElement> View(T collection);

    // The cursor is the view.
    /// <inheritdoc/>
    public sealed override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        IReadOnlyList<TElement> elements = (IReadOnlyList<TElement>)(frame.Cursor ??= View((T)frame.Target));
        while (frame.State < elements.Count)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            SliceStep step = _element.Write(ref writer, stack, elements[frame.State++]);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }

        return SliceStep.Done;
    }

    /// <inheritdoc/>
    public sealed override void DescribePosition(in SliceFrame frame, ref GraphPath path) => path.Element(frame.State - 1);
}
