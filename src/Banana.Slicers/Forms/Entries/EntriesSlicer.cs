using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Collections of keys and values: OPEN, the open type, keys and values in turn, CLOSE (PROTOCOL.md [T-18], [T-25]).</summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
/// <typeparam name="T">The collection.</typeparam>
internal sealed class EntriesSlicer<TKey, TValue, T> : Slicer<T>
{
    private readonly EntriesKind<TKey, TValue, T> _kind;
    private readonly Slicer<TKey> _key;
    private readonly Slicer<TValue> _value;
    private readonly ComparedForms<T> _forms = new();

    public EntriesSlicer(EntriesKind<TKey, TValue, T> kind, Slicer<TKey> key, Slicer<TValue> value)
        : base(new VocabularyWord(kind.OpenType))
    {
        _kind = kind;
        _key = key;
        _value = value;
        Kind = kind.Kind;
    }

    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, T? value)
    {
        if (value is not null && _kind.Refuse?.Invoke(value) is { } refused)
        {
            return stack.Fail(ViolationCode.NotRepresentable, refused, "the default comparer, the only one that can be restored");
        }

        return value is not null && _kind.Comparer?.Of(value) is { } comparer
            ? _forms.Write(ref writer, stack, this, value, comparer, _kind.View(value).Select(static entry => entry.Key))
            : base.Write(ref writer, stack, value);
    }

    // State counts the keys and values begun; the cursor is the enumerator.
    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        if (frame.Cursor is null && _kind.Comparer is { } order && FindFault(stack, (T)frame.Target, order) is { } fault)
        {
            return stack.FailLimit(fault.Code, fault.Found, fault.Expected);
        }

        if (frame.Cursor is null && stack.Rules is { } rules && !_kind.IsOrdered)
        {
            KeyValuePair<TKey, TValue>[] sorted = [.. _kind.View((T)frame.Target)];
            if (rules.SortEntries(sorted) is { } clash)
            {
                return rules.RefuseKeys(clash);
            }

            frame.Cursor = ((IEnumerable<KeyValuePair<TKey, TValue>>)sorted).GetEnumerator();
        }

        IEnumerator<KeyValuePair<TKey, TValue>> entries =
            (IEnumerator<KeyValuePair<TKey, TValue>>)(frame.Cursor ??= _kind.View((T)frame.Target).GetEnumerator());
        while (true)
        {
            bool isKey = (frame.State & 1) == 0;
            if (isKey && writer.IsFull)
            {
                return SliceStep.Flush;
            }

            if (isKey && !entries.MoveNext())
            {
                return SliceStep.Done;
            }

            if (isKey && frame.State / 2 >= stack.MaxItems)
            {
                return stack.FailItems((frame.State / 2) + 1L);
            }

            frame.State++;
            SliceStep step = isKey
                ? _key.Write(ref writer, stack, entries.Current.Key)
                : _value.Write(ref writer, stack, entries.Current.Value);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }
    }

    private KeyFault? FindFault(SlicerStack stack, T value, ComparerOf<T> order) => OutgoingKeys<TKey>.Find(
        stack, _kind.View(value).Select(static entry => entry.Key), order.Of(value) ?? _kind.DefaultComparer);

    internal override bool IsInKey(in SliceFrame frame) => !_kind.IsOrdered && SortedEntries.IsInKey(in frame);

    public override void DescribePosition(in SliceFrame frame, ref GraphPath path)
    {
        if ((frame.State & 1) != 0)
        {
            path.KeyOf((frame.State - 1) / 2);
        }
        else if (frame.Cursor is IEnumerator<KeyValuePair<TKey, TValue>> entries)
        {
            path.Key(entries.Current.Key);
        }
    }
}

/// <summary>
/// The unslicer for <see cref="EntriesSlicer{TKey, TValue, T}"/>. Collections that hash or sort their keys add them when no
/// reachable object is still being read (PROTOCOL.md ).
/// </summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
/// <typeparam name="T">The collection.</typeparam>
internal sealed class EntriesUnslicer<TKey, TValue, T>(
    EntriesKind<TKey, TValue, T> kind, Unslicer<TKey> key, Unslicer<TValue> value, object? comparer = null) : DeferredUnslicer<T>(kind.Bytes)
{
    private static readonly int s_bytesPerParts =
        PartBytes.Of<TKey>() + PartBytes.Of<TValue>() + Unsafe.SizeOf<KeyValuePair<TKey, TValue>>(); // collected, then in a row of their own

    private readonly int _bytesPerEntry = s_bytesPerParts + kind.BytesPerEntry;

    private readonly KeyGate<TKey>? _gate = kind.Comparer is { Hashes: true } ? new(key, comparer ?? kind.DefaultComparer) : null;
    private readonly KeyMeter<TKey>? _meter = kind.Comparer is { Hashes: false } ? KeyMeter<TKey>.For(key, comparer, isSorted: true) : null;

    private readonly ComparedForms<T> _forms = new();

    public override string Expected => $"'{kind.OpenType}'";

    public override OpenType? OpenType => new OpenType(kind.OpenType, null);

    internal override SequenceKind Kind => kind.Kind;

    private protected override bool IsFilled => kind.Create is not null;

    private protected override bool NeedsHashes => true;

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        base.ForOpenType(openType, stack) ?? _forms.Find(
            openType,
            comparer,
            stack,
            other => kind.Comparer?.Fits(other) == true ? new EntriesUnslicer<TKey, TValue, T>(kind, key, value, other) { Taster = Taster } : null);

    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        List<object?> items = Parts(ref frame).Items;
        while (true)
        {
            bool isKey = items.Count % 2 == 0;
            if (isKey && stack.TryClose(ref reader, ref frame))
            {
                long entries = items.Count / 2;
                return stack.TryWork(ref reader, kind.StepsPerEntryBefore * entries * entries / 2)
                    ? Complete(ref reader, ref frame, stack)
                    : stack.FailWork(ref reader);
            }

            if (isKey && !stack.TryAdmitElement(
                ref reader, ref frame, "entry", items.Count / 2, _bytesPerEntry, out UnsliceStep refused))
            {
                return refused;
            }

            UnsliceStep step = isKey
                ? key.ReadObject(ref reader, stack, out object? part)
                : value.ReadObject(ref reader, stack, out part);
            if (!TryTakeChild(ref frame, step, part, stack))
            {
                return step;
            }
        }
    }

    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path)
    {
        IReadOnlyList<object?> items = PartsSoFar(frame);
        if (frame.IsClosed)
        {
            return; // the dictionary itself cannot be built
        }

        if (items.Count % 2 == 0)
        {
            path.KeyOf(items.Count / 2);
        }
        else
        {
            path.Key(items[^1]);
        }
    }

    private protected override long BytesOfParts(int count) => (count + 1L) / 2 * s_bytesPerParts;

    private protected override bool HasHashes(IReadOnlyList<object?> parts, UnslicerStack stack) =>
        parts.Where((_, i) => i % 2 == 0).All(part => SettledKey<TKey>.CanHash((TKey?)part, stack));

    private protected override KeyFault? RefuseKeys(IReadOnlyList<object?> parts, UnslicerStack stack)
    {
        if (kind.Comparer is null)
        {
            return null;
        }

        List<TKey> keys = new(parts.Count / 2);
        List<int>? repeats = kind.Repeats is null ? null : new(parts.Count / 2);
        for (int i = 0; i < parts.Count; i += 2)
        {
            if (kind.RefuseValue?.Invoke((TValue)parts[i + 1]!) is { } fault)
            {
                return fault;
            }

            if (parts[i] is not null)
            {
                keys.Add((TKey)parts[i]!);
                repeats?.Add(kind.Repeats!((TValue)parts[i + 1]!));
            }
        }

        return kind.Comparer switch
        {
            { Hashes: true } => _gate!.RefuseAny(keys, kind.Table, repeats, stack),
            _ => KeyGate<TKey>.RefuseAnySorted(keys, _meter, stack),
        };
    }

    private protected override KeyFault? Explain(Exception thrown, IReadOnlyList<object?> parts) => comparer is null && kind.Comparer is { Hashes: false }
        ? CommonOrder<TKey>.Explain(thrown, parts.Where((_, i) => i % 2 == 0).Select(part => (TKey)part!))
        : null;

    private protected override T Create() => kind.Create!(comparer);

    private protected override bool TryFill(T target, IReadOnlyList<object?> parts, [NotNullWhen(false)] out KeyFault? fault)
    {
        fault = FindNullKey(parts);
        int[]? order = kind.IsRow && fault is null ? Order(parts) : null;
        for (int n = 0; n < parts.Count / 2 && fault is null; n++)
        {
            int i = 2 * (order?[n] ?? n);
            fault = kind.TryAdd!(target, (TKey)parts[i]!, (TValue)parts[i + 1]!) ? null : KeyFault.Duplicate($"key number {(i / 2) + 1L} again");
        }

        return fault is null;
    }

    /// <summary>Returns the numbers of the entries in the order of their keys; null if they are already in order.</summary>
    private int[]? Order(IReadOnlyList<object?> parts)
    {
        IComparer<TKey> by = (IComparer<TKey>?)comparer ?? Comparer<TKey>.Default;
        int Compare(int left, int right) => by.Compare((TKey)parts[2 * left]!, (TKey)parts[2 * right]!);
        for (int n = 1; n < parts.Count / 2; n++)
        {
            if (Compare(n - 1, n) >= 0)
            {
                return [.. Enumerable.Range(0, parts.Count / 2).Order(Comparer<int>.Create(Compare))]; // stable
            }
        }

        return null;
    }

    private protected override bool TryBuild(IReadOnlyList<object?> parts, out T? built, [NotNullWhen(false)] out KeyFault? fault)
    {
        built = default;
        fault = FindNullKey(parts);
        if (fault is null)
        {
            built = Build(parts);
            int count = kind.Count!(built);
            fault = count == parts.Count / 2 ? null : KeyFault.Duplicate($"a key twice: {parts.Count / 2} came, and {count} of them differ");
        }

        return fault is null;
    }

    protected override T Build(IReadOnlyList<object?> parts)
    {
        List<KeyValuePair<TKey, TValue>> entries = new(parts.Count / 2);
        for (int i = 0; i < parts.Count; i += 2)
        {
            entries.Add(KeyValuePair.Create((TKey)parts[i]!, (TValue)parts[i + 1]!));
        }

        return kind.Build!(comparer, entries);
    }

    private KeyFault? FindNullKey(IReadOnlyList<object?> parts)
    {
        for (int i = 0; !kind.CanHaveNullKeys && i < parts.Count; i += 2)
        {
            if (parts[i] is null)
            {
                return KeyFault.Null();
            }
        }

        return null;
    }
}
