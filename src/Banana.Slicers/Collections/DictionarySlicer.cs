using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Dictionaries: <c>OPEN dict (key value)* CLOSE</c> (PROTOCOL.md [T-8]). Only the default comparer can be sent.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
public sealed class DictionarySlicer<TKey, TValue> : Slicer<Dictionary<TKey, TValue>>
    where TKey : notnull
{
    internal const string Name = "dict";

    internal static readonly VocabularyWord Word = new(Name);

    private readonly Slicer<TKey> _key;
    private readonly Slicer<TValue> _value;

    /// <summary>Writes keys by <paramref name="key"/>, values by <paramref name="value"/>.</summary>
    public DictionarySlicer(Slicer<TKey> key, Slicer<TValue> value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        _key = key;
        _value = value;
    }

    /// <summary>Only <c>Dictionary&lt;object, object&gt;</c> describes itself: the open type does not say what others hold.</summary>
    public override OpenType? OpenType =>
        typeof(TKey) == typeof(object) && typeof(TValue) == typeof(object) ? new OpenType(Name, null) : null;

    /// <inheritdoc/>
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, Dictionary<TKey, TValue>? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return value is null || ReferenceEquals(value.Comparer, EqualityComparer<TKey>.Default)
            ? base.Write(ref writer, stack, value)
            : stack.Fail(
                ViolationCode.NotRepresentable,
                $"a dictionary with comparer {value.Comparer.GetType()}",
                "the default comparer, which is all that can come back");
    }

    /// <inheritdoc/>
    public override VocabularyWord IndexWord => Word;

    // State counts the keys and values begun; the cursor is the enumerator, boxed only when the slicer has to stop.
    /// <inheritdoc/>
    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        Dictionary<TKey, TValue>.Enumerator entries = frame.Cursor is Dictionary<TKey, TValue>.Enumerator saved
            ? saved
            : ((Dictionary<TKey, TValue>)frame.Target).GetEnumerator();
        SliceStep step = SliceStep.Done;
        while (step == SliceStep.Done)
        {
            if ((frame.State & 1) != 0)
            {
                frame.State++;
                step = _value.Write(ref writer, stack, entries.Current.Value);
            }
            else if (writer.IsFull)
            {
                step = SliceStep.Flush;
            }
            else if (entries.MoveNext())
            {
                frame.State++;
                step = _key.Write(ref writer, stack, entries.Current.Key);
            }
            else
            {
                return step;
            }
        }

        frame.Cursor = entries;
        return step;
    }

    /// <inheritdoc/>
    public override void DescribePosition(in SliceFrame frame, ref GraphPath path)
    {
        int entry = (frame.State - 1) / 2;
        if ((frame.State & 1) != 0)
        {
            path.KeyOf(entry);
        }
        else
        {
            path.Key(((Dictionary<TKey, TValue>)frame.Target).ElementAt(entry).Key);
        }
    }
}

/// <summary>The reading half of <see cref="DictionarySlicer{TKey, TValue}"/>.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
public sealed class DictionaryUnslicer<TKey, TValue> : Unslicer<Dictionary<TKey, TValue>>
    where TKey : notnull
{
    private const int AwaitsValue = 1;

    private static readonly int s_bytesPerEntry = 16 + Unsafe.SizeOf<TKey>() + Unsafe.SizeOf<TValue>();

    private readonly Unslicer<TKey> _key;
    private readonly Unslicer<TValue> _value;

    /// <summary>Reads keys by <paramref name="key"/>, values by <paramref name="value"/>.</summary>
    public DictionaryUnslicer(Unslicer<TKey> key, Unslicer<TValue> value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        _key = key;
        _value = value;
    }

    /// <inheritdoc/>
    public override string Expected => "a dictionary";

    /// <inheritdoc/>
    public override ReferenceKind References => ReferenceKind.AtOpen;

    /// <inheritdoc/>
    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        openType.Name == DictionarySlicer<TKey, TValue>.Name ? this : null;

    /// <inheritdoc/>
    public override UnsliceStep Read(ref TokenReader reader, UnslicerStack stack, out Dictionary<TKey, TValue>? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return stack.ReadSequence(ref reader, this, DictionarySlicer<TKey, TValue>.Word, out value);
    }

    /// <inheritdoc/>
    public override object Begin(UnslicerStack stack) => new Dictionary<TKey, TValue>();

    // The cursor keeps the key whose value comes next, in a box that is used again for every entry.
    /// <inheritdoc/>
    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        Dictionary<TKey, TValue> dictionary = (Dictionary<TKey, TValue>)frame.Target!;
        StrongBox<TKey?> key = (StrongBox<TKey?>)(frame.Cursor ??= new StrongBox<TKey?>());
        while (true)
        {
            if (frame.State != AwaitsValue)
            {
                if (stack.TryClose(ref reader, ref frame))
                {
                    return UnsliceStep.Done;
                }

                UnsliceStep keyStep = ReadKey(ref reader, dictionary, key, stack);
                if (keyStep != UnsliceStep.Done)
                {
                    return keyStep;
                }

                frame.State = AwaitsValue;
            }

            // A key that came late, by TakeChild, is checked here as well.
            if (key.Value is null || dictionary.ContainsKey(key.Value))
            {
                frame.State = 0; // it is the key that is wrong, so the path names the key
                return stack.FailFrame(
                    ref reader,
                    key.Value is null ? ViolationCode.InvalidKey : ViolationCode.DuplicateKey,
                    key.Value is null ? "a null key" : $"key number {dictionary.Count + 1L} again",
                    "a key that is not there yet");
            }

            UnsliceStep step = _value.Read(ref reader, stack, out TValue? value);
            switch (step)
            {
                case UnsliceStep.Done:
                    dictionary.Add(key.Value, value!);
                    frame.State = 0;
                    break;
                case UnsliceStep.Pending:
                    TakePendingChild(ref frame, stack.TakePending(), stack);
                    break;
                default:
                    return step;
            }
        }
    }

    /// <inheritdoc/>
    public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack)
    {
        StrongBox<TKey?> key = (StrongBox<TKey?>)frame.Cursor!;
        if (frame.State == AwaitsValue)
        {
            ((Dictionary<TKey, TValue>)frame.Target!).Add(key.Value!, (TValue)child!);
            frame.State = 0;
        }
        else
        {
            key.Value = (TKey?)child;
            frame.State = AwaitsValue;
        }
    }

    /// <inheritdoc/>
    public override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(child);
        StrongBox<TKey?> key = (StrongBox<TKey?>)frame.Cursor!;
        if (frame.State != AwaitsValue)
        {
            key.Value = default; // a key that is not whole cannot be hashed: refused as an invalid key
            frame.State = AwaitsValue;
            return;
        }

        ((Dictionary<TKey, TValue>)frame.Target!).Add(key.Value!, default!);
        child.WhenBuilt(this, frame.Target!, slot: 0, key.Value);
        frame.State = 0;
    }

    /// <inheritdoc/>
    public override void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack) =>
        ((Dictionary<TKey, TValue>)target)[(TKey)key!] = (TValue)value!;

    /// <inheritdoc/>
    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path)
    {
        if (frame.State == AwaitsValue)
        {
            path.Key(((StrongBox<TKey?>)frame.Cursor!).Value);
        }
        else
        {
            path.KeyOf(((Dictionary<TKey, TValue>)frame.Target!).Count);
        }
    }

    private UnsliceStep ReadKey(
        ref TokenReader reader, Dictionary<TKey, TValue> dictionary, StrongBox<TKey?> key, UnslicerStack stack)
    {
        if (dictionary.Count >= stack.Limits.MaxCollectionItems)
        {
            return stack.Refuse(
                ref reader, ViolationCode.CollectionTooLarge, $"entry {dictionary.Count + 1L}", $"at most {dictionary.Count}");
        }

        if (!stack.TryCharge(s_bytesPerEntry))
        {
            return stack.RefuseMemory(ref reader);
        }

        UnsliceStep step = _key.Read(ref reader, stack, out TKey? read);
        key.Value = step == UnsliceStep.Done ? read : default;
        if (step == UnsliceStep.Pending)
        {
            stack.TakePending();
            return UnsliceStep.Done;
        }

        return step;
    }
}
