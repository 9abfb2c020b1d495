using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;

namespace Banana.Slicing;

public static partial class BuiltInTypes
{
    /// <summary>Dictionaries of <paramref name="key"/> to <paramref name="value"/>.</summary>
    public static SliceableType<Dictionary<TKey, TValue>> Dictionary<TKey, TValue>(
        SliceableType<TKey> key, SliceableType<TValue> value)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return new(
            new DictionarySlicer<TKey, TValue>(key.Slicer, value.Slicer),
            new DictionaryUnslicer<TKey, TValue>(key.Unslicer, value.Unslicer),
            NameOf("dict", key.TypeName, value.TypeName));
    }

    /// <summary>Dictionaries sorted by key, stored as trees.</summary>
    public static SliceableType<SortedDictionary<TKey, TValue>> SortedDictionary<TKey, TValue>(
        SliceableType<TKey> key, SliceableType<TValue> value)
        where TKey : notnull => Entries(
            key, value, new EntriesKind<TKey, TValue, SortedDictionary<TKey, TValue>>("sorted-dict", static map => map)
            {
                Bytes = 224,
                BytesPerEntry = NodeBytes.Of<KeyValuePair<TKey, TValue>>(pointers: 3),
                Create = static comparer => new SortedDictionary<TKey, TValue>((IComparer<TKey>?)comparer),
                TryAdd = static (map, key, value) => map.TryAdd(key, value),
                Comparer = ComparerOf.Sorting<SortedDictionary<TKey, TValue>, TKey>(static map => map.Comparer),
            });

    /// <summary>Dictionaries sorted by key, stored as arrays.</summary>
    public static SliceableType<SortedList<TKey, TValue>> SortedList<TKey, TValue>(SliceableType<TKey> key, SliceableType<TValue> value)
        where TKey : notnull => Entries(
            key, value, new EntriesKind<TKey, TValue, SortedList<TKey, TValue>>("sorted-list", static map => map)
            {
                Create = static comparer => new SortedList<TKey, TValue>((IComparer<TKey>?)comparer),
                TryAdd = static (map, key, value) => map.TryAdd(key, value),
                Comparer = ComparerOf.Sorting<SortedList<TKey, TValue>, TKey>(static map => map.Comparer),
                IsRow = true,
            });

    /// <summary>Dictionaries that keep the order of their entries.</summary>
    public static SliceableType<OrderedDictionary<TKey, TValue>> OrderedDictionary<TKey, TValue>(
        SliceableType<TKey> key, SliceableType<TValue> value)
        where TKey : notnull => Entries(
            key, value, new EntriesKind<TKey, TValue, OrderedDictionary<TKey, TValue>>("ordered-dict", static map => map)
            {
                Create = static comparer => new OrderedDictionary<TKey, TValue>((IEqualityComparer<TKey>?)comparer),
                TryAdd = static (map, key, value) => map.TryAdd(key, value),
                IsOrdered = true,
                Comparer = ComparerOf.Hashing<OrderedDictionary<TKey, TValue>, TKey>(static map => map.Comparer),
            });

    /// <summary>Concurrent dictionaries.</summary>
    public static SliceableType<ConcurrentDictionary<TKey, TValue>> ConcurrentDictionary<TKey, TValue>(
        SliceableType<TKey> key, SliceableType<TValue> value)
        where TKey : notnull => Entries(
            key, value, new EntriesKind<TKey, TValue, ConcurrentDictionary<TKey, TValue>>("concurrent-dict", static map => map)
            {
                Bytes = NodeBytes.Locks,
                BytesPerEntry = NodeBytes.Of<KeyValuePair<TKey, TValue>>(pointers: 5),
                Create = static comparer => new ConcurrentDictionary<TKey, TValue>((IEqualityComparer<TKey>?)comparer),
                TryAdd = static (map, key, value) => map.TryAdd(key, value),
                Comparer = ComparerOf.Hashing<ConcurrentDictionary<TKey, TValue>, TKey>(static map => map.Comparer),
                Table = KeyTable.Concurrent,
            });

    /// <summary>Priority queues, with the priorities. Entries of equal priority keep their order.</summary>
    public static SliceableType<PriorityQueue<TElement, TPriority>> PriorityQueue<TElement, TPriority>(
        SliceableType<TElement> element, SliceableType<TPriority> priority) => Entries(
            priority, element, new EntriesKind<TPriority, TElement, PriorityQueue<TElement, TPriority>>(
                "priority-queue",
                static queue => queue.UnorderedItems.Select(static item => KeyValuePair.Create(item.Priority, item.Element)))
            {
                Create = static comparer => new PriorityQueue<TElement, TPriority>((IComparer<TPriority>?)comparer),
                TryAdd = static (queue, priority, element) =>
                {
                    queue.Enqueue(element, priority); // sent in the order of the heap, so that none moves
                    return true;
                },
                Comparer = ComparerOf.Sorting<PriorityQueue<TElement, TPriority>, TPriority>(static queue => queue.Comparer),
                CanHaveNullKeys = true,
                IsOrdered = true,
            });

    /// <summary>Read-only views of a dictionary. A view that was read has an underlying dictionary of its own.</summary>
    public static SliceableType<ReadOnlyDictionary<TKey, TValue>> ReadOnlyDictionary<TKey, TValue>(
        SliceableType<TKey> key, SliceableType<TValue> value)
        where TKey : notnull
    {
        SliceableType<Dictionary<TKey, TValue>> inner = Dictionary(key, value);
        PartsSlicer<ReadOnlyDictionary<TKey, TValue>> slicer = new(
            "read-only-dict",
            isUnique: false,
            new Part<ReadOnlyDictionary<TKey, TValue>, Dictionary<TKey, TValue>>("Dictionary", inner, ReadOnlyViews.DictionaryUnder))
        {
            IsBuiltIn = true,
        };
        return new(
            slicer,
            new PartsUnslicer<ReadOnlyDictionary<TKey, TValue>>(
                slicer, static parts => new ReadOnlyDictionary<TKey, TValue>((Dictionary<TKey, TValue>)parts[0]!)),
            NameOf("read-only-dict", key.TypeName, value.TypeName));
    }

    /// <summary>Immutable dictionaries of <paramref name="key"/> to <paramref name="value"/>; values compare by the default comparer.</summary>
    public static SliceableType<ImmutableDictionary<TKey, TValue>> ImmutableDictionary<TKey, TValue>(
        SliceableType<TKey> key, SliceableType<TValue> value)
        where TKey : notnull => Entries(
            key, value, new EntriesKind<TKey, TValue, ImmutableDictionary<TKey, TValue>>("immutable-dict", static map => map)
            {
                Bytes = 160,
                BytesPerEntry = NodeBytes.Of<KeyValuePair<TKey, TValue>>(pointers: 6),
                Build = static (comparer, entries) =>
                {
                    ImmutableDictionary<TKey, TValue>.Builder map = System.Collections.Immutable.ImmutableDictionary.CreateBuilder<TKey, TValue>((IEqualityComparer<TKey>?)comparer);
                    entries.ForEach(entry => map[entry.Key] = entry.Value); // repeated keys are counted rather than throwing
                    return map.ToImmutable();
                },
                Count = static map => map.Count,
                Comparer = ComparerOf.Hashing<ImmutableDictionary<TKey, TValue>, TKey>(static map => map.KeyComparer),
                Refuse = static map => RefuseValueComparer(map.ValueComparer),
            });

    /// <summary>Immutable dictionaries sorted by key; values compare by the default comparer.</summary>
    public static SliceableType<ImmutableSortedDictionary<TKey, TValue>> ImmutableSortedDictionary<TKey, TValue>(
        SliceableType<TKey> key, SliceableType<TValue> value)
        where TKey : notnull => Entries(
            key, value, new EntriesKind<TKey, TValue, ImmutableSortedDictionary<TKey, TValue>>("immutable-sorted-dict", static map => map)
            {
                Bytes = 160,
                BytesPerEntry = NodeBytes.Of<KeyValuePair<TKey, TValue>>(pointers: 4),
                Build = static (comparer, entries) =>
                {
                    ImmutableSortedDictionary<TKey, TValue>.Builder map = System.Collections.Immutable.ImmutableSortedDictionary.CreateBuilder<TKey, TValue>((IComparer<TKey>?)comparer);
                    entries.ForEach(entry => map[entry.Key] = entry.Value);
                    return map.ToImmutable();
                },
                Count = static map => map.Count,
                Comparer = ComparerOf.Sorting<ImmutableSortedDictionary<TKey, TValue>, TKey>(static map => map.KeyComparer),
                Refuse = static map => RefuseValueComparer(map.ValueComparer),
            });

    /// <summary>Frozen dictionaries of <paramref name="key"/> to <paramref name="value"/>.</summary>
    public static SliceableType<FrozenDictionary<TKey, TValue>> FrozenDictionary<TKey, TValue>(
        SliceableType<TKey> key, SliceableType<TValue> value)
        where TKey : notnull => Entries(
            key, value, new EntriesKind<TKey, TValue, FrozenDictionary<TKey, TValue>>("frozen-dict", static map => map)
            {
                Bytes = 384,
                BytesPerEntry = NodeBytes.Frozen + (4 * NodeBytes.Place<KeyValuePair<TKey, TValue>>()),
                Build = static (comparer, entries) => entries.ToFrozenDictionary((IEqualityComparer<TKey>?)comparer),
                Count = static map => map.Count,
                Comparer = ComparerOf.Hashing<FrozenDictionary<TKey, TValue>, TKey>(static map => map.Comparer),
                Table = KeyTable.Presized,
            });

    /// <summary>Lookups, as created by <c>ToLookup</c>: groups of elements by key, in their order. Only where they are declared.</summary>
    public static SliceableType<ILookup<TKey, TElement>> Lookup<TKey, TElement>(SliceableType<TKey> key, SliceableType<TElement> element) => Entries(
        key, Array(element), new EntriesKind<TKey, TElement[], ILookup<TKey, TElement>>(
            "lookup", static lookup => lookup.Select(static group => KeyValuePair.Create(group.Key, group.ToArray())))
        {
            Bytes = 320,
            BytesPerEntry = 160,
            Build = static (comparer, groups) => groups
                .SelectMany(static group => group.Value.Select(element => (group.Key, Element: element)))
                .ToLookup(static pair => pair.Key, static pair => pair.Element, (IEqualityComparer<TKey>?)comparer),
            Count = static lookup => lookup.Count,
            IsOrdered = true,
            Comparer = ComparerOf.Hashing<ILookup<TKey, TElement>, TKey>(static lookup => Lookups<TKey, TElement>.ComparerOf(lookup)),
            Table = KeyTable.Lookup,
            Repeats = static group => group?.Length ?? 0,
            CanHaveNullKeys = true,
            RefuseValue = static group => group is { Length: > 0 }
                ? null
                : new KeyFault(ViolationCode.InvalidValue, "a key without elements", "at least one element for each key of a lookup"),
        });

    // Only the lookup knows its comparer, which must not be lost.
    private static class Lookups<TKey, TElement>
    {
        public static IEqualityComparer<TKey>? ComparerOf(ILookup<TKey, TElement> lookup) => lookup is Lookup<TKey, TElement> own
            ? Comparer(own)
            : throw new ArgumentException($"A {lookup.GetType()} cannot be sent as a lookup. Create the lookup with ToLookup.");

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_comparer")]
        private static extern ref IEqualityComparer<TKey> Comparer(Lookup<TKey, TElement> lookup);
    }

    internal static SliceableType<TMap> Entries<TKey, TValue, TMap>(
        SliceableType<TKey> key, SliceableType<TValue> value, EntriesKind<TKey, TValue, TMap> kind)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return new(
            new EntriesSlicer<TKey, TValue, TMap>(kind, key.Slicer, value.Slicer),
            new EntriesUnslicer<TKey, TValue, TMap>(kind, key.Unslicer, value.Unslicer),
            NameOf(kind.OpenType, key.TypeName, value.TypeName));
    }

    private static string? RefuseValueComparer<T>(IEqualityComparer<T> comparer) => ReferenceEquals(comparer, EqualityComparer<T>.Default)
        ? null
        : $"a dictionary whose values compare by {comparer.GetType()}";
}
