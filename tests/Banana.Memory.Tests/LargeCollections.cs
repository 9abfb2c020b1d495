using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;
using Banana.Slicing;

namespace Banana.Memory.Tests;

/// <summary>One large collection of every kind, of small elements and of large ones, and what each costs.</summary>
internal static class LargeCollections
{
    public static IEnumerable<(string Name, MemoryCost Cost)> Costs(int count) => [
        .. Of("int", BuiltInTypes.Int32, [.. Enumerable.Range(0, count)]),
        .. Of("text", BuiltInTypes.String, [.. Enumerable.Range(0, count).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture))]),
        .. Of("Guid", BuiltInTypes.Guid, [.. Enumerable.Range(1, count).Select(number => new Guid(number, 0, 0, new byte[8]))]),
        Cost("row of objects", BuiltInTypes.List(BuiltInTypes.Object), [.. Enumerable.Range(0, count)]),
        Cost("row of large numbers", BuiltInTypes.List(BuiltInTypes.BigInteger), [.. Enumerable.Range(0, count).Select(number => BigInteger.Pow(2, 100) + number)]),
        Cost("row of bits", BuiltInTypes.BitArray, new BitArray(count)),
        Cost("bytes in a list", BuiltInTypes.List(BuiltInTypes.Bytes), [.. Enumerable.Range(0, count).Select(_ => new byte[1])]),
        Cost("ArrayList", BuiltInTypes.ArrayList, new ArrayList(Enumerable.Range(0, count).ToArray())),
        Cost("Hashtable", BuiltInTypes.Hashtable, new Hashtable(Enumerable.Range(0, count).ToDictionary(number => number))),
    ];

    private static IEnumerable<(string Name, MemoryCost Cost)> Of<T>(string what, SliceableType<T> type, T[] items)
        where T : IComparable<T>
    {
        yield return Cost($"array of {what}", BuiltInTypes.Array(type), items);
        yield return Cost($"List of {what}", BuiltInTypes.List(type), [.. items]);
        yield return Cost($"HashSet of {what}", BuiltInTypes.Set(type), [.. items]);
        yield return Cost($"SortedSet of {what}", BuiltInTypes.SortedSet(type), [.. items]);
        yield return Cost($"ReadOnlySet of {what}", BuiltInTypes.ReadOnlySet(type), new ReadOnlySet<T>(items.ToHashSet()));
        yield return Cost($"Queue of {what}", BuiltInTypes.Queue(type), new Queue<T>(items));
        yield return Cost($"Stack of {what}", BuiltInTypes.Stack(type), new Stack<T>(items));
        yield return Cost($"LinkedList of {what}", BuiltInTypes.LinkedList(type), new LinkedList<T>(items));
        yield return Cost($"Collection of {what}", BuiltInTypes.Collection(type), [.. items]);
        yield return Cost($"ObservableCollection of {what}", BuiltInTypes.ObservableCollection(type), [.. items]);
        yield return Cost($"ReadOnlyObservableCollection of {what}", BuiltInTypes.ReadOnlyObservableCollection(type), new([.. items]));
        yield return Cost($"ReadOnlyCollection of {what}", BuiltInTypes.ReadOnlyCollection(type), new(items));
        yield return Cost($"ConcurrentQueue of {what}", BuiltInTypes.ConcurrentQueue(type), new(items));
        yield return Cost($"ConcurrentStack of {what}", BuiltInTypes.ConcurrentStack(type), new(items));
        yield return Cost($"ConcurrentBag of {what}", BuiltInTypes.ConcurrentBag(type), [.. items]);
        yield return Cost($"BlockingCollection of {what}", BuiltInTypes.BlockingCollection(type), new(new ConcurrentQueue<T>(items)));
        yield return Cost($"ImmutableArray of {what}", BuiltInTypes.ImmutableArray(type), [.. items]);
        yield return Cost($"ImmutableList of {what}", BuiltInTypes.ImmutableList(type), [.. items]);
        yield return Cost($"ImmutableQueue of {what}", BuiltInTypes.ImmutableQueue(type), [.. items]);
        yield return Cost($"ImmutableStack of {what}", BuiltInTypes.ImmutableStack(type), [.. items]);
        yield return Cost($"ImmutableHashSet of {what}", BuiltInTypes.ImmutableSet(type), [.. items]);
        yield return Cost($"ImmutableSortedSet of {what}", BuiltInTypes.ImmutableSortedSet(type), [.. items]);
        yield return Cost($"FrozenSet of {what}", BuiltInTypes.FrozenSet(type), items.ToFrozenSet());
        foreach ((string name, MemoryCost cost) in Maps(what, type, items))
        {
            yield return (name, cost);
        }
    }

    private static IEnumerable<(string Name, MemoryCost Cost)> Maps<T>(string what, SliceableType<T> type, T[] items)
        where T : IComparable<T>
    {
        Dictionary<T, T> map = items.ToDictionary(item => item);
        yield return Cost($"Dictionary of {what}", BuiltInTypes.Dictionary(type, type), map);
        yield return Cost($"SortedDictionary of {what}", BuiltInTypes.SortedDictionary(type, type), new(map));
        yield return Cost($"SortedList of {what}", BuiltInTypes.SortedList(type, type), new(map));
        yield return Cost($"OrderedDictionary of {what}", BuiltInTypes.OrderedDictionary(type, type), new(map));
        yield return Cost($"ConcurrentDictionary of {what}", BuiltInTypes.ConcurrentDictionary(type, type), new(map));
        yield return Cost($"PriorityQueue of {what}", BuiltInTypes.PriorityQueue(type, type), new(items.Select(item => (item, item))));
        yield return Cost($"ReadOnlyDictionary of {what}", BuiltInTypes.ReadOnlyDictionary(type, type), new(map));
        yield return Cost($"ImmutableDictionary of {what}", BuiltInTypes.ImmutableDictionary(type, type), map.ToImmutableDictionary());
        yield return Cost($"ImmutableSortedDictionary of {what}", BuiltInTypes.ImmutableSortedDictionary(type, type), map.ToImmutableSortedDictionary());
        yield return Cost($"FrozenDictionary of {what}", BuiltInTypes.FrozenDictionary(type, type), map.ToFrozenDictionary());
        yield return Cost($"Lookup of {what}", BuiltInTypes.Lookup(type, type), items.ToLookup(item => item));
    }

    private static (string Name, MemoryCost Cost) Cost<T>(string name, SliceableType<T> type, T value)
    {
        BananaSerializerOptions options = new() { Policy = BananaPolicy.Untrusted with { Limits = new Wire.WireLimits { MaxManagedBytes = 1L << 30 } } };
        options.Types.Add(type);
        byte[] document = BananaSerializer.Serialize(value, options);
        value = default!;
        return (name, MemoryCost.Of<T>(document, options));
    }
}
