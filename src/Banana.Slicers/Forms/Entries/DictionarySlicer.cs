using System.Diagnostics.CodeAnalysis;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Dictionaries: <c>OPEN dict (key value)* CLOSE</c> (PROTOCOL.md [T-8]).</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
internal sealed class DictionarySlicer<TKey, TValue> : Slicer<Dictionary<TKey, TValue>>
    where TKey : notnull
{
    internal const string Name = "dict";
    internal static readonly VocabularyWord Word = new(Name);

    private static readonly ComparerOf<Dictionary<TKey, TValue>> s_comparer =
        ComparerOf.Hashing<Dictionary<TKey, TValue>, TKey>(static dictionary => dictionary.Comparer);

    private readonly ComparedForms<Dictionary<TKey, TValue>> _forms = new();
    private readonly Slicer<TKey> _key;
    private readonly Slicer<TValue> _value;

    /// <summary>Writes keys by <paramref name="key"/>, values by <paramref name="value"/>.</summary>
    public DictionarySlicer(Slicer<TKey> key, Slicer<TValue> value)
    {
        IndexWord = Word;
        Kind = SequenceKind.Dictionary;
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
        return value is not null && s_comparer.Of(value) is { } comparer
            ? _forms.Write(ref writer, stack, this, value, comparer, value.Keys)
            : base.Write(ref writer, stack, value);
    }

    // State counts the keys and values begun; the cursor is the enumerator, boxed only when the slicer has to stop.
    /// <inheritdoc/>
    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (stack.Rules is not null)
        {
            return SortedEntries.Slice(ref writer, ref frame, stack, _key, _value);
        }

        SliceStep step = SliceStep.Done;
        if (frame.Cursor is null && !OutgoingKeys<TKey>.TryAdmit(stack, (Dictionary<TKey, TValue>)frame.Target, out step))
        {
            return step;
        }

        Dictionary<TKey, TValue>.Enumerator entries = frame.Cursor is Dictionary<TKey, TValue>.Enumerator saved
            ? saved
            : ((Dictionary<TKey, TValue>)frame.Target).GetEnumerator();
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
    internal override bool IsInKey(in SliceFrame frame) => SortedEntries.IsInKey(in frame);

    /// <inheritdoc/>
    public override void DescribePosition(in SliceFrame frame, ref GraphPath path) =>
        SortedEntries.DescribePosition<TKey, TValue>(in frame, ref path);
}

/// <summary>The unslicer for <see cref="DictionarySlicer{TKey, TValue}"/>.</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
internal sealed class DictionaryUnslicer<TKey, TValue> : Unslicer<Dictionary<TKey, TValue>>
    where TKey : notnull
{
    private const int AwaitsValue = 1;

    private static readonly int s_bytesPerEntry = HashGrowth.BytesPerEntry<TKey, TValue>();

    private readonly Unslicer<TKey> _key;
    private readonly Unslicer<TValue> _value;
    private readonly IEqualityComparer<TKey>? _comparer;
    private readonly KeyGate<TKey> _gate;
    private readonly ComparedForms<Dictionary<TKey, TValue>> _forms = new();

    /// <summary>Reads keys by <paramref name="key"/>, values by <paramref name="value"/>, into a dictionary with this comparer, or the default one.</summary>
    public DictionaryUnslicer(Unslicer<TKey> key, Unslicer<TValue> value, IEqualityComparer<TKey>? comparer = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        _comparer = comparer;
        _key = key;
        _value = value;
        _gate = new KeyGate<TKey>(key, comparer);
        BytesPerObject = HashGrowth.BytesPerCollection;
    }

    /// <inheritdoc/>
    public override string Expected => "a dictionary";

    /// <inheritdoc/>
    public override ReferenceKind References => ReferenceKind.AtOpen;

    /// <inheritdoc/>
    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        openType.Name == DictionarySlicer<TKey, TValue>.Name
            ? this
            : _forms.Find(openType, _comparer, stack, other =>
                other is IEqualityComparer<TKey> fits ? new DictionaryUnslicer<TKey, TValue>(_key, _value, fits) { Taster = Taster } : null);

    /// <summary>A position with a comparer accepts dictionaries with this comparer only, also by reference (PROTOCOL.md [T-23]).</summary>
    public override bool AcceptsReference(Unslicer reader, Type type, UnslicerStack stack) =>
        base.AcceptsReference(reader, type, stack)
        && (_comparer is null || (reader is DictionaryUnslicer<TKey, TValue> other && ReferenceEquals(other._comparer, _comparer)));

    /// <inheritdoc/>
    protected internal override UnsliceStep ReadUntasted(ref TokenReader reader, UnslicerStack stack, out Dictionary<TKey, TValue>? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (stack.TryEnter(ref reader, this, DictionarySlicer<TKey, TValue>.Word))
        {
            value = new Dictionary<TKey, TValue>(_comparer);
            return stack.Leave(Receive(ref reader, ref stack.Publish(value), stack));
        }

        if (stack.TryTakeReference(ref reader, this, out object? known))
        {
            value = (Dictionary<TKey, TValue>)known;
            return UnsliceStep.Done;
        }

        return base.ReadUntasted(ref reader, stack, out value);
    }

    /// <inheritdoc/>
    public override object Begin(UnslicerStack stack) => new Dictionary<TKey, TValue>(_comparer);

    /// <inheritdoc/>
    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        Dictionary<TKey, TValue> dictionary = (Dictionary<TKey, TValue>)frame.Target!;
        DictionaryEntry<TKey, TValue> entry =
            (DictionaryEntry<TKey, TValue>)(frame.Cursor ??= new DictionaryEntry<TKey, TValue>(dictionary, _gate));
        while (true)
        {
            if (frame.State != AwaitsValue)
            {
                // A value that arrives late, by TakeChild, is also checked here.
                if (entry.IsRefused)
                {
                    return stack.FailFrame(ref reader, KeyFault.Duplicate($"key number {entry.Count + 1L} again"));
                }

                if (stack.TryClose(ref reader, ref frame))
                {
                    return UnsliceStep.Done;
                }

                UnsliceStep keyStep = ReadKey(ref reader, ref frame, entry, stack);
                if (keyStep != UnsliceStep.Done)
                {
                    return keyStep;
                }

                frame.State = AwaitsValue;
            }

            if (entry.Prepare(ref reader, ref frame, stack) is { } fault)
            {
                frame.State = 0; // the key is wrong, so the path names the key
                return stack.FailFrame(ref reader, fault);
            }

            UnsliceStep step = _value.Read(ref reader, stack, out TValue? value);
            switch (step)
            {
                case UnsliceStep.Done:
                    entry.Add(this, value);
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
        DictionaryEntry<TKey, TValue> entry = (DictionaryEntry<TKey, TValue>)frame.Cursor!;
        if (frame.State == AwaitsValue)
        {
            entry.Add(this, (TValue?)child);
            frame.State = 0;
        }
        else
        {
            entry.SetKey((TKey?)child, promise: null);
            frame.State = AwaitsValue;
        }
    }

    /// <inheritdoc/>
    public override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(child);
        DictionaryEntry<TKey, TValue> entry = (DictionaryEntry<TKey, TValue>)frame.Cursor!;
        if (frame.State == AwaitsValue)
        {
            entry.AddPending(this, child);
            frame.State = 0;
        }
        else
        {
            entry.SetKey(default, child);
            frame.State = AwaitsValue;
        }
    }

    /// <inheritdoc/>
    public override void FixUp(object target, int slot, object? key, object? value, UnslicerStack stack)
    {
        if (target is not LateEntries<TKey, TValue> late)
        {
            ((Dictionary<TKey, TValue>)target)[(TKey)key!] = (TValue)value!;
        }
        else if (slot < 0)
        {
            late.SetKey(~slot, (TKey)value!);
        }
        else
        {
            late.SetValue(slot, (TValue)value!);
        }
    }

    /// <inheritdoc/>
    internal override bool TryComplete(object target, UnslicerStack stack, [NotNullWhen(false)] out KeyFault? fault) =>
        ((LateEntries<TKey, TValue>)target).TryComplete(stack, out fault);

    /// <inheritdoc/>
    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path)
    {
        if (frame.State == AwaitsValue)
        {
            path.Key(((DictionaryEntry<TKey, TValue>)frame.Cursor!).Key);
            return;
        }

        path.KeyOf(frame.Cursor is DictionaryEntry<TKey, TValue> entry ? entry.Count : 0);
    }

    private UnsliceStep ReadKey(
        ref TokenReader reader, ref UnsliceFrame frame, DictionaryEntry<TKey, TValue> entry, UnslicerStack stack)
    {
        int count = entry.Count;
        if (!stack.TryAdmitElement(ref reader, ref frame, "entry", count, HashGrowth.BytesAt(count, s_bytesPerEntry), out UnsliceStep step))
        {
            return step;
        }

        step = _key.Read(ref reader, stack, out TKey? read);
        bool isPending = step == UnsliceStep.Pending;
        entry.SetKey(step == UnsliceStep.Done ? read : default, isPending ? stack.TakePending() : null);
        return isPending ? UnsliceStep.Done : step;
    }
}
