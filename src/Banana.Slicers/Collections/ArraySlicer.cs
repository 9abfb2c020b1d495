using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Arrays of one dimension: <c>OPEN array value* CLOSE</c> (PROTOCOL.md [T-14]).</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class ArraySlicer<T> : ElementsSlicer<T, T[]>
{
    internal const string Name = "array";

    internal ArraySlicer(Slicer<T> element)
        : base(Name, element)
    {
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
    protected override IReadOnlyList<T> View(T[] collection) => collection;
}

/// <summary>
/// The reading half of <see cref="ArraySlicer{T}"/>. An array exists only when its length is known, at its CLOSE; until then it
/// is a promise. Elements that wait for another object are filled in later, as in a list.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
public sealed class ArrayUnslicer<T> : Unslicer<T[]>
{
    private readonly Unslicer<T> _element;

    internal ArrayUnslicer(Unslicer<T> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        _element = element;
    }

    /// <inheritdoc/>
    public override string Expected => "an array";

    /// <inheritdoc/>
    public override ReferenceKind References => ReferenceKind.AtClose;

    /// <inheritdoc/>
    public override OpenType? OpenType => new OpenType(ArraySlicer<T>.Name, null);

    /// <inheritdoc/>
    public override object Begin(UnslicerStack stack) => new Elements();

    /// <inheritdoc/>
    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        Elements elements = (Elements)frame.Target!;
        while (!stack.TryClose(ref reader, ref frame))
        {
            if (!stack.TryAdmitElement(ref reader, ref frame, "element", elements.Items.Count, 2L * Unsafe.SizeOf<T>(), out UnsliceStep step))
            {
                return step;
            }

            step = _element.Read(ref reader, stack, out T? item);
            switch (step)
            {
                case UnsliceStep.Done:
                    elements.Items.Add(item!);
                    break;
                case UnsliceStep.Pending:
                    TakePendingChild(ref frame, stack.TakePending(), stack);
                    break;
                default:
                    return step;
            }
        }

        elements.Array = new T[elements.Items.Count]; // not a collection expression: two empty arrays must not become one
        elements.Items.CopyTo(elements.Array);
        frame.Target = elements.Array;
        return UnsliceStep.Done;
    }

    /// <inheritdoc/>
    public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack) =>
        ((Elements)frame.Target!).Items.Add((T)child!);

    /// <inheritdoc/>
    public override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(child);
        Elements elements = (Elements)frame.Target!;
        child.WhenBuilt(this, elements, elements.Items.Count);
        elements.Items.Add(default!);
    }

    /// <inheritdoc/>
    public override void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack)
    {
        Elements elements = (Elements)target;
        if (elements.Array is null)
        {
            elements.Items[slot] = (T)value!;
        }
        else
        {
            elements.Array[slot] = (T)value!;
        }
    }

    /// <inheritdoc/>
    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path) =>
        path.Element(((Elements)frame.Target!).Items.Count);

    /// <summary>The elements so far, and the array once there is one.</summary>
    private sealed class Elements
    {
        public List<T> Items { get; } = [];

        public T[]? Array { get; set; }
    }
}
