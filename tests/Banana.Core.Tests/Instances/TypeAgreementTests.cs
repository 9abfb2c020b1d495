using System.Collections.Immutable;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Core.Tests.Instances;

/// <summary>What a type needs, and whether the shapes of a peer can be read as it.</summary>
[TestClass]
public sealed partial class TypeAgreementTests
{
    [TestMethod]
    public void ShapesOf_AType_AreThoseOfAllClassesInIt()
    {
        SliceableTypeRegistry types = NewOptions(static types => types.AddReflected<Shop>("shop")).Types;
        string[] names = [.. TypeAgreement.ShapesOf(types.Get<Shop>(), types).Select(shape => shape.Name.ToString())];
        Assert.AreEqual("shop", names[0]);
        CollectionAssert.AreEquivalent(
            new[] { "shop", "item-of-list", "item-of-array", "key", "value", "item-of-interface", "first", "second", "nullable", "card", "cash", "surrogate", "deep", "item-of-stream" }, names);
    }

    [TestMethod]
    public void ShapesOf_ACollection_AreThoseOfItsElements()
    {
        SliceableTypeRegistry types = NewOptions(static types => types.AddReflected<Deep>("deep")).Types;
        Assert.AreEqual("deep", TypeAgreement.ShapesOf(types.Get<Dictionary<string, List<Deep?[]>>>(), types).Single().Name.Text);
        Assert.IsEmpty(TypeAgreement.ShapesOf(types.Get<List<object>>(), types));
        Assert.IsEmpty(TypeAgreement.ShapesOf(types.Get<int>(), types));
    }

    [TestMethod]
    public void ShapesOf_AClassThatAnotherOneOnlyNames_AreNotAmongThem()
    {
        SliceableTypeRegistry types = NewOptions(static types => types
            .Add(CustomTypes.Token<Id<Deep>, int>("id", static id => id.Number, static number => new Id<Deep>(number), "an id"))
            .AddReflected<Deep>("deep").AddReflected<Holder<Id<Deep>>>("holder")).Types;
        Assert.AreEqual("holder", TypeAgreement.ShapesOf(types.Get<Holder<Id<Deep>>>(), types).Single().Name.Text);
    }

    [TestMethod]
    [Clause("I-3")]
    public void FindRefusal_OfAMissingMember_NamesTheMembersOfBothSides()
    {
        Assert.AreEqual(
            "'shop.order' of the peer has Number (int32), Customer (unicode); here it requires Total (decimal), Currency (unicode)",
            Refusal<OldOrder, NewOrder>("shop.order"));
        Assert.IsNull(Refusal<NewOrder, OldOrder>("shop.order")); // what is not there is passed over, and what is new is not required
        Assert.AreEqual("'a' of the peer has no members; here it requires Total (decimal), Currency (unicode)", Refusal<Empty, NewOrder>("a"));
    }

    [TestMethod]
    [Clause("I-3")]
    public void FindRefusal_OfAClassInsideOfTheType_NamesThatClass()
    {
        BananaSerializerOptions sending = NewOptions(static types => types.AddReflected<OldOrder>("shop.order").AddReflected<OldBasket>("shop.basket"));
        BananaSerializerOptions receiving = NewOptions(static types => types.AddReflected<NewOrder>("shop.order").AddReflected<NewBasket>("shop.basket"));
        Assert.StartsWith("'shop.order' of the peer has ", Refusal<List<OldBasket>, List<NewBasket>>(sending, receiving)!);
        Assert.IsNull(Refusal<OldOrder, NewBasket>(sending, NewOptions(static types => types.AddReflected<NewBasket>("shop.basket").AddReflected<OldOrder>("shop.other"))));
    }

    [TestMethod]
    [Clause("I-3")]
    public void FindRefusal_OfAMemberUnderTwoNames_NamesIt()
    {
        Assert.AreEqual("'a' of the peer has Old (int32), Value (int32); here Value and its other names are one member", Refusal<Twice, Renamed>("a"));
        Assert.IsNull(Refusal<Once, Renamed>("a"));
    }

    public static IEnumerable<object[]> Changes =>
    [
        .. new[]
        {
            (typeof(int), typeof(long), true), (typeof(ulong), typeof(sbyte), true), (typeof(int), typeof(double), true), (typeof(long), typeof(decimal), true),
            (typeof(double), typeof(long), false), (typeof(decimal), typeof(long), false), (typeof(float), typeof(double), true), (typeof(double), typeof(float), true),
            (typeof(Half), typeof(double), true), (typeof(double), typeof(Half), false), (typeof(int), typeof(int?), true), (typeof(int?), typeof(int), true),
            (typeof(List<int>), typeof(int[]), true), (typeof(List<int>), typeof(ImmutableArray<long>), true), (typeof(List<int>), typeof(HashSet<int>), false),
            (typeof(HashSet<int>), typeof(SortedSet<int>), true), (typeof(Dictionary<string, int>), typeof(SortedDictionary<string, long>), true),
            (typeof(OrderedDictionary<string, int>), typeof(Dictionary<string, int>), false), (typeof(List<Half>), typeof(List<float>), false),
            (typeof(List<int>), typeof(IReadOnlyList<int>), true), (typeof((int, string)), typeof((long, string)), true), (typeof((int, string)), typeof((int, int)), false),
            (typeof(object), typeof(int), true), (typeof(int), typeof(object), true), (typeof(Deep), typeof(object), true), (typeof(IComparable), typeof(string), true),
            (typeof(string), typeof(IComparable), true), (typeof(string), typeof(Deep), true), (typeof(Deep), typeof(string), false),
            (typeof(string), typeof(Guid), false), (typeof(DateOnly), typeof(DateTime), false), (typeof(string), typeof(byte[]), false),
            (typeof(DayOfWeek), typeof(int), false), (typeof(int), typeof(DayOfWeek), false), (typeof(DayOfWeek), typeof(ConsoleColor), false),
        }.Select(row => new object[] { row.Item1, row.Item2, row.Item3 }),
    ];

    /// <summary>The rows of the table of changes: refused is what no value could survive.</summary>
    [TestMethod]
    [Clause("I-6")]
    [DynamicData(nameof(Changes))]
    public void FindRefusal_OfAChangedMember_FollowsTheTable(Type from, Type to, bool isFine)
    {
        string? refusal = (string?)typeof(TypeAgreementTests).GetMethod(nameof(RefusalOfChange), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(from, to).Invoke(null, null);
        Assert.AreEqual(isFine, refusal is null, refusal);
        if (!isFine)
        {
            Assert.StartsWith("'a' of the peer has Value (", refusal!);
            Assert.Contains("); here Value is ", refusal!);
        }
    }

    [TestMethod]
    [Clause("I-6")]
    public void FindRefusal_OfAnEnumerationAsItsNumber_IsUpToThePolicy()
    {
        BananaSerializerOptions sending = NewOptions(static types => types.AddReflected<Holder<int>>("a"));
        BananaSerializerOptions receiving = new() { Policy = BananaPolicy.Untrusted with { ConvertsEnumerations = true } };
        receiving.Types.AddReflected<Holder<DayOfWeek>>("a");
        Assert.IsNull(Refusal<Holder<int>, Holder<DayOfWeek>>(sending, receiving));
        Assert.AreEqual("'a' of the peer has Value (int32); here Value is System.DayOfWeek", Refusal<Holder<int>, Holder<DayOfWeek>>("a"));
    }

    /// <summary>A class that is only reachable becomes known when a type that leads to it is used.</summary>
    [TestMethod]
    [Clause("I-6")]
    public void FindRefusal_OfATypeThatMayBecomeKnown_IsNone()
    {
        BananaSerializerOptions sending = NewOptions(static types => types.AddReflected<Deep>("deep").AddReflected<Holder<Deep>>("a"));
        Assert.IsNull(Refusal<Holder<Deep>, Holder<object>>(sending, NewOptions(static types => types.AddReflected<Holder<object>>("a"))));
        Assert.IsNotNull(Refusal<Holder<Deep>, Holder<int>>(sending, NewOptions(static types => types.AddReflected<Holder<int>>("a"))));
    }

    [TestMethod]
    public void FindRefusal_OfManyMembersWithOddNames_IsShortAndEscaped()
    {
        IncomingShape shape = new(
            0, "shop.order", [.. Enumerable.Range(0, 1000).Select(i => new VocabularyWord($"a\u001b{i}"))], [.. Enumerable.Repeat(new VocabularyWord("int32"), 1000)]);
        BananaSerializerOptions receiving = NewOptions(static types => types.AddReflected<NewOrder>("shop.order"));
        string refusal = TypeAgreement.FindRefusal(receiving.Types.Get<NewOrder>(), [shape], new UnslicerStack(receiving.ToUnslicerStackOptions()))!;
        Assert.IsLessThan(1000, refusal.Length);
        Assert.Contains(@"a\u001b19 (int32) and 980 more; here it requires", refusal);
    }

    private static string? RefusalOfChange<TFrom, TTo>() => Refusal<Holder<TFrom>, Holder<TTo>>("a");

    private static string? Refusal<TFrom, TTo>(string name) =>
        Refusal<TFrom, TTo>(NewOptions(types => types.AddReflected<TFrom>(name)), NewOptions(types => types.AddReflected<TTo>(name)));

    private static string? Refusal<TFrom, TTo>(BananaSerializerOptions sending, BananaSerializerOptions receiving)
    {
        UnslicerStack stack = new(receiving.ToUnslicerStackOptions());
        IEnumerable<IncomingShape> shapes = TypeAgreement.ShapesOf(sending.Types.Get<TFrom>(), sending.Types)
            .Select((shape, number) => new IncomingShape((ulong)number, shape.Name.ToString(), shape.Attributes, shape.Types));
        return TypeAgreement.FindRefusal(receiving.Types.Get<TTo>(), shapes, stack);
    }

    private static BananaSerializerOptions NewOptions(Action<SliceableTypeRegistry> register)
    {
        BananaSerializerOptions options = new();
        register(options.Types);
        return options;
    }
}
