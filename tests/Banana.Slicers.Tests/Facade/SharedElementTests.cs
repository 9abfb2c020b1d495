using System.IO.Pipelines;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Facade;

/// <summary>What elements that are read one by one share: all of it in a list, nothing in a stream, unless the sender keeps it.</summary>
[TestClass]
public sealed class SharedElementTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(7)]
    [DataRow(4096)]
    [Clause("T-16")]
    public async Task Read_OfAListWhoseElementsShareObjects_GivesTheSameObjects(int piece)
    {
        List<Node?> sent = NewGraph();
        await AssertSharedAsync(BananaSerializer.Serialize(sent, NewOptions()), piece);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4096)]
    [Clause("T-16")]
    public async Task Read_OfAnArrayWhoseElementsShareObjects_GivesTheSameObjects(int piece)
    {
        Node?[] sent = [.. NewGraph()];
        await AssertSharedAsync(BananaSerializer.Serialize(sent, NewOptions()), piece);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4096)]
    [Clause("T-16")]
    public async Task Read_OfAStreamWhoseSenderKeepsIdentity_GivesTheSameObjects(int piece) =>
        await AssertSharedAsync(await WriteAsync(NewGraph().ToAsyncEnumerable(), NewOptions(keepsIdentity: true)), piece);

    [TestMethod]
    [Clause("T-16")]
    public async Task RoundTrip_OfAStreamInsideAnObject_KeepsIdentityOnlyByOption()
    {
        Node shared = new() { Name = "shared" };
        Envelope sent = new() { Before = shared, Nodes = new[] { shared, shared }.ToAsyncEnumerable() };

        Envelope copied = await ReadEnvelopeAsync(keepsIdentity: false);
        Node[] copies = await copied.Nodes!.ToArrayAsync();
        Assert.AreSame(copied.Before, copies[0], "what stands before the stream is no part of an element");
        Envelope kept = await ReadEnvelopeAsync(keepsIdentity: true);
        Node[] same = await kept.Nodes!.ToArrayAsync();
        Assert.AreSame(kept.Before, same[0]);
        Assert.AreSame(same[0], same[1]);

        async Task<Envelope> ReadEnvelopeAsync(bool keepsIdentity) =>
            BananaSerializer.Deserialize<Envelope>(await WriteAsync(sent, NewOptions(keepsIdentity)), NewOptions())!;
    }

    [TestMethod]
    public async Task Read_OfAListWithARefusedElement_KeepsWhatTheOthersShare()
    {
        Node shared = new() { Name = "shared" };
        List<Node?> sent = [shared, new() { Name = "refused", Extra = new byte[40] }, new() { Name = "last", Next = shared }];
        List<Violation> refused = [];
        BananaSerializerOptions options = NewOptions(
            policy: BananaPolicy.Untrusted with { Limits = BananaPolicy.Untrusted.Limits with { MaxStringBytes = 30 } }, onRefused: refused.Add);

        List<Node?> seen = await ReadAsync(BananaSerializer.Serialize(sent, NewOptions()), 4096, options);

        Assert.HasCount(2, seen);
        Assert.AreSame(seen[0], seen[1]!.Next);
        Assert.AreEqual("$[1].extra", refused.Single().Path);
    }

    [TestMethod]
    public async Task Read_OfAReferenceIntoARefusedElement_RefusesThatElementToo()
    {
        Node shared = new() { Name = "refused", Extra = new byte[40] };
        List<Node?> sent = [new(), shared, new() { Next = shared }, new() { Name = "last" }];
        List<Violation> refused = [];
        BananaSerializerOptions options = NewOptions(
            policy: BananaPolicy.Untrusted with { Limits = BananaPolicy.Untrusted.Limits with { MaxStringBytes = 30 } }, onRefused: refused.Add);

        List<Node?> seen = await ReadAsync(BananaSerializer.Serialize(sent, NewOptions()), 4096, options);

        Assert.HasCount(2, seen);
        CollectionAssert.AreEqual(
            new[] { ViolationCode.StringTooLong, ViolationCode.DanglingReference }, refused.ConvertAll(violation => violation.Code));
    }

    [TestMethod]
    public async Task Read_OfAListInsideItself_RefusesTheElement()
    {
        List<object?> sent = [];
        sent.Add(new List<object?> { sent });
        sent.Add(5);
        List<Violation> refused = [];
        PipeReader reader = PipeReader.Create(new MemoryStream(BananaSerializer.Serialize(sent)));
        List<object?> seen = await BananaSerializer.DeserializeAsyncEnumerable<object>(reader, new BananaSerializerOptions { OnRefusedElement = refused.Add }).ToListAsync();
        CollectionAssert.AreEqual(new object[] { 5 }, seen);
        Assert.AreEqual(ViolationCode.DanglingReference, refused.Single().Code);
    }

    [TestMethod]
    public async Task Read_OfAListOfTextsLongerThanTheMemoryBudget_KeepsNothing()
    {
        BananaSerializerOptions options = new()
        {
            Policy = BananaPolicy.Untrusted with { Limits = BananaPolicy.Untrusted.Limits with { MaxManagedBytes = 10_000 } },
        };
        List<string> sent = [.. Enumerable.Range(0, 5000).Select(i => $"text number {i}")];
        PipeReader reader = PipeReader.Create(new MemoryStream(BananaSerializer.Serialize(sent)));
        CollectionAssert.AreEqual(sent, await BananaSerializer.DeserializeAsyncEnumerable<string>(reader, options).ToListAsync());
    }

    [TestMethod]
    public async Task Read_OfAListOfObjectsLongerThanTheMemoryBudget_RefusesWhatWouldHaveToBeKept()
    {
        List<Violation> refused = [];
        BananaSerializerOptions options = NewOptions(
            policy: BananaPolicy.Untrusted with { Limits = BananaPolicy.Untrusted.Limits with { MaxManagedBytes = 20_000 } }, onRefused: refused.Add);
        List<Node?> sent = [.. Enumerable.Range(0, 1000).Select(i => new Node { Id = i })];
        List<Node?> seen = await ReadAsync(BananaSerializer.Serialize(sent, NewOptions()), 4096, options);
        Assert.IsGreaterThan(0, seen.Count);
        Assert.AreEqual(1000, seen.Count + refused.Count);
        Assert.IsTrue(refused.TrueForAll(violation => violation.Code == ViolationCode.TooMuchMemory));
    }

    private static List<Node?> NewGraph()
    {
        Node shared = new() { Name = "shared" };
        Node cycle = new() { Name = "cycle", Extra = new ObjectTuple(shared, shared) };
        cycle.Next = cycle;
        return [shared, new() { Name = "holder", Next = shared }, shared, cycle, new() { Name = "late", Next = cycle, Extra = cycle.Extra }];
    }

    private static async Task AssertSharedAsync(byte[] bytes, int piece)
    {
        List<Node?> seen = await ReadAsync(bytes, piece, NewOptions());
        Assert.HasCount(5, seen);
        Assert.AreSame(seen[0], seen[1]!.Next);
        Assert.AreSame(seen[0], seen[2]);
        Assert.AreSame(seen[3], seen[3]!.Next);
        Assert.AreSame(seen[3], seen[4]!.Next);
        Assert.AreSame(seen[3]!.Extra, seen[4]!.Extra);
        Assert.AreSame(seen[0], ((ObjectTuple)seen[4]!.Extra!)[1]);
    }

    private static async Task<List<Node?>> ReadAsync(byte[] bytes, int piece, BananaSerializerOptions options)
    {
        PipeReader reader = PipeReader.Create(new DripStream(bytes, piece));
        return await BananaSerializer.DeserializeAsyncEnumerable<Node>(reader, options).ToListAsync();
    }

    private static async Task<byte[]> WriteAsync<T>(T sent, BananaSerializerOptions options)
    {
        using MemoryStream bytes = new();
        await BananaSerializer.SerializeAsync(bytes, sent, options);
        return bytes.ToArray();
    }

    private static BananaSerializerOptions NewOptions(bool keepsIdentity = false, BananaPolicy? policy = null, Action<Violation>? onRefused = null)
    {
        BananaSerializerOptions options = new()
        {
            Policy = policy ?? BananaPolicy.Untrusted,
            KeepsIdentityInStreams = keepsIdentity,
            OnRefusedElement = onRefused,
        };
        options.Types.Add(Node.Sliceable).Add(Bag.Sliceable).Add(Card.Sliceable);
        options.Types.Add(BuiltInTypes.Stream(Node.Sliceable)).Add(BuiltInTypes.Array(Node.Sliceable)).AddReflected<Envelope>("test.envelope");
        return options;
    }

    private sealed class Envelope
    {
        public Node? Before { get; set; }

        public IAsyncEnumerable<Node>? Nodes { get; set; }
    }
}
