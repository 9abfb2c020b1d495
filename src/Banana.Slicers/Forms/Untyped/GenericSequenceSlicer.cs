using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Writes sequences that <see cref="GenericSequenceUnslicer"/> has read.</summary>
internal sealed class GenericSequenceSlicer : Slicer<GenericSequence>
{
    public static readonly GenericSequenceSlicer Instance = new();

    public override bool DescribesItself => true;

    public override Shape? ShapeOf(object value) => ((GenericSequence)value).Shape;

    public override void WriteIndex(ref TokenWriter writer, SlicerStack stack)
    {
        OpenType openType = ((GenericSequence)stack.Top.Target).OpenType;
        stack.WriteName(ref writer, new VocabularyWord(openType.Name));
        if (openType.Class is { } second)
        {
            stack.WriteName(ref writer, new VocabularyWord(second));
        }
    }

    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        GenericSequence sequence = (GenericSequence)frame.Target;
        while (frame.State < sequence.Items.Count)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            SliceStep step = UnknownValueSlicer.Instance.Write(ref writer, stack, sequence.Items[frame.State++]);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }

        return SliceStep.Done;
    }

    public override void DescribePosition(in SliceFrame frame, ref GraphPath path) => path.Element(frame.State - 1);
}

/// <summary>The unslicer for <see cref="GenericSequenceSlicer"/>.</summary>
/// <param name="openType">The open type.</param>
/// <param name="isPassedOver">Whether the value is skipped, so that nothing may refer to it.</param>
internal sealed class GenericSequenceUnslicer(OpenType openType, bool isPassedOver = true) : Unslicer<GenericSequence>
{
    private const int BytesPerSequence = 224; // with what reads it
    private const int BytesPerItem = 32;

    public override string Expected => "a sequence of any type";

    public bool IsPassedOver => isPassedOver;

    public override OpenType? OpenType => openType;

    public override ReferenceKind References => ReferenceKind.AtOpen;

    public override object Begin(UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        stack.Charge(BytesPerSequence + (sizeof(char) * ((long)openType.Name.Length + (openType.Class?.Length ?? 0))));
        return new GenericSequence(openType);
    }

    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        GenericSequence sequence = (GenericSequence)frame.Target!;
        sequence.Shape ??= frame.Shape?.ToShape();
        while (!stack.TryClose(ref reader, ref frame))
        {
            if (!stack.TryAdmitElement(ref reader, ref frame, "value", sequence.Items.Count, BytesPerItem, out UnsliceStep step))
            {
                return step;
            }

            step = (isPassedOver ? UnknownValueUnslicer.PassedOver : UnknownValueUnslicer.Asked).Read(ref reader, stack, out object? item);
            if (!TryTakeChild(ref frame, step, item, stack))
            {
                return step;
            }
        }

        return UnsliceStep.Done;
    }

    public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack) =>
        ((GenericSequence)frame.Target!).Items.Add(child);

    public override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        List<object?> items = ((GenericSequence)frame.Target!).Items;
        child.WhenBuilt(this, items, items.Count);
        items.Add(null);
    }

    public override void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack) => ((List<object?>)target)[slot] = value;

    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path) => path.Element(((GenericSequence)frame.Target!).Items.Count);
}
