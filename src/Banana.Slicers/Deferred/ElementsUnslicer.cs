using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Reads immutable collections: elements of one type, from which the collection is built at the end.</summary>
/// <typeparam name="TElement">The type of the elements.</typeparam>
/// <typeparam name="T">The collection.</typeparam>
public abstract class ElementsUnslicer<TElement, T> : DeferredUnslicer<T>
{
    private const int BytesPerElement = 16;

    private readonly Unslicer<TElement> _element;
    private readonly string _openType;

    /// <summary>Reads sequences of <paramref name="openType"/> with elements read by <paramref name="element"/>.</summary>
    protected ElementsUnslicer(string openType, Unslicer<TElement> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        _openType = openType;
        _element = element;
    }

    /// <inheritdoc/>
    public override string Expected => $"'{_openType}'";

    /// <inheritdoc/>
    public sealed override OpenType? OpenType => new OpenType(_openType, null);

    /// <inheritdoc/>
    public sealed override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        List<object?> items = Parts(frame).Items;
        while (!stack.TryClose(ref reader, ref frame))
        {
            if (!stack.TryAdmitElement(ref reader, ref frame, "element", items.Count, BytesPerElement, out UnsliceStep step))
            {
                return step;
            }

            step = _element.ReadObject(ref reader, stack, out object? item);
            if (!TryTake(ref frame, step, item, stack))
            {
                return step;
            }
        }

        return Complete(ref reader, ref frame, stack);
    }

    /// <inheritdoc/>
    public sealed override void DescribePosition(in UnsliceFrame frame, ref GraphPath path)
    {
        if (!frame.IsClosed) // else it is the collection that cannot be built
        {
            path.Element(Parts(frame).Items.Count);
        }
    }
}
