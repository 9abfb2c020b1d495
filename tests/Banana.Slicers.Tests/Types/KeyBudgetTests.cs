using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.Specialized;
using System.Diagnostics;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Types;

/// <summary>Keys that would take the thread's stack, or time without end, to be hashed: they are refused before any of their code runs.</summary>
[TestClass]
[DoNotParallelize]
public sealed partial class KeyBudgetTests
{
    private const int Levels = 40; // twice the time for each
    private const int TooDeep = 400_000;

    [TestMethod]
    [Clause("R-9")]
    public void Read_OfASetWithARecordThatIsItsOwnPart_IsRefused()
    {
        byte[] bytes = Hex.Parse(
            "880a87068270656f706c650382736574881a87880a870682706572736f6e04824e616d650182780382" + "4f7373880387028189898989");
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<People>(bytes));
        Assert.AreEqual((ViolationCode.InvalidKey, "$.set"), (refused.Code, refused.Path));
    }

    [TestMethod]
    public void Read_OfAChainOfRecordsAsAMember_IsRefused()
    {
        Tree? chain = null;
        for (int i = 0; i < TooDeep; i++)
        {
            chain = new Tree(chain, null);
        }

        AssertRefused<HashSet<Tree>>(AsSet(new List<Tree?> { chain }), ViolationCode.InvalidKey);
    }

    [TestMethod]
    public void Read_OfSharedRecordsAsAMember_IsRefused() =>
        AssertRefused<HashSet<Tree>>(AsSet(new List<Tree?> { NewTree(Levels) }), ViolationCode.InvalidKey);

    [TestMethod]
    public void Read_OfSharedTuplesAsAMember_IsRefusedByEveryKindOfSet()
    {
        BananaSerializerOptions options = NewTupleOptions();
        Tuple<object?, object?> tuple = NewTuple(Levels);
        byte[] bytes = Lavish.Serialize(new List<Tuple<object?, object?>> { tuple, tuple }, options);
        foreach (string set in (string[])["set", "sorted-set", "immutable-set", "immutable-sorted-set", "frozen-set"])
        {
            byte[] same = [bytes[0], (byte)WireDialect.Net.Vocabulary.IndexOf(set), .. bytes.Skip(2)];
            ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => _ = set switch
            {
                "set" => (object?)BananaSerializer.Deserialize<HashSet<Tuple<object?, object?>>>(same, options),
                "sorted-set" => BananaSerializer.Deserialize<SortedSet<Tuple<object?, object?>>>(same, options),
                "immutable-set" => BananaSerializer.Deserialize<ImmutableHashSet<Tuple<object?, object?>>>(same, options),
                "immutable-sorted-set" => BananaSerializer.Deserialize<ImmutableSortedSet<Tuple<object?, object?>>>(same, options),
                _ => BananaSerializer.Deserialize<FrozenSet<Tuple<object?, object?>>>(same, options),
            });
            Assert.AreEqual(ViolationCode.InvalidKey, refused.Code, set);
        }
    }

    [TestMethod]
    public void Read_OfAMemberThatLeadsToItselfThroughCollections_IsRefusedUnhashed()
    {
        Branch branch = new();
        branch.Twigs.Add(branch);
        Branch.Hashed = 0;
        AssertRefused<HashSet<Branch>>(AsSet(new List<Branch?> { branch }), ViolationCode.InvalidKey);
        Assert.AreEqual(0, Branch.Hashed);
    }

    [TestMethod]
    [Clause("R-9")]
    [DataRow(false)]
    [DataRow(true)]
    public void RoundTrip_OfMembersInARingThatCompareByTheirKeys_ComesBack(bool isReflected)
    {
        List<Numbered> ring = [.. Enumerable.Range(0, 2000).Select(id => new Numbered { Id = id })];
        for (int i = 0; i < ring.Count; i++)
        {
            ring[i].Next = ring[(i + 1) % ring.Count];
            ring[i].Neighbours = ring;
        }

        BananaSerializerOptions options = new();
        if (isReflected)
        {
            options.Types.AddReflected<Numbered>().AddReflected<HashSet<Numbered>>();
        }

        HashSet<Numbered> back = BananaSerializer.Deserialize<HashSet<Numbered>>(BananaSerializer.Serialize(ring.ToHashSet(), options), options)!;
        Assert.IsTrue(back.SetEquals(ring));
        Assert.IsTrue(back.All(one => back.TryGetValue(one.Next!, out Numbered? next) && next == one.Next && next.Id == (one.Id + 1) % ring.Count));
    }

    [TestMethod]
    public void Read_OfAMemberWhoseKeyLeadsBackToItself_IsRefusedByTheWayOut()
    {
        Twin twin = new();
        twin.Other = twin;
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<HashSet<Twin>>(AsSet(new List<Twin?> { twin }), s_options));
        Assert.AreEqual(ViolationCode.InvalidKey, refused.Code);
        StringAssert.Contains(refused.Found, nameof(Twin));
        StringAssert.Contains(refused.Expected, "[SliceMember(IsKey = true)]");
    }

    [TestMethod]
    public void RoundTrip_OfRecordsThatLeadToThemselvesThroughWhatComparesByIdentity_ComesBack()
    {
        Hub hub = new();
        List<Spoke?> others = [];
        for (int i = 0; i < 10; i++)
        {
            others.Add(new Spoke(hub, others, i));
        }

        hub.Spokes = [.. others.Select(other => other!)];
        Hub back = BananaSerializer.Deserialize<Hub>(BananaSerializer.Serialize(hub))!;
        Assert.HasCount(10, back.Spokes);
        Assert.IsTrue(back.Spokes.All(spoke => spoke.Hub == back && spoke.Others.Contains(spoke) && back.Spokes.Contains(spoke)));
    }

    [TestMethod]
    [DataRow(1022, true)] // and the key itself, and its list
    [DataRow(1023, false)]
    public void Read_OfAKeyOfManyParts_TakesAsManyAsTheLimitSays(int parts, bool isTaken)
    {
        byte[] bytes = AsSet(new List<Wide?> { new([.. Enumerable.Repeat((object?)null, parts)]) });
        if (isTaken)
        {
            Assert.HasCount(1, BananaSerializer.Deserialize<HashSet<Wide>>(bytes, s_options)!);
        }
        else
        {
            AssertRefused<HashSet<Wide>>(bytes, ViolationCode.InvalidKey);
            BananaSerializerOptions more = NewOptions(BananaPolicy.Untrusted with { Limits = new WireLimits { MaxKeyParts = 1025 } });
            Assert.HasCount(1, BananaSerializer.Deserialize<HashSet<Wide>>(bytes, more)!);
        }
    }

    [TestMethod]
    [DataRow(64, true)]
    [DataRow(65, false)]
    public void Read_OfADeepKey_GoesAsDeepAsTheLimitSays(int depth, bool isTaken)
    {
        Tree? chain = null;
        for (int i = 0; i < depth; i++)
        {
            chain = new Tree(chain, null);
        }

        byte[] bytes = AsSet(new List<Tree?> { chain });
        if (isTaken)
        {
            Assert.HasCount(1, SmallStack.Run(() => BananaSerializer.Deserialize<HashSet<Tree>>(bytes, s_options))!);
        }
        else
        {
            AssertRefused<HashSet<Tree>>(bytes, ViolationCode.InvalidKey);
        }
    }

    [TestMethod]
    public void Read_OfOneLongTextInManyKeys_IsRefusedForTheWork()
    {
        BananaSerializerOptions options = NewOptions(BananaPolicy.Untrusted);
        options.Types.Add(BuiltInTypes.Set(BuiltInTypes.ValueTuple(BuiltInTypes.SharedString, BuiltInTypes.Int32)));
        string text = new('x', 100_000);
        HashSet<(string, int)> keys = [.. Enumerable.Range(0, 1000).Select(i => (text, i))];
        byte[] bytes = Lavish.Serialize(keys, options);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<HashSet<(string, int)>>(bytes, options));
        Assert.AreEqual(ViolationCode.TooMuchWork, refused.Code);
    }

    [TestMethod]
    public void Read_OfOneLongTextInManyDictionaries_IsRefusedForTheWork()
    {
        BananaSerializerOptions options = NewOptions(BananaPolicy.Untrusted);
        options.Types.Add(BuiltInTypes.List(BuiltInTypes.Dictionary(BuiltInTypes.SharedString, BuiltInTypes.Int32)));
        string text = new('x', 100_000);
        List<Dictionary<string, int>> maps = [.. Enumerable.Range(0, 1000).Select(i => new Dictionary<string, int> { [text] = i })];
        byte[] bytes = Lavish.Serialize(maps, options);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<List<Dictionary<string, int>>>(bytes, options));
        Assert.AreEqual(ViolationCode.TooMuchWork, refused.Code);
    }

    [TestMethod]
    public void Read_OfALongTextInALookup_IsPaidForByItsElements()
    {
        BananaSerializerOptions options = NewOptions(BananaPolicy.Untrusted);
        options.Types.Add(BuiltInTypes.Lookup(BuiltInTypes.String, BuiltInTypes.Int32));
        ILookup<string, int> lookup = Enumerable.Range(0, 10_000).ToLookup(_ => new string('x', 10_000), i => i);
        byte[] bytes = Lavish.Serialize(lookup, options);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<ILookup<string, int>>(bytes, options));
        Assert.AreEqual(ViolationCode.TooMuchWork, refused.Code);
    }

    [TestMethod]
    public void Read_OfALongNameWithManyValues_IsPaidForByThem()
    {
        NameValueCollection names = [];
        string name = new('x', 10_000);
        for (int i = 0; i < 10_000; i++)
        {
            names.Add(name, "");
        }

        byte[] bytes = Lavish.Serialize(names, s_options);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<NameValueCollection>(bytes, s_options));
        Assert.AreEqual(ViolationCode.TooMuchWork, refused.Code);
    }

    [TestMethod]
    public void Read_OfASortedListBackwards_TakesNoSquaredTime()
    {
        const int count = 500_000; // half a minute if each entry moves those before it
        BananaSerializerOptions options = NewOptions(BananaPolicy.Untrusted);
        options.Types.Add(BuiltInTypes.SortedList(BuiltInTypes.Int32, BuiltInTypes.Int32))
            .Add(BuiltInTypes.OrderedDictionary(BuiltInTypes.Int32, BuiltInTypes.Int32));
        OrderedDictionary<int, int> backwards = new(Enumerable.Range(0, count).Select(i => KeyValuePair.Create(count - i, i)));
        byte[] bytes = Lavish.Serialize(backwards, options);
        bytes[1] = (byte)WireDialect.Net.Vocabulary.IndexOf("sorted-list");
        Stopwatch time = Stopwatch.StartNew();
        SortedList<int, int> back = BananaSerializer.Deserialize<SortedList<int, int>>(bytes, options)!;
        Assert.IsLessThan(TimeSpan.FromSeconds(10), time.Elapsed);
        Assert.IsTrue(back.Keys.SequenceEqual(Enumerable.Range(1, count)));
        Assert.AreEqual(0, back[count]);
    }

    private static readonly BananaSerializerOptions s_options = NewOptions(BananaPolicy.Untrusted);

    private static BananaSerializerOptions NewOptions(BananaPolicy policy) => new() { Policy = policy };

    private static BananaSerializerOptions NewTupleOptions()
    {
        BananaSerializerOptions options = NewOptions(BananaPolicy.Untrusted);
        SliceableType<Tuple<object?, object?>> tuple = BuiltInTypes.Tuple(BuiltInTypes.Object, BuiltInTypes.Object)!;
        options.Types.Add(tuple).Add(BuiltInTypes.List(tuple)).Add(BuiltInTypes.Set(tuple)).Add(BuiltInTypes.SortedSet(tuple))
            .Add(BuiltInTypes.ImmutableSet(tuple)).Add(BuiltInTypes.ImmutableSortedSet(tuple)).Add(BuiltInTypes.FrozenSet(tuple));
        return options;
    }

    private static Tree NewTree(int levels)
    {
        Tree tree = new(null, null);
        for (int i = 0; i < levels; i++)
        {
            tree = new Tree(tree, tree);
        }

        return tree;
    }

    private static Tuple<object?, object?> NewTuple(int levels)
    {
        Tuple<object?, object?> tuple = new(1, 2);
        for (int i = 0; i < levels; i++)
        {
            tuple = new(tuple, tuple);
        }

        return tuple;
    }

    /// <summary>The bytes of a set of these, which nobody could make.</summary>
    private static byte[] AsSet<T>(List<T> members)
    {
        byte[] bytes = Lavish.Serialize(members, s_options);
        return [bytes[0], (byte)WireDialect.Net.Vocabulary.IndexOf("set"), .. bytes.Skip(2)];
    }

    private static void AssertRefused<T>(byte[] bytes, ViolationCode code)
    {
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => SmallStack.Run(() => BananaSerializer.Deserialize<T>(bytes, s_options)));
        Assert.AreEqual(code, refused.Code);
    }
}
