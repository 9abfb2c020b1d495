using System.Collections.Frozen;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Instances of classes that are not there: <c>OPEN copyable NAME (NAME value)* CLOSE</c> (PROTOCOL.md [T-11]).</summary>
internal sealed class GenericObjectSlicer : Slicer<GenericObject>
{
    private static readonly VocabularyWord s_copyable = new(OpenTypes.Copyable);

    public GenericObjectSlicer()
    {
        FoolscapSharing = FoolscapSharing.ByOption;
    }

    public override bool DescribesItself => true;

    public override void WriteIndex(ref TokenWriter writer, SlicerStack stack)
    {
        stack.WriteName(ref writer, s_copyable);
        stack.WriteName(ref writer, new VocabularyWord(((GenericObject)stack.Top.Target).TypeName));
    }

    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        GenericObject target = (GenericObject)frame.Target;
        while (frame.State < target.Count)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            (string name, object? value) = target.AttributeAt(frame.State++);
            stack.WriteName(ref writer, new VocabularyWord(name));
            SliceStep step = stack.WriteObject(ref writer, value);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }

        return SliceStep.Done;
    }

    public override void DescribePosition(in SliceFrame frame, ref GraphPath path)
    {
        if (frame.State > 0)
        {
            path.Member(((GenericObject)frame.Target).AttributeAt(frame.State - 1).Key);
        }
    }
}

/// <summary>The reading half of <see cref="GenericObjectSlicer"/>.</summary>
/// <param name="classes">The classes that are taken; null for all.</param>
/// <param name="name">The class of this instance; null for the position of any.</param>
internal sealed class GenericObjectUnslicer(FrozenSet<string>? classes, string? name = null) : Unslicer<GenericObject>
{
    private const int AwaitsValue = 1;
    private const int BytesPerInstance = 224; // with what reads its class
    private const int BytesPerAttribute = 144; // an entry, and its name without the characters

    public override string Expected => "an instance of any class";

    public override ReferenceKind References => ReferenceKind.AtOpen;

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        openType.Name == OpenTypes.Copyable && openType.Class is { } type && (classes is null || classes.Contains(type))
            ? new GenericObjectUnslicer(classes, type)
            : null;

    public override int? CountItems(object collection) => ((GenericObject)collection).Count;

    public override object Begin(UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        stack.Charge(BytesPerInstance + (sizeof(char) * (long)name!.Length));
        return new GenericObject(name);
    }

    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        if (frame.Shape is not null)
        {
            return stack.FailFrame(
                ref reader, ViolationCode.RefusedOpenType, $"an instance of '{name}' by shape", "attributes that are named and describe themselves");
        }

        GenericObject target = (GenericObject)frame.Target!;
        while (true)
        {
            if (frame.State != AwaitsValue)
            {
                UnsliceStep named = ReadAttributeName(ref reader, ref frame, stack, target);
                if (named != UnsliceStep.Done || frame.IsClosed)
                {
                    return named;
                }
            }

            UnsliceStep step = BuiltInTypes.Object.Unslicer.Read(ref reader, stack, out object? value);
            if (!TryTakeChild(ref frame, step, value, stack))
            {
                return step;
            }
        }
    }

    /// <summary>Reads a name and adds the attribute, so that attributes keep their order; or reads the CLOSE.</summary>
    private static UnsliceStep ReadAttributeName(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack, GenericObject target)
    {
        if (stack.TryClose(ref reader, ref frame))
        {
            return UnsliceStep.Done;
        }

        if (!stack.TryAdmitElement(ref reader, ref frame, "attribute", target.Count, BytesPerAttribute, out UnsliceStep step))
        {
            return step;
        }

        step = stack.ReadName(ref reader, "an attribute name", out ReadOnlySpan<byte> utf8);
        if (step != UnsliceStep.Done)
        {
            return step;
        }

        if (!TokenReader.TryDecode(utf8, out string attribute))
        {
            return stack.FailFrame(ref reader, ViolationCode.InvalidText, "an attribute name that is not UTF-8", "UTF-8");
        }

        if (!stack.TryCharge(sizeof(char) * (long)attribute.Length))
        {
            return stack.FailMemory(ref reader);
        }

        if (!target.TryAdd(attribute, null))
        {
            return stack.FailFrame(ref reader, ViolationCode.DuplicateKey, $"attribute '{attribute}' again", "each attribute once");
        }

        frame.State = AwaitsValue;
        return UnsliceStep.Done;
    }

    public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack)
    {
        GenericObject target = (GenericObject)frame.Target!;
        target.SetValueAt(target.Count - 1, child);
        frame.State = 0;
    }

    public override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        GenericObject target = (GenericObject)frame.Target!;
        child.WhenBuilt(this, target, target.Count - 1);
        frame.State = 0;
    }

    public override void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack) =>
        ((GenericObject)target).SetValueAt(slot, value);

    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path)
    {
        if (frame.State == AwaitsValue)
        {
            GenericObject target = (GenericObject)frame.Target!;
            path.Member(target.AttributeAt(target.Count - 1).Key);
        }
    }
}
