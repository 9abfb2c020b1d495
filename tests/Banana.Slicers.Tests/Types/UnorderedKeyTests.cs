using System.Collections.Immutable;
using System.Net;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Types;

/// <summary>Keys that have no order among each other, in collections that sort: the peer chose their types, so that it is not user code that failed.</summary>
[TestClass]
public sealed class UnorderedKeyTests
{
    private static readonly SliceableType<object> s_any = BuiltInTypes.Object;

    public static IEnumerable<object[]> Keys =>
    [
        ["numbers and text", new object[] { 1, "x" }],
        ["addresses", new object[] { IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.2") }],
        ["uris", new object[] { new Uri("http://a"), new Uri("http://b") }],
        ["versions and uris", new object[] { new Version(1, 2), new Uri("http://b") }],
        ["versions and numbers", new object[] { new Version(1, 2), 3 }],
        ["arrays", new object[] { new int[] { 1 }, new int[] { 2 } }],
        ["arrays of a class", new object[] { new Plain[] { new(1) }, new Plain[] { new(2) } }],
        ["lists", new object[] { new List<int> { 1 }, new List<int> { 2 } }],
        ["tuples of any arity", new object[] { new ObjectTuple(1), new ObjectTuple(2) }],
        ["classes without an order", new object[] { new Plain(1), new Plain(2) }],
        ["an enumeration and numbers", new object[] { Level.Low, 2 }],
        ["two enumerations", new object[] { Level.Low, DayOfWeek.Monday }],
        ["tuples of numbers and text", new object[] { Tuple.Create<object, object>(1, 2), Tuple.Create<object, object>(1, "x") }],
        ["tuples of uris", new object[] { Tuple.Create<object, object>(1, new Uri("http://a")), Tuple.Create<object, object>(1, new Uri("http://b")) }],
        ["tuples of classes", new object[] { Tuple.Create<object, object>(1, new Plain(1)), Tuple.Create<object, object>(1, new Plain(2)) }],
        ["tuples in tuples", new object[] { Nested(1), Nested("x") }],
        ["value tuples", new object[] { ((object)1, 1), ((object)"x", 1) }],
        ["value tuples and numbers", new object[] { ((object)1, 1), 1 }],
    ];

    [TestMethod]
    [DynamicData(nameof(Keys))]
    public void Read_OfKeysOfAnyTypeWithoutACommonOrder_IsRefusedByAllThatSort(string name, object[] keys) =>
        Expect(ViolationCode.InvalidKey, s_any, keys, name);

    [TestMethod]
    public void Read_OfDeclaredTuplesWithoutACommonOrder_IsRefusedByAllThatSort()
    {
        SliceableType<Tuple<object, object>> tuple = BuiltInTypes.Tuple(s_any, s_any);
        Expect(ViolationCode.InvalidKey, tuple, [Tuple.Create<object, object>(1, 2), Tuple.Create<object, object>(1, "x")]);
        SliceableType<(object, int)> pair = BuiltInTypes.ValueTuple(s_any, BuiltInTypes.Int32);
        Expect(ViolationCode.InvalidKey, pair, [(1, 1), ("x", 1)]);
        Expect(ViolationCode.InvalidKey, pair, [(new Plain(1), 1), (new Plain(2), 1)]);
        ExpectInSets(ViolationCode.InvalidKey, BuiltInTypes.Nullable(pair), [(1, 1), ("x", 1)]);
        Expect(ViolationCode.InvalidKey, BuiltInTypes.Uri, [new Uri("http://a"), new Uri("http://b")]);
    }

    [TestMethod]
    public void Read_OfKeysWhoseOwnOrderThrows_IsUserCode()
    {
        Expect(ViolationCode.UserCode, s_any, [new Choosy(1), new Choosy(2)]);
        Expect(ViolationCode.UserCode, s_any, [Tuple.Create<object, object>(1, new Choosy(1)), Tuple.Create<object, object>(1, new Choosy(2))]);
        Expect(ViolationCode.UserCode, BuiltInTypes.ValueTuple(s_any, BuiltInTypes.Int32), [(new Choosy(1), 1), (new Choosy(2), 1)]);
        SliceableType<Choosy> choosy = NewOptions().Types.Get<Choosy>();
        Expect(ViolationCode.UserCode, choosy, [new Choosy(1), new Choosy(2)]);
        Expect(ViolationCode.UserCode, BuiltInTypes.ValueTuple(choosy, BuiltInTypes.Int32), [(new Choosy(1), 1), (new Choosy(2), 1)]);
    }

    [TestMethod]
    public void RoundTrip_OfTuplesWhoseFirstItemsDecide_ComesBack()
    {
        BananaSerializerOptions options = NewOptions();
        options.Types.Add(BuiltInTypes.SortedSet(s_any));
        SortedSet<object> set = [Tuple.Create<object, object>(1, "x"), Tuple.Create<object, object>(2, 3)];
        SortedSet<object> back = BananaSerializer.Deserialize<SortedSet<object>>(BananaSerializer.Serialize(set, options), options)!;
        CollectionAssert.AreEqual(set.ToList(), back.ToList());
    }

    private static Tuple<object, object> Nested(object inner) => Tuple.Create<object, object>(1, Tuple.Create<object, object>(1, inner));

    /// <summary>Has each kind of collection that sorts read these keys, which nobody could put in it.</summary>
    private static void Expect<T>(ViolationCode code, SliceableType<T> key, T[] keys, string name = "")
        where T : notnull
    {
        ExpectInSets(code, key, keys, name);
        BananaSerializerOptions options = NewOptions();
        SliceableType<int> value = BuiltInTypes.Int32;
        options.Types.Add(BuiltInTypes.OrderedDictionary(key, value)).Add(BuiltInTypes.SortedDictionary(key, value)).Add(BuiltInTypes.SortedList(key, value))
            .Add(BuiltInTypes.ImmutableSortedDictionary(key, value)).Add(BuiltInTypes.PriorityQueue(value, key));
        byte[] entries = BananaSerializer.Serialize(new OrderedDictionary<T, int>(keys.Select(item => KeyValuePair.Create(item, 0))), options);
        ExpectAs<SortedDictionary<T, int>>(code, "sorted-dict", entries, options, name);
        ExpectAs<SortedList<T, int>>(code, "sorted-list", entries, options, name);
        ExpectAs<ImmutableSortedDictionary<T, int>>(code, "immutable-sorted-dict", entries, options, name);
        ExpectAs<PriorityQueue<int, T>>(code, "priority-queue", entries, options, name);
    }

    private static void ExpectInSets<T>(ViolationCode code, SliceableType<T> key, T[] keys, string name = "")
    {
        BananaSerializerOptions options = NewOptions();
        options.Types.Add(BuiltInTypes.List(key)).Add(BuiltInTypes.SortedSet(key)).Add(BuiltInTypes.ImmutableSortedSet(key));
        byte[] members = BananaSerializer.Serialize(keys.ToList(), options);
        ExpectAs<SortedSet<T>>(code, "sorted-set", members, options, name);
        ExpectAs<ImmutableSortedSet<T>>(code, "immutable-sorted-set", members, options, name);
    }

    private static void ExpectAs<T>(ViolationCode code, string openType, byte[] bytes, BananaSerializerOptions options, string name)
    {
        byte[] other = [bytes[0], (byte)WireDialect.Net.Vocabulary.IndexOf(openType), .. bytes.Skip(2)];
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<T>(other, options), name);
        Assert.AreEqual((code, "$"), (refused.Code, refused.Path), $"{name} in {openType}: {refused.Message}");
    }

    private static BananaSerializerOptions NewOptions()
    {
        BananaSerializerOptions options = new();
        options.Types.AddReflected<Plain>().AddReflected<Choosy>()
            .Add(BuiltInTypes.Enum<Level, int>(BuiltInTypes.Int32, "test.level")).Add(BuiltInTypes.Enum<DayOfWeek, int>(BuiltInTypes.Int32, "test.day"))
            .Add(BuiltInTypes.Tuple(s_any, s_any)).Add(BuiltInTypes.ValueTuple(s_any, BuiltInTypes.Int32));
        options.Types.Add(BuiltInTypes.Array(options.Types.Get<Plain>()));
        return options;
    }

    private enum Level
    {
        Low,
    }

    /// <summary>Has no order.</summary>
    private sealed class Plain(int number)
    {
        public int Number { get; } = number;
    }

    /// <summary>Has an order that it does not tell.</summary>
    private sealed class Choosy(int number) : IComparable, IComparable<Choosy>
    {
        public int Number { get; } = number;

        public int CompareTo(object? obj) => throw new InvalidOperationException("not today");

        public int CompareTo(Choosy? other) => throw new InvalidOperationException("not today");
    }
}
