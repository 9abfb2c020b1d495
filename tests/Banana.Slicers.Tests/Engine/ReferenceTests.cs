using Banana.Slicing;

namespace Banana.Slicers.Tests.Engine;

/// <summary>Shared objects, cycles, and cycles through tuples come back by identity.</summary>
[TestClass]
public sealed class ReferenceTests
{
    [TestMethod]
    public void Write_OfAReferenceBelowTheDepthLimit_IsRefusedAsTheReaderWould()
    {
        List<object?> shared = [];
        List<object?> graph = [shared, new List<object?> { shared }];
        Assert.HasCount(2, BananaSerializer.Deserialize<List<object?>>(
            BananaSerializer.Serialize(graph, new BananaSerializerOptions { Policy = WithDepth(3) }),
            new BananaSerializerOptions { Policy = WithDepth(3) })!);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Serialize(graph, new BananaSerializerOptions { Policy = WithDepth(2) }));
        Assert.AreEqual((ViolationCode.TooDeep, "$[1][0]"), (refused.Code, refused.Path));
    }

    [TestMethod]
    public void Read_OfAReferenceBelowTheDepthLimit_IsRefusedAtEveryCut()
    {
        // a tuple of a list, and a list of that list: the reference is one level deeper than what it refers to
        SliceableType<List<object>> list = BuiltInTypes.List(BuiltInTypes.Object);
        SliceableType<Tuple<List<object>, List<List<object>>>> tuple = BuiltInTypes.Tuple(list, BuiltInTypes.List(list));
        foreach ((int most, bool isGood) in new[] { (3, true), (2, false) })
        {
            BananaSerializerOptions options = new()
            {
                Policy = BananaPolicy.Untrusted with { Limits = BananaPolicy.Untrusted.Limits with { MaxDepth = most } },
            };
            foreach (byte[][] pieces in Cuts.All(Hex.Parse("880687 880587 89 880587 880387 0181 89 89 89")))
            {
                Receiver<Tuple<List<object>, List<List<object>>>> receiver = new(options.ToUnslicerStackOptions(), tuple.Unslicer);
                foreach (byte[] piece in pieces)
                {
                    receiver.Feed(piece);
                }

                Assert.AreEqual(isGood ? "object" : "violation", receiver.Events.Single().Kind, $"{most} levels, {pieces.Length} pieces");
            }
        }
    }

    [TestMethod]
    [Clause("R-1")]
    public void RoundTrip_OfASharedAndOfEqualLists_KeepsWhichIsWhich()
    {
        List<object?> shared = [1];
        List<object?> back = RoundTrip<List<object?>>([shared, shared, new List<object?> { 1 }]);
        Assert.AreSame(back[0], back[1]);
        Assert.AreNotSame(back[0], back[2]);
    }

    [TestMethod]
    public void RoundTrip_OfAListInItself_ComesBackInItself()
    {
        List<object?> list = [0, null, 2];
        list[1] = list;
        List<object?> back = RoundTrip(list);
        Assert.AreSame(back, back[1]);
        Assert.AreEqual(2, back[2]);
    }

    [TestMethod]
    [Clause("R-5")]
    public void RoundTrip_OfATupleInItsOwnList_ComesBackByIdentity()
    {
        List<object?> list = [];
        ObjectTuple tuple = new("outer", list);
        list.Add(tuple);
        ObjectTuple back = (ObjectTuple)RoundTrip<object>(tuple);
        Assert.AreSame(back, ((List<object?>)back[1]!)[0]);
    }

    [TestMethod]
    [Clause("R-5")]
    public void RoundTrip_OfTupleListTupleOuterTuple_ComesBackByIdentity()
    {
        List<object?> list = [];
        ObjectTuple outer = new(list, 5);
        ObjectTuple inner = new(outer, 6);
        list.Add(inner);
        list.Add(inner);
        ObjectTuple back = (ObjectTuple)RoundTrip<object>(outer);
        List<object?> backList = (List<object?>)back[0]!;
        ObjectTuple backInner = (ObjectTuple)backList[0]!;
        Assert.AreSame(back, backInner[0]);
        Assert.AreSame(backInner, backList[1]);
        Assert.AreEqual(6, backInner[1]);
    }

    [TestMethod]
    public void RoundTrip_OfATupleThatDictionaryThenListWaitFor_LosesNoFixUp()
    {
        Dictionary<object, object?> dictionary = [];
        List<object?> list = [];
        Node node = new();
        ObjectTuple tuple = new(dictionary, list, node);
        dictionary["x"] = tuple;
        dictionary["y"] = 1;
        list.Add(tuple);
        node.Extra = tuple;
        ObjectTuple back = (ObjectTuple)RoundTrip<object>(tuple);
        Dictionary<object, object?> backDictionary = (Dictionary<object, object?>)back[0]!;
        Assert.AreSame(back, backDictionary["x"]);
        CollectionAssert.AreEqual(new[] { "x", "y" }, backDictionary.Keys.ToList());
        Assert.AreSame(back, ((List<object?>)back[1]!)[0]);
        Assert.AreSame(back, ((Node)back[2]!).Extra);
    }

    [TestMethod]
    public void RoundTrip_OfNodesInARing_ComesBackAsARing()
    {
        Node first = new() { Name = "a", Edges = [] };
        first.Next = new Node { Name = "b", Next = first, Edges = [first, null, first] };
        first.Edges.Add(first.Next);
        Node back = RoundTrip(first);
        Assert.AreSame(back, back.Next!.Next);
        Assert.AreSame(back.Next, back.Edges![0]);
        CollectionAssert.AreEqual(new[] { back, null, back }, back.Next.Edges);
    }

    [TestMethod]
    public void Serialize_OfACycleWithoutReferences_IsAViolationNotAnOverflow()
    {
        Node node = new() { Name = "self" };
        node.Next = node;
        BananaSerializerOptions options = new() { References = ReferenceMode.None, Policy = WithDepth(100) };
        options.Types.Add(Node.Sliceable);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(node, options));
        Assert.AreEqual(ViolationCode.TooDeep, refused.Code);
    }

    [TestMethod]
    [DataRow(1_000_000)]
    public void RoundTrip_OfAVeryLongChain_PassesOnASmallStack(int length)
    {
        Node? chain = null;
        for (int i = length; i > 0; i--)
        {
            chain = new Node { Id = i, Next = chain };
        }

        int count = SmallStack.Run(() =>
        {
            int nodes = 0;
            for (Node? node = RoundTrip(chain); node is not null; node = node.Next)
            {
                nodes++;
                Assert.AreEqual(nodes, node.Id);
            }

            return nodes;
        });
        Assert.AreEqual(length, count);
    }

    [TestMethod]
    public void RoundTrip_OfDeeplyNestedTuples_PassesOnASmallStack()
    {
        ObjectTuple nested = new();
        for (int i = 0; i < 1_000_000; i++)
        {
            nested = new ObjectTuple(nested);
        }

        int depth = SmallStack.Run(() =>
        {
            int levels = 0;
            for (ObjectTuple? next = (ObjectTuple)RoundTrip<object>(nested, s_deep); next is { Count: 1 }; next = (ObjectTuple?)next[0])
            {
                levels++;
            }

            return levels;
        });
        Assert.AreEqual(1_000_000, depth);
    }

    [TestMethod]
    public void Deserialize_OfAChainAtTheDepthLimit_PassesAndOneDeeperFailsInAShortMessage()
    {
        foreach (int limit in new[] { 1, 31, 32, 33, 64, 5000 })
        {
            BananaSerializerOptions options = Node.NewOptions(WithDepth(limit));
            Assert.AreEqual(limit, Length(BananaSerializer.Deserialize<Node>(Chain(limit), options)));
            ViolationException refused = Assert.ThrowsExactly<ViolationException>(
                () => BananaSerializer.Deserialize<Node>(Chain(limit + 1), options));
            Assert.AreEqual(ViolationCode.TooDeep, refused.Code);
            Assert.IsLessThan(1024, refused.Message.Length);
            Assert.StartsWith("$.next", refused.Path);
        }
    }

    private static byte[] Chain(int length)
    {
        Node? chain = null;
        for (int i = 0; i < length; i++)
        {
            chain = new Node { Next = chain };
        }

        return BananaSerializer.Serialize(chain, Node.NewOptions());
    }

    private static int Length(Node? chain)
    {
        int length = 0;
        for (; chain is not null; chain = chain.Next)
        {
            length++;
        }

        return length;
    }

    private static BananaPolicy WithDepth(int depth) =>
        BananaPolicy.Untrusted with { Limits = Wire.WireLimits.Default with { MaxDepth = depth } };

    // A level of tuples takes some hundred bytes while it is read.
    private static readonly BananaPolicy s_deep =
        BananaPolicy.Untrusted with { Limits = Wire.WireLimits.Default with { MaxManagedBytes = 1L << 30 } };

    private static T RoundTrip<T>(T? graph, BananaPolicy? policy = null)
    {
        BananaSerializerOptions options = policy is null ? Node.NewOptions() : Node.NewOptions(policy);
        return BananaSerializer.Deserialize<T>(BananaSerializer.Serialize(graph, options), options)!;
    }
}
