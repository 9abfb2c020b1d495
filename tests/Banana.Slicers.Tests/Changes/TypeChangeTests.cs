using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Numerics;
using System.Text;
using Banana.Slicers.Tests.Instances;

namespace Banana.Slicers.Tests.Changes;

/// <summary>A member whose declared type is another on the reading side: it comes back exact, or is refused, and never as another value.</summary>
[TestClass]
public sealed class TypeChangeTests
{
    private static readonly object[] s_values =
    [
        true, (sbyte)-5, (byte)200, (short)-300, (ushort)60000, -70000, 4_000_000_000u, long.MinValue + 1, ulong.MaxValue, (Int128)long.MaxValue * 4,
        UInt128.MaxValue, BigInteger.Pow(3, 100), (nint)(-9), (nuint)9, (Half)1.5, 1.5f, 0.1f, 1.5, 0.1, double.NaN, 1.25m, 'x', new Rune(0x1F600), "text", "",
        Guid.NewGuid(), new DateTime(2026, 11, 21, 12, 30, 0, DateTimeKind.Utc), new DateTimeOffset(2026, 11, 21, 12, 30, 0, TimeSpan.FromHours(2)),
        new DateOnly(2026, 11, 21), new TimeOnly(12, 30), TimeSpan.FromHours(1), TimeSpan.Zero, new byte[] { 1, 2, 3 }, new Index(5), new Version(1, 2),
        new Uri("http://example.org/"), DayOfWeek.Friday, ConsoleColor.Red, new Complex(1, 2), new Vector2(1, 2), 0, 1, 5L, (byte)7,
        new List<int> { 1, 2 }, new[] { 1, 2 }, new List<long> { 1, long.MaxValue }, new[] { 1L }, new List<string> { "a", "b" }, new[] { "a" },
        new List<DateOnly> { new(2026, 1, 1) }, new List<DateTime> { new(2026, 1, 1) }, new List<object> { 1, "a", 2L }, new object[] { 1, "b" },
        ImmutableArray.Create(1, 2), ImmutableList.Create(1, 2), new ReadOnlyCollection<int>([1, 2]), new Collection<int> { 1, 2 }, new Queue<int>([1, 2]),
        new LinkedList<int>([1, 2]), new Stack<int>([1, 2]), new HashSet<int> { 1, 2 }, new SortedSet<int> { 1, 2 }, new[] { 1, 2 }.ToFrozenSet(),
        new OrderedDictionary<string, int> { ["b"] = 1, ["a"] = 2 }, new Dictionary<string, int> { ["a"] = 1 }, new SortedDictionary<string, int> { ["a"] = 1 }, new ConcurrentDictionary<string, int>([new("a", 1)]),
        new Dictionary<int, DateOnly> { [1] = new(2026, 1, 1) }, new Dictionary<int, DateTime> { [1] = new(2026, 1, 1) },
        (1, "a"), Tuple.Create(1, "a"), (1L, "a"), new KeyValuePair<int, string>(1, "a"), Half.MaxValue, float.MaxValue, int.MaxValue, 1L << 53, (1L << 53) + 1,
    ];

    private static readonly Type[] s_types =
    [
        .. s_values.Select(value => value.GetType()).Where(type => type.IsVisible).Distinct(),
        typeof(object), typeof(FrozenSet<int>), typeof(int?), typeof(long?), typeof(DateTime?), typeof(double?), typeof(IReadOnlyList<int>), typeof(IReadOnlyList<uint>), typeof(IReadOnlyList<sbyte>), typeof(IEnumerable<string>), typeof(IComparable),
    ];

    public static IEnumerable<object[]> Sources => s_types.Where(type => !type.IsInterface).Select(type => new object[] { Name(type) });

    [TestMethod]
    [Clause("I-6")]
    [DynamicData(nameof(Sources))]
    public void Read_OfAMemberOfAnotherType_IsExactOrRefused(string source)
    {
        Type from = Array.Find(s_types, type => Name(type) == source)!;
        foreach (object value in s_values.Where(value => value.GetType() == from || (!from.IsArray && from.IsInstanceOfType(value) && !value.GetType().IsEnum)))
        {
            foreach (Type to in Exchange.TryWrite(from, value, out byte[] bytes) ? s_types : [])
            {
                string what = $"{source} {value} -> {Name(to)}";
                try
                {
                    object? read = Exchange.Read(to, bytes);
                    Assert.IsTrue(Sameness.IsSame(value, read), $"{what}: {read} of {read?.GetType()}");
                    Assert.IsTrue(Sameness.IsAllowed(from, to, value), $"{what} is not in the table");
                }
                catch (ViolationException refused)
                {
                    Assert.AreEqual("$.Value", refused.Path.Length > 7 ? refused.Path[..7] : refused.Path, what);
                    Assert.IsFalse(Sameness.IsRequired(from, to, value), $"{what}: {refused.Message}");
                }
            }
        }
    }

    [TestMethod]
    [Clause("I-6")]
    public void Read_OfNullWhereTheTypeIsAnother_IsNull()
    {
        Assert.IsTrue(Exchange.TryWrite(typeof(string), null, out byte[] bytes));
        Assert.IsNull(Exchange.Read(typeof(byte[]), bytes));
        Assert.IsNull(Exchange.Read(typeof(List<int>), bytes));
        Assert.AreEqual(ViolationCode.ChangedType, Assert.ThrowsExactly<ViolationException>(() => Exchange.Read(typeof(int), bytes)).Code);
    }

    [TestMethod]
    [Clause("I-6")]
    [Clause("S-6")]
    [DataRow("88018789", DisplayName = "OPEN none CLOSE")]
    [DataRow("8809877f81 02826869 89 0087", DisplayName = "a definition before it")]
    public void Read_OfNullInAnyFormWhereTheTypeIsAnother_IsNull(string value)
    {
        BananaSerializerOptions options = new();
        options.Types.AddReflected<Exchange.Holder<Guid?>>("test.holder");
        byte[] bytes = [.. Definitions.OfAShape(0, "test.holder", ("Value", "unicode")), .. Hex.Parse("882387 0081"), .. Hex.Parse(value), 0x89];
        foreach (byte[][] pieces in Cuts.All(bytes))
        {
            Received read = Receiver.ReadAll(options.ToUnslicerStackOptions(), options.Types.Get<Exchange.Holder<Guid?>>().Unslicer, pieces)[^1];
            Assert.IsNull(((Exchange.Holder<Guid?>)read.Value!).Value);
        }
    }

    [TestMethod]
    [Clause("I-6")]
    [DataRow(DayOfWeek.Friday, typeof(int), 5)]
    [DataRow(DayOfWeek.Friday, typeof(long?), 5L)]
    [DataRow(5, typeof(DayOfWeek), DayOfWeek.Friday)]
    [DataRow((byte)5, typeof(DayOfWeek?), DayOfWeek.Friday)]
    public void Read_OfAnEnumerationAsItsNumber_IsTakenWhereThePolicySaysSo(object sent, Type to, object expected)
    {
        Assert.IsTrue(Exchange.TryWrite(sent.GetType(), sent, out byte[] bytes));
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => Exchange.Read(to, bytes));
        Assert.AreEqual((ViolationCode.ChangedType, "$.Value"), (refused.Code, refused.Path));
        Assert.AreEqual(expected, Exchange.Read(to, bytes, convertsEnumerations: true));
    }

    [TestMethod]
    [Clause("I-6")]
    public void Read_OfOneEnumerationAsAnother_IsRefusedThoughNumbersAreTaken()
    {
        Assert.IsTrue(Exchange.TryWrite(typeof(DayOfWeek), DayOfWeek.Friday, out byte[] bytes));
        Assert.AreEqual(
            ViolationCode.ChangedType,
            Assert.ThrowsExactly<ViolationException>(() => Exchange.Read(typeof(ConsoleColor), bytes, convertsEnumerations: true)).Code);
    }

    [TestMethod]
    [Clause("I-6")]
    public void Read_OfACollectionThatIsSharedAsAnother_IsNeverAnotherObject()
    {
        List<int> shared = [1, 2];
        BananaSerializerOptions options = new();
        options.Types.AddReflected<Exchange.Pair<List<int>, List<int>>>("test.pair");
        byte[] bytes = BananaSerializer.Serialize(new Exchange.Pair<List<int>, List<int>> { First = shared, Second = shared }, options);

        BananaSerializerOptions changed = new();
        changed.Types.AddReflected<Exchange.Pair<int[], int[]>>("test.pair");
        Exchange.Pair<int[], int[]> both = BananaSerializer.Deserialize<Exchange.Pair<int[], int[]>>(bytes, changed)!;
        CollectionAssert.AreEqual(shared, both.First);
        Assert.AreSame(both.First, both.Second);

        BananaSerializerOptions half = new();
        half.Types.AddReflected<Exchange.Pair<int[], List<int>>>("test.pair");
        Assert.AreEqual(
            "$.Second", Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<Exchange.Pair<int[], List<int>>>(bytes, half)).Path);
    }

    [TestMethod]
    [Clause("I-6")]
    public void Read_OfArraysThatTheRuntimeTakesForOthers_IsRefused()
    {
        List<int[]> list = [[-1]];
        AssertRefused<List<int[]>, IReadOnlyList<uint[]>>(list);
        AssertRefused<int[][], IReadOnlyList<uint[]>>([[-1]]);
        AssertRefused<int[][], IReadOnlyList<IReadOnlyList<uint>>>([[-1]]);
        AssertRefused<List<int[]>, IEnumerable<IEnumerable<uint>>>(list);
        AssertRefused<List<int[][]>, IEnumerable<IEnumerable<uint[]>>>([[[-1]]]);
        AssertRefused<IEnumerable<int[]>, IEnumerable<uint[]>>(list);
        AssertRefused<object, IReadOnlyCollection<uint[]>>(list);
        AssertRefused<List<DayOfWeek[]>, IReadOnlyList<int[]>>([[DayOfWeek.Friday]]);
        AssertRefused<Exchange.Box<int[]>, Exchange.IBox<uint[]>>(new() { Value = [-1] });
        AssertTaken<List<int[]>, IReadOnlyList<int[]>>(list);
        AssertTaken<int[][], IEnumerable<IEnumerable<int>>>([[-1]]);
        AssertTaken<List<string[]>, IReadOnlyList<IReadOnlyList<object>>>([["a"]]);
        AssertTaken<Exchange.Box<int[]>, Exchange.IBox<IReadOnlyList<int>>>(new() { Value = [-1] });
    }

    [TestMethod]
    [Clause("I-6")]
    public void Read_OfWhatNobodyReads_IsTheSendersFaultWhereAClassHasAGenericObject()
    {
        BananaSerializerOptions sender = new();
        sender.Types.AddReflected<Exchange.Pair<object, int>>("test.pair").AddReflected<DayOfWeek>("test.day").AddReflected<List<DayOfWeek>>();
        byte[] bytes = BananaSerializer.Serialize(new Exchange.Pair<object, int> { First = new List<DayOfWeek>() }, sender);
        BananaSerializerOptions options = new();
        options.Types.AddReflected<Exchange.Pair<GenericObject, int>>("test.pair");
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<Exchange.Pair<GenericObject, int>>(bytes, options));
        Assert.AreEqual((ViolationCode.RefusedOpenType, "$.First"), (refused.Code, refused.Path));
    }

    [TestMethod]
    [Clause("I-6")]
    public void Read_OfATypeThatHasBecomeKnown_IsTakenFromThenOn()
    {
        BananaSerializerOptions sender = new();
        sender.Types.AddReflected<Exchange.Pair<Exchange.Leaf, int>>("test.pair");
        byte[] bytes = BananaSerializer.Serialize(new Exchange.Pair<Exchange.Leaf, int> { First = new Exchange.Leaf { Value = 5 } }, sender);

        BananaSerializerOptions options = new();
        options.Types.AddReflected<Exchange.Pair<object, int>>("test.pair");
        Func<Exchange.Pair<object, int>> read = () => BananaSerializer.Deserialize<Exchange.Pair<object, int>>(bytes, options)!;
        Assert.AreEqual(ViolationCode.ChangedType, Assert.ThrowsExactly<ViolationException>(read).Code);
        BananaSerializer.Serialize(new Exchange.Leaf(), options);
        Assert.AreEqual(5, ((Exchange.Leaf)read().First!).Value);
    }

    [TestMethod]
    [Clause("I-6")]
    public void Read_OfARootThatWasWrittenAsAnObject_IsTheSameOrRefused()
    {
        byte[] bytes = BananaSerializer.Serialize<object>(new List<DateOnly> { new(2026, 11, 21) });
        Assert.AreEqual(new DateOnly(2026, 11, 21), ((List<DateOnly>)BananaSerializer.Deserialize<object>(bytes)!)[0]);
        Assert.AreEqual(
            ViolationCode.RefusedOpenType, Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<List<DateTime>>(bytes)).Code);
    }

    [TestMethod]
    [Clause("I-6")]
    public void Read_OfAClassAsItsSurrogate_IsTheSurrogate()
    {
        Assert.IsTrue(Exchange.TryWrite(typeof(Handle), new Handle("/a/b"), out byte[] bytes));
        Assert.AreEqual("/a/b", ((HandleSurrogate)Exchange.Read(typeof(HandleSurrogate), bytes)!).Path);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => Exchange.Read(typeof(Exchange.Older), bytes));
        Assert.AreEqual((ViolationCode.RefusedOpenType, "$.Value"), (refused.Code, refused.Path[..7]));
    }

    [TestMethod]
    [Clause("I-3")]
    public void Write_OfExtensionData_KeepsTheTypesTheyCameWith()
    {
        BananaSerializerOptions newer = new();
        newer.Types.AddReflected<Exchange.Newer>("test.kept");
        BananaSerializerOptions older = new();
        older.Types.AddReflected<Exchange.Older>("test.kept");
        Exchange.Newer sent = new() { Id = 7, When = new DateOnly(2026, 11, 21), Half = (Half)1.5, Any = "text", Next = new Exchange.Newer { Id = 8 } };
        Exchange.Older[] kept = BananaSerializer.Deserialize<Exchange.Older[]>(BananaSerializer.Serialize(new[] { sent, new Exchange.Newer { Id = 9, Any = sent.Id } }, newer), older)!;
        Assert.AreEqual(7, kept[0].Id);
        Exchange.Newer[] back = BananaSerializer.Deserialize<Exchange.Newer[]>(BananaSerializer.Serialize(kept, older), newer)!;
        Assert.AreEqual((sent.Id, sent.When, sent.Half, sent.Any), (back[0].Id, back[0].When, back[0].Half, back[0].Any));
        Assert.AreEqual((8, 9, (object)7), (back[0].Next!.Id, back[1].Id, back[1].Any));

        BananaSerializerOptions other = new();
        other.Types.AddReflected<Exchange.Other>("test.kept");
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<Exchange.Other[]>(BananaSerializer.Serialize(kept, older), other));
        Assert.AreEqual((ViolationCode.ChangedType, "$[0].When"), (refused.Code, refused.Path));
    }

    private static void AssertRefused<TSent, TDeclared>(TSent value)
    {
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => ReadAs<TSent, TDeclared>(value), $"{typeof(TSent)} -> {typeof(TDeclared)}");
        Assert.StartsWith("$.Value", refused.Path);
    }

    private static void AssertTaken<TSent, TDeclared>(TSent value) => Assert.IsNotNull(ReadAs<TSent, TDeclared>(value));

    private static TDeclared? ReadAs<TSent, TDeclared>(TSent value)
    {
        byte[] bytes = BananaSerializer.Serialize(new Exchange.Holder<TSent> { Value = value }, Known<TSent>());
        return BananaSerializer.Deserialize<Exchange.Holder<TDeclared>>(bytes, Known<TDeclared>())!.Value;
    }

    private static BananaSerializerOptions Known<T>()
    {
        BananaSerializerOptions options = new();
        options.Types.AddReflected<Exchange.Holder<T>>("test.holder").AddReflected<List<int[]>>().AddReflected<int[][]>().AddReflected<List<int[][]>>()
            .AddReflected<List<DayOfWeek[]>>().AddReflected<List<string[]>>().AddReflected<Exchange.Box<int[]>>();
        return options;
    }

    private static string Name(Type type) => type.IsGenericType
        ? string.Create(CultureInfo.InvariantCulture, $"{type.Name}<{string.Join(',', type.GetGenericArguments().Select(Name))}>")
        : type.Name;
}
