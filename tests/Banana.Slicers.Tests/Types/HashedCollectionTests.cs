using System.Collections.Frozen;
using System.Collections.Immutable;
using System.IO.Pipelines;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Types;

/// <summary>Immutable and frozen sets and dictionaries: built whole, and hashed only when what their keys reach is complete.</summary>
[TestClass]
public sealed partial class HashedCollectionTests
{
    [TestMethod]
    [Clause("T-18")]
    public void RoundTrip_OfEveryKind_GivesEqualCollectionsOfTheSameType()
    {
        BananaSerializerOptions options = NewOptions();
        FrozenSet<string> frozen = FrozenSet.Create("a", "b", "c");
        Assert.IsTrue(frozen.SetEquals(RoundTrip(frozen, options)!));
        ImmutableHashSet<string> immutable = ["a", "b"];
        Assert.IsTrue(immutable.SetEquals(RoundTrip(immutable, options)!));
        FrozenDictionary<string, int> map = new Dictionary<string, int> { ["x"] = 1, ["y"] = 2 }.ToFrozenDictionary();
        CollectionAssert.AreEquivalent(map.ToList(), RoundTrip(map, options)!.ToList());
        ImmutableDictionary<string, int> other = map.ToImmutableDictionary();
        CollectionAssert.AreEquivalent(other.ToList(), RoundTrip(other, options)!.ToList());
        ImmutableList<string> list = ["3", "1", "2"];
        CollectionAssert.AreEqual(list, RoundTrip(list, options));
        Assert.IsEmpty(RoundTrip(FrozenSet<string>.Empty, options)!);
        Assert.IsEmpty(RoundTrip(FrozenDictionary<string, int>.Empty, options)!);
    }

    [TestMethod]
    public void Write_OfAnotherComparer_IsRefused()
    {
        BananaSerializerOptions options = NewOptions();
        Refuse(new[] { "a" }.ToFrozenSet(UnnamedComparer.Instance), options);
        Refuse(ImmutableHashSet.Create(UnnamedComparer.Instance, "a"), options);
        Refuse(new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary(UnnamedComparer.Instance), options);
        Refuse(ImmutableDictionary.Create<string, int>(UnnamedComparer.Instance).Add("a", 1), options);
        Refuse(ImmutableDictionary.Create<string, int>(null, new AnyComparer()).Add("a", 1), options);
    }

    [TestMethod]
    [DataRow("881c87 0161 82 0161 82 89", "DuplicateKey $")]
    [DataRow("881d87 0161 82 0161 82 89", "DuplicateKey $")]
    public void Read_OfTheSameMemberTwice_IsRefused(string hex, string expected)
    {
        byte[] bytes = Hex.Parse(hex.Replace("0161 82", "018261", StringComparison.Ordinal));
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => _ = hex.StartsWith("881c", StringComparison.Ordinal)
            ? (object?)BananaSerializer.Deserialize<ImmutableHashSet<string>>(bytes, NewOptions())
            : BananaSerializer.Deserialize<FrozenSet<string>>(bytes, NewOptions()));
        Assert.AreEqual(expected, $"{refused.Code} {refused.Path}");
    }

    [TestMethod]
    public void RoundTrip_OfAFrozenSetThatIsReachedFromItsMembers_IsBuiltWhenTheGraphIsComplete()
    {
        BananaSerializerOptions options = NewOptions();
        Bag bag = new();
        bag.Frozen = new object[] { bag, new ObjectTuple(bag, "late") }.ToFrozenSet();
        bag.FrozenMap = new Dictionary<object, object?> { [bag] = new Card(bag, bag), ["plain"] = null }.ToFrozenDictionary();
        FrozenSet<object> back = RoundTrip(bag.Frozen, options)!; // at the root, and pending until the end
        Bag inside = back.OfType<Bag>().Single();
        Assert.AreSame(back, inside.Frozen);
        Assert.IsTrue(back.Contains(inside), "its hash was taken when it was whole");
        Assert.AreSame(inside, ((Card)inside.FrozenMap![inside]!).Back);
        Assert.AreSame(inside, back.OfType<ObjectTuple>().Single()[0]);
    }

    [TestMethod]
    public void RoundTrip_OfFrozenSetsInAnyOrderOfDependence_BuildsThemAll()
    {
        // Each holds the one before it, by a card that can only be built with it; the first is read last; all hold the bag that is still open.
        BananaSerializerOptions options = NewOptions();
        Bag bag = new();
        Bag level = new() { Frozen = new object[] { bag }.ToFrozenSet() };
        List<object?> all = [];
        for (int i = 0; i < 50; i++)
        {
            level = new Bag { Frozen = new object[] { new Card(level, i), bag }.ToFrozenSet() };
            all.Add(level);
        }

        bag.Items = [.. all];
        bag.Card = new Card(bag, level);
        Bag back = RoundTrip(bag, options)!;
        Bag at = (Bag)back.Card!.Back!;
        for (int i = 49; i >= 0; i--)
        {
            Assert.IsTrue(at.Frozen!.Contains(back));
            Card card = at.Frozen.OfType<Card>().Single();
            Assert.IsTrue(at.Frozen.Contains(card));
            Assert.AreEqual(i, card.Back);
            Assert.AreSame(at, back.Items![i]);
            at = (Bag)card.Front!;
        }

        Assert.IsTrue(at.Frozen!.Contains(back));
    }

    [TestMethod]
    public void RoundTrip_OfASetThatNeedsOneThatIsClosedLater_BuildsItWhenThatIsThere()
    {
        // The inner set holds what can only be built with the outer, and closes first.
        BananaSerializerOptions options = NewOptions();
        Bag outer = new();
        Bag inner = new();
        outer.Frozen = new object[] { outer, inner }.ToFrozenSet();
        inner.Frozen = new object[] { new Case(outer.Frozen) }.ToFrozenSet();
        Bag back = RoundTrip(outer, options)!;
        Bag second = back.Frozen!.OfType<Bag>().Single(bag => !ReferenceEquals(bag, back));
        Case inside = second.Frozen!.OfType<Case>().Single();
        Assert.AreSame(back.Frozen, inside.Set);
        Assert.IsTrue(second.Frozen!.Contains(inside));
        Assert.IsTrue(back.Frozen!.Contains(back));
    }

    [TestMethod]
    public void RoundTrip_OfKeysThatHashTheirUnfinishedOwner_CanBeFound()
    {
        BananaSerializerOptions options = NewOptions();
        Pen pen = new() { Name = "pen" };
        const int count = 20; // small frozen sets do not hash at all
        pen.Marks = Enumerable.Range(0, count).Select(i => new Mark(pen, i)).ToFrozenSet();
        pen.Map = Enumerable.Range(0, count).ToFrozenDictionary(i => new Mark(pen, i));
        Pen back = RoundTrip(pen, options)!;
        Assert.HasCount(count, back.Marks!);
        for (int i = 0; i < count; i++)
        {
            Assert.IsTrue(back.Marks!.Contains(new Mark(back, i)), "the name it hashes came after it");
            Assert.AreEqual(i, back.Map![new Mark(back, i)]);
        }
    }

    [TestMethod]
    public async Task Stream_OfElementsThatArePendingAtTheirEnd_HandsThemOnBuilt()
    {
        BananaSerializerOptions options = NewOptions();
        List<FrozenSet<object>> sent = [];
        for (int i = 0; i < 3; i++)
        {
            Bag bag = new();
            bag.Frozen = new object[] { bag, i }.ToFrozenSet();
            sent.Add(bag.Frozen);
        }

        Pipe pipe = new();
        await BananaSerializer.SerializeAsync(pipe.Writer, sent.ToAsyncEnumerable(), options);
        await pipe.Writer.CompleteAsync();
        List<FrozenSet<object>?> back = await BananaSerializer.DeserializeAsyncEnumerable<FrozenSet<object>>(pipe.Reader, options).ToListAsync();
        Assert.HasCount(3, back);
        Assert.IsTrue(back.TrueForAll(set => set!.Contains(set.OfType<Bag>().Single()) && ReferenceEquals(set.OfType<Bag>().Single().Frozen, set)));
    }

    [TestMethod]
    public void Read_OfAFrozenSetThatIsItsOwnMember_IsRefused()
    {
        // OPEN frozen-set, a reference to it, CLOSE
        BananaSerializerOptions options = NewOptions();
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<FrozenSet<object>>(Hex.Parse("881d87 880387 0081 89 89"), options));
        Assert.AreEqual((ViolationCode.UnresolvableCycle, "$"), (refused.Code, refused.Path));
    }

    private static BananaSerializerOptions NewOptions()
    {
        SliceableType<string> text = BuiltInTypes.String;
        BananaSerializerOptions options = Node.NewOptions();
        options.Types
            .Add(Case.Sliceable).Add(Pen.Sliceable)
            .Add(BuiltInTypes.FrozenSet(text)).Add(BuiltInTypes.ImmutableSet(text)).Add(BuiltInTypes.ImmutableList(text))
            .Add(BuiltInTypes.FrozenDictionary(text, BuiltInTypes.Int32)).Add(BuiltInTypes.ImmutableDictionary(text, BuiltInTypes.Int32))
            .Add(Case.AnySet).Add(BuiltInTypes.Stream(Case.AnySet));
        return options;
    }

    private static T? RoundTrip<T>(T value, BananaSerializerOptions options)
    {
        byte[] bytes = BananaSerializer.Serialize(value, options);
        Receiver<T> receiver = new(options.ToUnslicerStackOptions(), options.Types.Get<T>().Unslicer);
        foreach (byte[] piece in Cuts.InPieces(bytes, 1))
        {
            receiver.Feed(piece);
        }

        Assert.IsNull(receiver.Events.Single().Violation, $"{receiver.Events.Single().Violation}");
        Assert.IsInstanceOfType<T>(receiver.Events.Single().Value);
        return BananaSerializer.Deserialize<T>(bytes, options);
    }

    private static void Refuse<T>(T value, BananaSerializerOptions options)
    {
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(value, options));
        Assert.AreEqual((ViolationCode.NotRepresentable, "$"), (refused.Code, refused.Path));
    }

    private sealed class AnyComparer : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => true;

        public int GetHashCode(int obj) => 0;
    }
}
