using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Types;

/// <summary>Keys that a peer has chosen to fall into one bucket.</summary>
[TestClass]
public sealed class CollisionTests
{
    private const int Keys = 100_000;

    [TestMethod]
    public void Read_OfADictionaryWithCollidingLongs_IsRefusedEarly() =>
        AssertRefusedEarly(Colliding().ToDictionary(key => key, _ => 0, Comparing.ByValue), BuiltInTypes.Dictionary(BuiltInTypes.Int64, BuiltInTypes.Int32));

    [TestMethod]
    public void Read_OfASetWithCollidingLongs_IsRefusedEarly() =>
        AssertRefusedEarly(Colliding().ToHashSet(Comparing.ByValue), BuiltInTypes.Set(BuiltInTypes.Int64));

    [TestMethod]
    public void Read_OfAFrozenSetWithCollidingLongs_IsRefusedEarly() =>
        AssertRefusedEarly(Colliding().ToFrozenSet(Comparing.ByValue), BuiltInTypes.FrozenSet(BuiltInTypes.Int64));

    [TestMethod]
    public void Read_OfIntegersThatCollideInThisSizeOfDictionary_IsRefusedEarly()
    {
        Dictionary<int, int> grown = [];
        for (int i = 0; i < 10_000; i++)
        {
            grown.Add(i, 0);
        }

        int buckets = grown.EnsureCapacity(0);
        Dictionary<int, int> keys = Enumerable.Range(0, 10_000).ToDictionary(i => i * buckets, _ => 0);
        AssertRefusedEarly(keys, BuiltInTypes.Dictionary(BuiltInTypes.Int32, BuiltInTypes.Int32));
    }

    [TestMethod]
    public void Read_OfAnImmutableDictionaryWithCollidingLongs_IsRefusedEarly() => AssertRefusedEarly(
        Colliding().ToImmutableDictionary(key => key, _ => 0, Comparing.ByValue), BuiltInTypes.ImmutableDictionary(BuiltInTypes.Int64, BuiltInTypes.Int32));

    [TestMethod]
    public void Read_OfAnOrderedDictionaryWithCollidingLongs_IsRefusedEarly() => AssertRefusedEarly(
        new OrderedDictionary<long, int>(Colliding().Select(key => KeyValuePair.Create(key, 0)), Comparing.ByValue),
        BuiltInTypes.OrderedDictionary(BuiltInTypes.Int64, BuiltInTypes.Int32));

    [TestMethod]
    public void Read_OfAHashtableWithCollidingLongs_IsRefusedEarly()
    {
        Hashtable table = new((IEqualityComparer)Comparing.ByValue);
        foreach (long key in Colliding())
        {
            table.Add(key, 0);
        }

        AssertRefusedEarly(table, BuiltInTypes.Hashtable);
    }

    [TestMethod]
    public void Read_OfAHashtableWhoseKeysAllGoTheSameWay_IsRefusedEarly()
    {
        // Multiples of the size but one start one slot apart, and all go on by one.
        const int size = 36353;
        Hashtable table = new(25_000);
        for (long i = 0; i < 20_000; i++)
        {
            long high = i / 500;
            table.Add((high << 32) | ((i % 500 * (size - 1)) ^ high), 0);
        }

        AssertRefusedEarly(table, BuiltInTypes.Hashtable);
    }

    [TestMethod]
    [DataRow(10_000)]
    [DataRow(20_000)]
    public void Read_OfAConcurrentDictionaryWithKeysForItsSize_IsRefusedEarly(int count)
    {
        ConcurrentDictionary<int, int> grown = new(Enumerable.Range(0, count).Select(i => KeyValuePair.Create(i, 0)));
        int buckets = BucketsOf(grown);
        IEnumerable<KeyValuePair<int, int>> keys = Enumerable.Range(0, count).Select(i => KeyValuePair.Create(unchecked(i * buckets), 0));
        AssertRefusedEarly(
            new ConcurrentDictionary<int, int>(keys.DistinctBy(entry => entry.Key)), BuiltInTypes.ConcurrentDictionary(BuiltInTypes.Int32, BuiltInTypes.Int32));
    }

    [TestMethod]
    public void Read_OfALookupWithKeysForItsSize_IsRefusedEarly() => AssertRefusedEarly(
        Enumerable.Range(0, 10_000).ToLookup(i => i * 16383, _ => 0), BuiltInTypes.Lookup(BuiltInTypes.Int32, BuiltInTypes.Int32));

    [TestMethod]
    public void Read_OfAFrozenDictionaryWithKeysForItsSize_IsRefusedEarly()
    {
        int buckets = new Dictionary<int, int>(10_000).EnsureCapacity(0);
        Dictionary<int, int> keys = Enumerable.Range(0, 10_000).ToDictionary(i => i * buckets, _ => 0);
        AssertRefusedEarly(keys.ToFrozenDictionary(), BuiltInTypes.FrozenDictionary(BuiltInTypes.Int32, BuiltInTypes.Int32));
    }

    [TestMethod]
    public void RoundTrip_OfManyOrdinaryKeys_IsRefusedByNoCollection()
    {
        int[] keys = [.. Enumerable.Range(0, Keys / 2).Select(i => i * 10)];
        BananaPolicy policy = BananaPolicy.Untrusted;
        Assert.HasCount(keys.Length, RoundTrip(new Hashtable(keys.ToDictionary(i => (object)i, i => (object)i)), BuiltInTypes.Hashtable, policy));
        Assert.HasCount(keys.Length, RoundTrip(
            new ConcurrentDictionary<int, int>(keys.ToDictionary(i => i)), BuiltInTypes.ConcurrentDictionary(BuiltInTypes.Int32, BuiltInTypes.Int32), policy));
        Assert.HasCount(keys.Length, RoundTrip(keys.ToLookup(i => i), BuiltInTypes.Lookup(BuiltInTypes.Int32, BuiltInTypes.Int32), policy));
        Assert.HasCount(keys.Length, RoundTrip(keys.ToFrozenSet(), BuiltInTypes.FrozenSet(BuiltInTypes.Int32), policy));
        Assert.HasCount(keys.Length, RoundTrip(keys.ToImmutableHashSet(), BuiltInTypes.ImmutableSet(BuiltInTypes.Int32), policy));
    }

    [TestMethod]
    public void Read_OfManyOrdinaryKeys_KeepsTheDefaultComparer()
    {
        Dictionary<long, int> ordinary = Enumerable.Range(0, Keys).ToDictionary(i => i * 7919L, i => i);
        Dictionary<long, int> back = RoundTrip(ordinary, BuiltInTypes.Dictionary(BuiltInTypes.Int64, BuiltInTypes.Int32), BananaPolicy.Untrusted);
        Assert.IsTrue(ordinary.SequenceEqual(back));
        Assert.AreSame(EqualityComparer<long>.Default, back.Comparer);
    }

    [TestMethod]
    public void RoundTrip_OfThousandsOfKeysThatHappenToCollide_IsRefusedByNoDictionary()
    {
        Dictionary<long, int> dictionary = Colliding().Take(2000).ToDictionary(i => i, i => (int)i);
        SliceableType<Dictionary<long, int>> type = BuiltInTypes.Dictionary(BuiltInTypes.Int64, BuiltInTypes.Int32);
        Assert.IsTrue(dictionary.SequenceEqual(RoundTrip(dictionary, type, BananaPolicy.Untrusted)));
        Assert.HasCount(2000, RoundTrip(dictionary.Keys.ToHashSet(), BuiltInTypes.Set(BuiltInTypes.Int64), BananaPolicy.Untrusted));
    }

    [TestMethod]
    [DataRow(101)]
    [DataRow(700)]
    public void RoundTrip_OfKeysThatHappenToCollide_IsRefusedByNoCollection(int count)
    {
        // A pair of equal numbers in one long hashes to 0: nobody meant any harm.
        long[] keys = [.. Colliding().Take(count)];
        SliceableType<long> key = BuiltInTypes.Int64;
        SliceableType<int> value = BuiltInTypes.Int32;
        Dictionary<long, int> dictionary = keys.ToDictionary(i => i, i => (int)i);
        BananaPolicy policy = BananaPolicy.Untrusted;
        Assert.IsTrue(dictionary.SequenceEqual(RoundTrip(dictionary, BuiltInTypes.Dictionary(key, value), policy)));
        Assert.IsTrue(keys.SequenceEqual(RoundTrip(keys.ToHashSet(), BuiltInTypes.Set(key), policy)));
        Assert.HasCount(count, RoundTrip(keys.ToFrozenSet(), BuiltInTypes.FrozenSet(key), policy));
        Assert.HasCount(count, RoundTrip(keys.ToImmutableHashSet(), BuiltInTypes.ImmutableSet(key), policy));
        Assert.HasCount(count, RoundTrip(dictionary.ToFrozenDictionary(), BuiltInTypes.FrozenDictionary(key, value), policy));
        Assert.HasCount(count, RoundTrip(dictionary.ToImmutableDictionary(), BuiltInTypes.ImmutableDictionary(key, value), policy));
        Assert.HasCount(count, RoundTrip(new OrderedDictionary<long, int>(dictionary), BuiltInTypes.OrderedDictionary(key, value), policy));
        Assert.HasCount(count, RoundTrip(new ConcurrentDictionary<long, int>(dictionary), BuiltInTypes.ConcurrentDictionary(key, value), policy));
        Assert.HasCount(count, RoundTrip(keys.ToLookup(i => i, i => (int)i), BuiltInTypes.Lookup(key, value), policy));
        Assert.HasCount(count, RoundTrip(new Hashtable(dictionary), BuiltInTypes.Hashtable, policy));
    }

    [TestMethod]
    public void Read_OfAFullBucketAndOneMore_IsTakenAndRefusedWhereNothingPays()
    {
        SliceableType<HashSet<long>> sets = BuiltInTypes.Set(BuiltInTypes.Int64);
        Wire.WireLimits limits = new() { MaxKeyCollisions = 5, MaxWorkAhead = 1, MaxWorkPerByte = 1 };
        BananaPolicy policy = BananaPolicy.Untrusted with { Limits = limits };
        Assert.HasCount(6, RoundTrip(Colliding().Take(6).ToHashSet(), sets, policy));
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => RoundTrip(Colliding().Take(20).ToHashSet(), sets, policy));
        Assert.AreEqual(ViolationCode.TooManyCollisions, refused.Code, refused.Message);
        policy = BananaPolicy.Untrusted with { Limits = limits with { MaxWorkAhead = 10_000 } };
        Assert.HasCount(20, RoundTrip(Colliding().Take(20).ToHashSet(), sets, policy));
    }

    private static int BucketsOf(object dictionary)
    {
        object tables = dictionary.GetType().GetField("_tables", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(dictionary)!;
        return ((Array)tables.GetType().GetField("_buckets", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(tables)!).Length;
    }

    /// <summary>All hash to the same: the upper half is the lower.</summary>
    private static IEnumerable<long> Colliding() => Enumerable.Range(0, Keys).Select(i => ((long)i << 32) | (uint)i);

    private static void AssertRefusedEarly<T>(T value, SliceableType<T> type)
    {
        BananaSerializerOptions writing = NewOptions(type, BananaPolicy.Trusted);
        writing.Types.Comparers.Add("by-value", Comparing.ByValue);
        byte[] bytes = BananaSerializer.Serialize(value, writing);
        bytes = WithoutComparer(bytes);
        BananaSerializerOptions reading = NewOptions(type, BananaPolicy.Untrusted);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<T>(bytes, reading));
        Assert.AreEqual(ViolationCode.TooManyCollisions, refused.Code); // when its bytes do not pay for more, long before time is squared
    }

    /// <summary>The peer sends the collection as one with the default comparer.</summary>
    private static byte[] WithoutComparer(byte[] bytes)
    {
        byte[] by = Hex.Parse("88 2187 0882 62792d76616c7565");
        return bytes.AsSpan().StartsWith(by) ? [0x88, s_kind, 0x87, .. bytes.Skip(by.Length)] : bytes;
    }

    private static byte s_kind;

    private static BananaSerializerOptions NewOptions<T>(SliceableType<T> type, BananaPolicy policy)
    {
        s_kind = (byte)Wire.WireDialect.Net.Vocabulary.IndexOf(type.Slicer.IndexWord!.Text!);
        BananaSerializerOptions options = new() { Policy = policy };
        options.Types.Add(type);
        return options;
    }

    private static T RoundTrip<T>(T value, SliceableType<T> type, BananaPolicy policy) => BananaSerializer.Deserialize<T>(
        BananaSerializer.Serialize(value, NewOptions(type, BananaPolicy.Trusted)), NewOptions(type, policy))!;

    /// <summary>Without it, this test would take its own attack's time to make the value.</summary>
    private sealed class Comparing : IEqualityComparer<long>, IEqualityComparer
    {
        public static readonly Comparing ByValue = new();

        public bool Equals(long x, long y) => x == y;

        public int GetHashCode(long obj) => (int)obj;

        bool IEqualityComparer.Equals(object? x, object? y) => Equals(x, y);

        int IEqualityComparer.GetHashCode(object obj) => (int)(long)obj;
    }
}
