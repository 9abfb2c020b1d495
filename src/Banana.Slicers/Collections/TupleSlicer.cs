using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Tuples of any arity: <c>OPEN tuple value* CLOSE</c> (PROTOCOL.md [T-10]).</summary>
public sealed class TupleSlicer : Slicer<ObjectTuple>
{
    internal const string Name = "tuple";

    private static readonly VocabularyWord s_openType = new(Name);

    internal TupleSlicer()
    {
    }

    /// <inheritdoc/>
    public override OpenType? OpenType => new OpenType(Name, null);

    /// <inheritdoc/>
    public override VocabularyWord IndexWord => s_openType;

    /// <inheritdoc/>
    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ObjectTuple tuple = (ObjectTuple)frame.Target;
        while (frame.State < tuple.Count)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            SliceStep step = stack.WriteObject(ref writer, tuple[frame.State++]);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }

        return SliceStep.Done;
    }

    /// <inheritdoc/>
    public override void DescribePosition(in SliceFrame frame, ref GraphPath path) => path.Element(frame.State - 1);
}

/// <summary>
/// The reading half of <see cref="TupleSlicer"/>. A tuple can only be built whole: while an item is missing, because it leads
/// back to the tuple itself, the tuple is pending.
/// </summary>
public sealed class TupleUnslicer : Unslicer<ObjectTuple>
{
    private const int BytesPerItem = 8;

    internal TupleUnslicer()
    {
    }

    /// <inheritdoc/>
    public override string Expected => "a tuple";

    /// <inheritdoc/>
    public override ReferenceKind References => ReferenceKind.AtClose;

    /// <inheritdoc/>
    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        openType.Name == TupleSlicer.Name ? this : null;

    /// <inheritdoc/>
    public override object Begin(UnslicerStack stack) => new Parts();

    /// <inheritdoc/>
    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        Parts parts = (Parts)frame.Target!;
        while (!stack.TryClose(ref reader, ref frame))
        {
            if (parts.Items.Count >= stack.Limits.MaxCollectionItems)
            {
                return stack.Refuse(
                    ref reader,
                    ViolationCode.CollectionTooLarge,
                    $"item {parts.Items.Count + 1L}",
                    $"at most {parts.Items.Count}");
            }

            if (!stack.TryCharge(BytesPerItem))
            {
                return stack.RefuseMemory(ref reader);
            }

            UnsliceStep step = BuiltInTypes.Object.Unslicer.Read(ref reader, stack, out object? item);
            switch (step)
            {
                case UnsliceStep.Done:
                    parts.Items.Add(item);
                    break;
                case UnsliceStep.Pending:
                    TakePendingChild(ref frame, stack.TakePending(), stack);
                    break;
                default:
                    return step;
            }
        }

        if (parts.Missing > 0)
        {
            UnsliceStep step = stack.Suspend(ref frame, out Pending pending);
            parts.Promise = pending;
            return step;
        }

        frame.Target = parts.Build();
        return UnsliceStep.Done;
    }

    /// <inheritdoc/>
    public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack) =>
        ((Parts)frame.Target!).Items.Add(child);

    /// <inheritdoc/>
    public override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(child);
        Parts parts = (Parts)frame.Target!;
        child.WhenBuilt(this, parts, parts.Items.Count);
        parts.Items.Add(null);
        parts.Missing++;
    }

    /// <inheritdoc/>
    public override void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        Parts parts = (Parts)target;
        parts.Items[slot] = value;
        if (--parts.Missing == 0 && parts.Promise is not null)
        {
            stack.Build(parts.Promise, parts.Build());
        }
    }

    /// <inheritdoc/>
    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path) =>
        path.Element(((Parts)frame.Target!).Items.Count);

    /// <summary>The items so far, how many of them are still missing, and the promise once the tuple has closed without them.</summary>
    private sealed class Parts
    {
        public List<object?> Items { get; } = [];

        public int Missing { get; set; }

        public Pending? Promise { get; set; }

        public ObjectTuple Build() => new(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Items));
    }
}
