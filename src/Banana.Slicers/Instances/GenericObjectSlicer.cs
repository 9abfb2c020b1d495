using System.Collections.Frozen;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Instances of unknown classes: by shapes of their own, in which attributes without a type are <c>object</c> (PROTOCOL.md
/// [I-6]); in a dialect without shapes, <c>OPEN copyable NAME (NAME value)* CLOSE</c> ([T-11]).
/// </summary>
internal sealed class GenericObjectSlicer : Slicer<GenericObject>
{
    private static readonly VocabularyWord s_copyable = new(OpenTypes.Copyable);
    private static readonly VocabularyWord s_object = new("object");

    private readonly Func<string, SliceableType?>? _findType;

    public GenericObjectSlicer(Func<string, SliceableType?>? findType)
    {
        _findType = findType;
        Kind = SequenceKind.Instance;
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
            SliceStep step = stack.Dialect.HasShapes
                ? SliceDeclared(ref writer, stack, target.TypeOf(name), value)
                : SliceNamed(ref writer, stack, name, value);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }

        return SliceStep.Done;
    }

    public override Shape? ShapeOf(object value)
    {
        GenericObject target = (GenericObject)value;
        VocabularyWord[] names = new VocabularyWord[target.Count];
        VocabularyWord[] types = new VocabularyWord[target.Count];
        for (int i = 0; i < names.Length; i++)
        {
            string name = target.AttributeAt(i).Key;
            names[i] = new VocabularyWord(name);
            types[i] = target.TypeOf(name) is { } type ? new VocabularyWord(type) : s_object;
        }

        return Shape.OfInstance(new VocabularyWord(target.TypeName), names, types);
    }

    private static SliceStep SliceNamed(ref TokenWriter writer, SlicerStack stack, string name, object? value)
    {
        stack.WriteName(ref writer, new VocabularyWord(name));
        return stack.WriteObject(ref writer, value);
    }

    private SliceStep SliceDeclared(ref TokenWriter writer, SlicerStack stack, string? type, object? value) =>
        type is null || TypeChanges.DescribesItself(type) ? stack.WriteObject(ref writer, value)
        : ((stack.Slicers as SliceableTypeRegistry)?.FindNamed(type) ?? _findType?.Invoke(type)) is not { } known
            ? stack.Fail(ViolationCode.UnregisteredType, $"an attribute of type '{type}'", "a type that is known here")
        : known.WriteDeclared(ref writer, stack, value);

    public override void DescribePosition(in SliceFrame frame, ref GraphPath path)
    {
        if (frame.State > 0)
        {
            path.Member(((GenericObject)frame.Target).AttributeAt(frame.State - 1).Key);
        }
    }
}

/// <summary>The unslicer for <see cref="GenericObjectSlicer"/>.</summary>
/// <param name="findType">A function that finds types of attributes that the registry does not know; null if there is none.</param>
/// <param name="classes">The accepted classes; null for all.</param>
/// <param name="name">The class of this instance; null for a position of any class.</param>
internal sealed class GenericObjectUnslicer(Func<string, SliceableType?>? findType, FrozenSet<string>? classes, string? name = null) : Unslicer<GenericObject>
{
    private const int AwaitsValue = 1;
    private const long StepsPerType = 200;
    private const int BytesPerInstance = 224; // with what reads its class
    private const int BytesPerAttribute = 144; // an entry, and its name without the characters

    /// <summary>The unslicers for the values of a shape, as far as the types were known.</summary>
    private sealed record FoundReaders(int Version, Unslicer?[] Readers);

    public override string Expected => "an instance of any class";

    public override ReferenceKind References => ReferenceKind.AtOpen;

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        openType.Name == OpenTypes.Copyable && openType.Class is { } type && (classes is null || classes.Contains(type))
            ? new GenericObjectUnslicer(findType, classes, type)
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
        GenericObject target = (GenericObject)frame.Target!;
        while (true)
        {
            UnsliceStep step = frame.State == AwaitsValue ? UnsliceStep.Done
                : frame.Shape is { } shape ? MoveNext(ref reader, ref frame, stack, target, shape)
                : ReadAttributeName(ref reader, ref frame, stack, target);
            if (step != UnsliceStep.Done || frame.IsClosed)
            {
                return step;
            }

            step = FindReader(frame.Shape, target.Count - 1, stack) is { } known
                ? known.ReadObject(ref reader, stack, out object? value)
                : RefuseType(ref reader, frame.Shape!.Types[target.Count - 1], stack, out value);
            if (!TryTakeChild(ref frame, step, value, stack))
            {
                return step;
            }
        }
    }

    /// <summary>Adds the next attribute of the shape, or reads the CLOSE.</summary>
    private static UnsliceStep MoveNext(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack, GenericObject target, IncomingShape shape)
    {
        if (target.Count == shape.Attributes.Count)
        {
            return stack.Close(ref reader, ref frame);
        }

        if (!stack.TryAdmitElement(ref reader, ref frame, "attribute", target.Count, BytesPerAttribute, out UnsliceStep step))
        {
            return step;
        }

        string attribute = shape.Attributes[target.Count].Text!;
        string type = shape.Types[target.Count].Text!;
        if (!stack.TryCharge(sizeof(char) * (long)attribute.Length))
        {
            return stack.FailMemory(ref reader);
        }

        target.TryAdd(attribute, type == "object" ? null : type);
        frame.State = AwaitsValue;
        return UnsliceStep.Done;
    }

    /// <summary>Returns the unslicer of an attribute; null if its type is unknown.</summary>
    private Unslicer? FindReader(IncomingShape? shape, int index, UnslicerStack stack)
    {
        if (shape is null)
        {
            return ObjectUnslicer.Instance;
        }

        int version = (stack.Unslicers as SliceableTypeRegistry)?.Version ?? 0;
        if (shape.Readers is not FoundReaders found || (found.Version != version && found.Readers[index] is null))
        {
            found = new FoundReaders(version, FindReaders(shape, stack));
            shape.Readers = found;
        }

        return found.Readers[index];
    }

    private Unslicer?[] FindReaders(IncomingShape shape, UnslicerStack stack)
    {
        SliceableTypeRegistry? known = stack.Unslicers as SliceableTypeRegistry;
        stack.Owe((StepsPerType * shape.Types.Count) + (20L * shape.Types.Sum(type => type.Utf8.Length)));
        return
        [
            .. shape.Types.Select(type => TypeChanges.DescribesItself(type.Text!)
                ? ObjectUnslicer.Instance
                : (known?.FindNamed(type.Text!) ?? findType?.Invoke(type.Text!))?.UntypedUnslicer),
        ];
    }

    private static UnsliceStep RefuseType(ref TokenReader reader, VocabularyWord type, UnslicerStack stack, out object? value)
    {
        value = null;
        return stack.Refuse(ref reader, ViolationCode.RefusedOpenType, $"a value of type '{type}'", "a type that is known here");
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

        if (!target.TryAdd(attribute, type: null))
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
