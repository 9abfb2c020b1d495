using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Collections.Specialized;
using System.Dynamic;
using Banana.Slicing;

namespace Banana.Testing;

public static partial class Samples
{
    private static readonly SliceableType<int> s_int = BuiltInTypes.Int32;
    private static readonly SliceableType<string> s_text = BuiltInTypes.String;

    private static IEnumerable<Sample> Memories()
    {
        const string family = "memory types";
        SliceableType<int[]> array = BuiltInTypes.Array(s_int);
        yield return Open<Memory<int>>(family, "Memory", () => new int[] { 1, 2, 3 }.AsMemory(), BuiltInTypes.Memory(array));
        yield return Open<ReadOnlyMemory<byte>>(family, "ReadOnlyMemory of bytes", () => new byte[] { 1, 2 }, BuiltInTypes.ReadOnlyMemory(BuiltInTypes.Bytes));
        yield return Open<ArraySegment<int>>(family, "ArraySegment", () => new([1, 2, 3]), BuiltInTypes.ArraySegment(array));
        yield return Open<ArraySegment<int>>(family, "ArraySegment, default", () => default, BuiltInTypes.ArraySegment(array));
        yield return Open(family, "ReadOnlySequence", () => new ReadOnlySequence<byte>([1, 2, 3]), BuiltInTypes.ReadOnlySequence(BuiltInTypes.Bytes));
    }

    private static IEnumerable<Sample> Arrays()
    {
        const string family = "arrays";
        yield return Open<int[]>(family, "int[]", () => [1, -2, int.MaxValue]);
        yield return Open<int[]>(family, "int[], empty", () => []);
        yield return Open<string?[]>(family, "string[]", () => ["a", null, ""]);
        yield return Open<int[][]>(family, "jagged", () => [[1], [], null!], BuiltInTypes.Array(BuiltInTypes.Array(s_int)));
        yield return Open(family, "int[,]", () => new int[,] { { 1, 2, 3 }, { 4, 5, 6 } }, BuiltInTypes.Array2D(s_int));
        yield return Open(family, "string[,,]", () => new string?[,,] { { { "a" }, { null } } }, BuiltInTypes.Array3D<string?>(s_text!));
        yield return Open(family, "int[0,5]", () => new int[0, 5], BuiltInTypes.Array2D(s_int));
        yield return Open(family, "array of two dimensions from -1", () => (int[,])Array.CreateInstance(typeof(int), [2, 2], [-1, 3]), BuiltInTypes.Array2D(s_int));
        yield return Closed(family, "array of one dimension from 5", NewBased, BuiltInTypes.NonZeroBasedArray(s_int));
    }

    private static Array NewBased()
    {
        Array based = Array.CreateInstance(typeof(int), [2], [5]);
        based.SetValue(7, 6);
        return based;
    }

    private static IEnumerable<Sample> Lists()
    {
        const string family = "mutable generic collections";
        yield return Open<List<int>>(family, "List", () => [1, 2, 3]);
        yield return Open<List<string?>>(family, "List of string", () => ["a", null], BuiltInTypes.List(s_text)!);
        yield return Open(family, "LinkedList", () => new LinkedList<int>([1, 2]), BuiltInTypes.LinkedList(s_int));
        yield return Open(family, "Queue", () => new Queue<int>([1, 2]), BuiltInTypes.Queue(s_int));
        yield return Open(family, "Stack", () => new Stack<int>([1, 2]), BuiltInTypes.Stack(s_int));
        yield return Open(family, "HashSet", () => new HashSet<int>([3, 1, 2]), BuiltInTypes.Set(s_int));
        yield return Open(family, "SortedSet", () => new SortedSet<int>([3, 1, 2]), BuiltInTypes.SortedSet(s_int));
        yield return Open<Collection<int>>(family, "Collection", () => [1, 2], BuiltInTypes.Collection(s_int));
        yield return Open<ObservableCollection<int>>(family, "ObservableCollection", () => [1, 2], BuiltInTypes.ObservableCollection(s_int));
        yield return Open(
            family, "PriorityQueue", () => new PriorityQueue<string, int>([("c", 3), ("a", 1), ("b", 1), ("d", 2)]), BuiltInTypes.PriorityQueue(s_text, s_int));
        yield return Open(family, "Dictionary", () => new Dictionary<string, int> { ["b"] = 1, ["a"] = 2 });
        yield return Open(
            family, "SortedDictionary", () => new SortedDictionary<string, int> { ["b"] = 1, ["a"] = 2 }, BuiltInTypes.SortedDictionary(s_text, s_int));
        yield return Open(family, "SortedList", () => new SortedList<string, int> { ["b"] = 1, ["a"] = 2 }, BuiltInTypes.SortedList(s_text, s_int));
        yield return Open(
            family, "OrderedDictionary", () => new OrderedDictionary<string, int> { ["b"] = 1, ["a"] = 2 }, BuiltInTypes.OrderedDictionary(s_text, s_int));
        yield return Open<List<int>?>(family, "List, null", () => null);
        yield return Open<List<List<int>>>(family, "List of List", () => [[1], []], BuiltInTypes.List(BuiltInTypes.List(s_int)));
        yield return Open<List<int?>>(family, "List of int?", () => [1, null], BuiltInTypes.List(BuiltInTypes.Nullable(s_int)));
    }

    private static IEnumerable<Sample> Dictionaries()
    {
        const string family = "complex dictionary keys";
        yield return Open(
            family,
            "ValueTuple",
            () => new Dictionary<(int, string), int> { [(1, "a")] = 1 },
            BuiltInTypes.Dictionary(BuiltInTypes.ValueTuple(s_int, s_text), s_int));
        yield return Open(
            family, "Guid", () => new Dictionary<Guid, int> { [Guid.Empty] = 1 }, BuiltInTypes.Dictionary(BuiltInTypes.Guid, s_int));
        yield return Open(
            family, "DateTime", () => new Dictionary<DateTime, int> { [DateTime.UnixEpoch] = 1 }, BuiltInTypes.Dictionary(BuiltInTypes.DateTime, s_int));
    }

    private static IEnumerable<Sample> Comparers()
    {
        const string family = "comparers";
        StringComparer comparer = StringComparer.OrdinalIgnoreCase;
        yield return Open(family, "Dictionary", () => new Dictionary<string, int>(comparer) { ["a"] = 1 });
        yield return Open(family, "HashSet", () => new HashSet<string>(comparer) { "a" });
        yield return Open(family, "SortedSet", () => new SortedSet<string>(StringComparer.Ordinal) { "a", "B" }, BuiltInTypes.SortedSet(s_text));
        yield return Open(
            family, "SortedDictionary", () => new SortedDictionary<string, int>(comparer) { ["a"] = 1 }, BuiltInTypes.SortedDictionary(s_text, s_int));
        yield return Open(family, "FrozenSet", () => new[] { "a" }.ToFrozenSet(comparer), BuiltInTypes.FrozenSet(s_text));
        yield return Open(family, "Hashtable", () => new Hashtable(comparer) { ["a"] = 1 });
        yield return Open(
            family,
            "ConcurrentDictionary",
            () => new ConcurrentDictionary<string, int>(comparer) { ["a"] = 1 },
            BuiltInTypes.ConcurrentDictionary(s_text, s_int));
        yield return Open(family, "ImmutableDictionary", () => ImmutableDictionary.Create<string, int>(comparer).Add("a", 1), BuiltInTypes.ImmutableDictionary(s_text, s_int));
        Sample<SortedSet<int>> own = Open(family, "SortedSet by a comparer of one's own", () => new SortedSet<int>(Backwards.Instance) { 1, 2, 3 });
        yield return new Sample<SortedSet<int>>(family, own.Name, own.Make)
        {
            Register = options =>
            {
                options.Types.Add(BuiltInTypes.SortedSet(s_int));
                options.Types.Comparers.Add("backwards", Backwards.Instance);
            },
        };
    }

    private static IEnumerable<Sample> Concurrent()
    {
        const string family = "concurrent";
        yield return Open(family, "ConcurrentBag", () => new ConcurrentBag<int>([1, 2, 3]), BuiltInTypes.ConcurrentBag(s_int));
        yield return Open(family, "ConcurrentQueue", () => new ConcurrentQueue<int>([1, 2]), BuiltInTypes.ConcurrentQueue(s_int));
        yield return Open(family, "ConcurrentStack", () => new ConcurrentStack<int>([1, 2]), BuiltInTypes.ConcurrentStack(s_int));
        yield return Open(
            family,
            "ConcurrentDictionary",
            () => new ConcurrentDictionary<string, int> { ["a"] = 1 },
            BuiltInTypes.ConcurrentDictionary(s_text, s_int));
        yield return Open(family, "BlockingCollection", () => new BlockingCollection<int>(3) { 1, 2 }, BuiltInTypes.BlockingCollection(s_int));
    }

    private static IEnumerable<Sample> Immutable()
    {
        const string family = "immutable";
        yield return Open<ImmutableArray<int>>(family, "ImmutableArray", () => [1, 2], BuiltInTypes.ImmutableArray(s_int));
        yield return Open<ImmutableArray<int>>(family, "ImmutableArray, empty", () => [], BuiltInTypes.ImmutableArray(s_int));
        yield return Open<ImmutableArray<int>>(family, "ImmutableArray, default", () => default, BuiltInTypes.ImmutableArray(s_int));
        yield return Open<ImmutableList<int>>(family, "ImmutableList", () => [1, 2], BuiltInTypes.ImmutableList(s_int));
        yield return Open<ImmutableQueue<int>>(family, "ImmutableQueue", () => [1, 2], BuiltInTypes.ImmutableQueue(s_int));
        yield return Open<ImmutableStack<int>>(family, "ImmutableStack", () => [1, 2], BuiltInTypes.ImmutableStack(s_int));
        yield return Open<ImmutableHashSet<int>>(family, "ImmutableHashSet", () => [1, 2], BuiltInTypes.ImmutableSet(s_int));
        yield return Open<ImmutableSortedSet<int>>(family, "ImmutableSortedSet", () => [2, 1], BuiltInTypes.ImmutableSortedSet(s_int));
        yield return Open(
            family, "ImmutableDictionary", () => ImmutableDictionary<string, int>.Empty.Add("a", 1), BuiltInTypes.ImmutableDictionary(s_text, s_int));
        yield return Open(
            family,
            "ImmutableSortedDictionary",
            () => ImmutableSortedDictionary<string, int>.Empty.Add("b", 1).Add("a", 2),
            BuiltInTypes.ImmutableSortedDictionary(s_text, s_int));
    }

    private static IEnumerable<Sample> FrozenAndReadOnly()
    {
        const string family = "frozen & read-only";
        yield return Open(family, "FrozenSet", () => new[] { 1, 2, 3 }.ToFrozenSet(), BuiltInTypes.FrozenSet(s_int));
        yield return Open(
            family, "FrozenDictionary", () => new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary(), BuiltInTypes.FrozenDictionary(s_text, s_int));
        yield return Open(family, "ReadOnlyCollection", () => new List<int> { 1 }.AsReadOnly(), BuiltInTypes.ReadOnlyCollection(s_int));
        yield return Open(
            family,
            "ReadOnlyDictionary",
            () => new ReadOnlyDictionary<string, int>(new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1 }),
            BuiltInTypes.ReadOnlyDictionary(s_text, s_int));
        yield return Open(family, "ReadOnlySet", () => new ReadOnlySet<int>(new HashSet<int> { 1 }), BuiltInTypes.ReadOnlySet(s_int));
        yield return Open(
            family,
            "ReadOnlyObservableCollection",
            () => new ReadOnlyObservableCollection<int>([1]),
            BuiltInTypes.ReadOnlyObservableCollection(s_int));
    }

    private static IEnumerable<Sample> NonGeneric()
    {
        const string family = "non-generic";
        yield return Closed(
            "mutable generic collections",
            "Lookup",
            () => new[] { "one", "two", "three" }.ToLookup(text => (string?)text[..1], text => text.Length, StringComparer.OrdinalIgnoreCase),
            BuiltInTypes.Lookup<string?, int>(s_text!, s_int));
        yield return Open(family, "ArrayList", () => new ArrayList { 1, "a", null });
        yield return Open(family, "Hashtable", () => new Hashtable { [1] = "a", [2] = null });
        yield return Open(family, "NameValueCollection", () => new NameValueCollection { { "a", "1" }, { "a", "2" }, { "b", null }, { null, "x" } });
        yield return Open(family, "ExpandoObject", NewExpando);
        yield return Open(family, "BitArray", () => new BitArray(9, true));
    }

    private static ExpandoObject NewExpando()
    {
        ExpandoObject expando = new();
        ((IDictionary<string, object?>)expando)["a"] = 1;
        ((IDictionary<string, object?>)expando)["b"] = expando;
        return expando;
    }
}

/// <summary>A comparer of one's own.</summary>
public sealed class Backwards : IComparer<int>
{
    public static readonly Backwards Instance = new();

    public int Compare(int x, int y) => y.CompareTo(x);
}
