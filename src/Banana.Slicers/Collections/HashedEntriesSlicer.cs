using System.Diagnostics.CodeAnalysis;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Immutable and frozen dictionaries: OPEN, the open type, keys and values in turn, CLOSE (PROTOCOL.md [T-18]). Their order is their own
/// affair. Only default comparers can be sent.
/// </summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
/// <typeparam name="TMap">The dictionary.</typeparam>
public sealed class HashedEntriesSlicer<TKey, TValue, TMap> : Slicer<TMap>
    where TKey : notnull
    where TMap : class, IEnumerable<KeyValuePair<TKey, TValue>>
{
    private readonly Slicer<TKey> _key;
    private readonly Slicer<TValue> _value;
    private readonly Func<TMap, (IEqualityComparer<TKey> Keys, IEqualityComparer<TValue> Values)> _comparers;

    internal HashedEntriesSlicer(
        string openType,
        Slicer<TKey> key,
        Slicer<TValue> value,
        Func<TMap, (IEqualityComparer<TKey> Keys, IEqualityComparer<TValue> Values)> comparers)
        : base(new VocabularyWord(openType))
    {
        _key = key;
        _value = value;
        _comparers = comparers;
    }

    /// <inheritdoc/>
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, TMap? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (value is null)
        {
            return base.Write(ref writer, stack, value);
        }

        (IEqualityComparer<TKey> keys, IEqualityComparer<TValue> values) = _comparers(value);
        return DefaultComparer.TryRefuse(stack, keys, "a dictionary", out SliceStep refused)
            || DefaultComparer.TryRefuse(stack, values, "a dictionary", out refused)
                ? refused
                : base.Write(ref writer, stack, value);
    }

    // State counts the keys and values begun; the cursor is the enumerator.
    /// <inheritdoc/>
    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        IEnumerator<KeyValuePair<TKey, TValue>> entries =
            (IEnumerator<KeyValuePair<TKey, TValue>>)(frame.Cursor ??= ((TMap)frame.Target).GetEnumerator());
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

    /// <inheritdoc/>
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
/// The reading half of <see cref="HashedEntriesSlicer{TKey, TValue, TMap}"/>. A dictionary whose keys may reach an object that is still
/// being read is built when the graph is complete (PROTOCOL.md ).
/// </summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
/// <typeparam name="TMap">The dictionary.</typeparam>
public sealed class HashedEntriesUnslicer<TKey, TValue, TMap> : DeferredUnslicer<TMap>
    where TKey : notnull
    where TMap : class, IEnumerable<KeyValuePair<TKey, TValue>>
{
    private const int BytesPerEntry = 48;

    private readonly string _openType;
    private readonly Unslicer<TKey> _key;
    private readonly Unslicer<TValue> _value;
    private readonly Func<Dictionary<TKey, TValue>, TMap> _build;

    internal HashedEntriesUnslicer(
        string openType, Unslicer<TKey> key, Unslicer<TValue> value, Func<Dictionary<TKey, TValue>, TMap> build)
    {
        _openType = openType;
        _key = key;
        _value = value;
        _build = build;
    }

    /// <inheritdoc/>
    public override string Expected => $"'{_openType}'";

    /// <inheritdoc/>
    public override OpenType? OpenType => new OpenType(_openType, null);

    private protected override bool NeedsHashes => true;

    /// <inheritdoc/>
    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        List<object?> items = Parts(frame).Items;
        while (true)
        {
            bool isKey = items.Count % 2 == 0;
            if (isKey && stack.TryClose(ref reader, ref frame))
            {
                return Complete(ref reader, ref frame, stack);
            }

            if (isKey && !stack.TryAdmitElement(
                ref reader, ref frame, "entry", items.Count / 2, BytesPerEntry, out UnsliceStep refused))
            {
                return refused;
            }

            UnsliceStep step = isKey
                ? _key.ReadObject(ref reader, stack, out object? part)
                : _value.ReadObject(ref reader, stack, out part);
            if (!TryTake(ref frame, step, part, stack))
            {
                return step;
            }
        }
    }

    /// <inheritdoc/>
    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path)
    {
        List<object?> items = Parts(frame).Items;
        if (frame.IsClosed)
        {
            return; // it is the dictionary that cannot be built
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

    private protected override bool HasHashes(IReadOnlyList<object?> parts, UnslicerStack stack) =>
        parts.Where((_, i) => i % 2 == 0).All(key => SettledKey<TKey>.CanHash((TKey?)key, stack));

    private protected override bool TryBuild(IReadOnlyList<object?> parts, out TMap? built, out string? found)
    {
        Dictionary<TKey, TValue> entries = new(parts.Count / 2);
        found = null;
        for (int i = 0; i < parts.Count && found is null; i += 2)
        {
            if (parts[i] is not TKey key)
            {
                found = "a null key";
            }
            else if (!entries.TryAdd(key, (TValue)parts[i + 1]!))
            {
                found = $"key number {entries.Count + 1L} again";
            }
        }

        built = found is null ? _build(entries) : null;
        return found is null;
    }

    /// <inheritdoc/>
    [ExcludeFromCodeCoverage]
    protected override TMap Build(IReadOnlyList<object?> parts) => throw new NotSupportedException("Dictionaries are built by TryBuild.");
}
