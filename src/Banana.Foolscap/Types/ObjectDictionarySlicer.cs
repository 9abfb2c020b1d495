using Banana.Slicing;
using Banana.Wire;

namespace Banana.Foolscap;

/// <summary>
/// Dictionaries with keys of any kind: <c>OPEN dict (key value)* CLOSE</c> (PROTOCOL.md [T-8]). The Foolscap dialect writes
/// the keys sorted (PROTOCOL.md [T-9]).
/// </summary>
internal sealed class ObjectDictionarySlicer : Slicer<ObjectDictionary>
{
    internal const string Name = "dict";

    private static readonly VocabularyWord s_openType = new(Name);

    internal ObjectDictionarySlicer()
    {
        IndexWord = s_openType;
        Kind = SequenceKind.Dictionary;
    }

    public override OpenType? OpenType => new OpenType(Name, null);

    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return SortedEntries.Slice<object?, object?>(ref writer, ref frame, stack, BuiltInTypes.Object.Slicer!, BuiltInTypes.Object.Slicer!);
    }

    internal override bool IsInKey(in SliceFrame frame) => SortedEntries.IsInKey(in frame);

    public override void DescribePosition(in SliceFrame frame, ref GraphPath path) =>
        SortedEntries.DescribePosition<object?, object?>(in frame, ref path);
}

/// <summary>The unslicer for <see cref="ObjectDictionarySlicer"/>.</summary>
internal sealed class ObjectDictionaryUnslicer : Unslicer<ObjectDictionary>
{
    private const int HasKey = 1;
    private const int AwaitsValue = 2;
    private const int BytesPerEntry = 112;

    internal ObjectDictionaryUnslicer()
    {
        BytesPerObject = HashGrowth.BytesPerCollection;
    }

    public override string Expected => "a dictionary";

    public override ReferenceKind References => ReferenceKind.AtOpen;

    public override OpenType? OpenType => new OpenType(ObjectDictionarySlicer.Name, null);

    public override object Begin(UnslicerStack stack) => new ObjectDictionary();

    // The cursor is the key whose value is next.
    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ObjectDictionary dictionary = (ObjectDictionary)frame.Target!;
        while (true)
        {
            bool isKey = frame.State == 0;
            if (isKey && stack.TryClose(ref reader, ref frame))
            {
                return UnsliceStep.Done;
            }

            int count = dictionary.Count;
            if (isKey && !stack.TryAdmitElement(ref reader, ref frame, "entry", count, HashGrowth.BytesAt(count, BytesPerEntry), out UnsliceStep refused))
            {
                return refused;
            }

            if (frame.State == HasKey)
            {
                if (TryAddHole(ref reader, dictionary, frame.Cursor, stack) is { } failed)
                {
                    return failed;
                }

                frame.State = AwaitsValue;
            }

            UnsliceStep step = BuiltInTypes.Object.Unslicer.Read(ref reader, stack, out object? value);
            if (!TryTakeChild(ref frame, step, value, stack))
            {
                return step;
            }
        }
    }

    public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack)
    {
        if (frame.State == AwaitsValue)
        {
            ObjectDictionary dictionary = (ObjectDictionary)frame.Target!;
            dictionary.SetValueAt(dictionary.Count - 1, child);
            frame.State = 0;
        }
        else
        {
            frame.Cursor = child;
            frame.State = HasKey;
        }
    }

    public override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(child);
        ObjectDictionary dictionary = (ObjectDictionary)frame.Target!;
        if (frame.State == AwaitsValue)
        {
            child.WhenBuilt(this, dictionary, dictionary.Count - 1);
            frame.State = 0;
        }
        else
        {
            frame.Cursor = child; // incomplete, so not hashable: refused when its value is read
            frame.State = HasKey;
        }
    }

    public override void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack) =>
        ((ObjectDictionary)target).SetValueAt(slot, value);

    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path)
    {
        if (frame.State == AwaitsValue)
        {
            path.Key(frame.Cursor);
        }
        else
        {
            path.KeyOf(((ObjectDictionary)frame.Target!).Count);
        }
    }

    /// <summary>
    /// Adds the entry before its value is read, so that entries keep their order. Returns the step to take if the key is not
    /// valid.
    /// </summary>
    private static UnsliceStep? TryAddHole(ref TokenReader reader, ObjectDictionary dictionary, object? key, UnslicerStack stack)
    {
        const string expected = "a key that is immutable and not there yet";
        if (!ObjectKey.IsHashable(key, out long steps))
        {
            string found = key is Pending ? "a key that is not whole" : $"a key of type {key!.GetType().Name}";
            return stack.FailFrame(ref reader, ViolationCode.InvalidKey, found, expected);
        }

        return !stack.TryWork(ref reader, steps) ? stack.FailWork(ref reader)
            : !dictionary.TryAddHashable(key, null) ? stack.FailFrame(ref reader, ViolationCode.DuplicateKey, "the same key again", expected)
            : null;
    }
}
