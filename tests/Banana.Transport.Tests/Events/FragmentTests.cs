using Banana.Transport.Tests.Streams;
using static Banana.Transport.Tests.Events.RawEnvelopes;

namespace Banana.Transport.Tests.Events;

/// <summary>Large events, as a peer of bare bytes sends their fragments.</summary>
[TestClass]
public sealed class FragmentTests
{
    private static byte[][] s_announced = [];
    private static byte[] s_node = [];

    [ClassInitialize]
    public static async Task RecordAsync(TestContext _)
    {
        Node node = new() { Name = "large", Id = 7, Edges = [new Node { Name = "edge" }, null], Extra = "é—" };
        List<(ushort Id, byte[] Payload)> sent = await RawEventPeer.RecordAsync(async connection => await connection.SendAsync(node));
        s_node = sent.Single(envelope => envelope.Id == 16).Payload;
        s_announced = [.. sent.Where(envelope => envelope.Id is 1 or 8).Select(envelope => Envelope(envelope.Id, envelope.Payload))];
    }

    [TestMethod]
    public async Task Fragments_CutAnywhere_MakeTheSameEvent()
    {
        (EventConnection connection, RawEventPeer peer) = await OpenAsync();
        await using IAsyncEnumerator<ReceivedEvent> received = connection.ReceiveAllAsync(RawPeer.Patience).GetAsyncEnumerator();
        for (int cut = 0; cut <= s_node.Length; cut++)
        {
            await peer.SendAsync(Begin(Large, 16, s_node[..cut]), Fragment(Large, Last, s_node[cut..]));
            await ExpectAsync(received);
        }

        for (int size = 1; size < s_node.Length; size += 7)
        {
            byte[][] pieces = Cuts.InPieces(s_node, size);
            await peer.SendAsync(Begin(Large, 16, []), Fragment(Large, 0));
            await peer.SendAsync([.. pieces.Select(piece => Fragment(Large, 0, piece)), Fragment(Large, Last)]);
            await ExpectAsync(received);
        }

        await peer.SendAsync(Begin(Large, 16, s_node, First | Last));
        await ExpectAsync(received);
        await connection.DisposeAsync();

        static async Task ExpectAsync(IAsyncEnumerator<ReceivedEvent> received)
        {
            Assert.IsTrue(await received.MoveNextAsync());
            Assert.IsNull(received.Current.Violation);
            Node node = (Node)received.Current.Value!;
            Assert.AreEqual(("large", 7, "edge", "é—"), (node.Name, node.Id, node.Edges![0]!.Name, node.Extra));
        }
    }

    public static IEnumerable<object[]> Malformed =>
    [
        ["a stream that nobody began", new[] { Fragment(Large, 0, [1]) }, ProtocolErrorCode.InvalidEnvelope],
        ["the number of an event type", new[] { Begin(Large - 1, 17, []) }, ProtocolErrorCode.InvalidEnvelope],
        ["an open stream begins again", new[] { Begin(Large, 17, []), Begin(Large, 17, []) }, ProtocolErrorCode.InvalidEnvelope],
        ["a stream that has ended", new[] { Begin(Large, 17, Text("a"), First | Last), Fragment(Large, 0, [1]) }, ProtocolErrorCode.InvalidEnvelope],
        ["a stream that was given up", new[] { Begin(Large, 17, []), Fragment(Large, Abandoned), Fragment(Large, Abandoned) }, ProtocolErrorCode.InvalidEnvelope],
        ["unknown flags", new[] { Begin(Large, 17, []), Fragment(Large, 8) }, ProtocolErrorCode.InvalidEnvelope],
        ["last and given up", new[] { Begin(Large, 17, []), Fragment(Large, Last | Abandoned) }, ProtocolErrorCode.InvalidEnvelope],
        ["first and given up", new[] { Begin(Large, 17, [], First | Abandoned) }, ProtocolErrorCode.InvalidEnvelope],
        ["an unknown type", new[] { Begin(Large, 18, []) }, ProtocolErrorCode.UnknownEvent],
        ["unknown marks", new[] { Envelope(4, Number(Large), Number(1), Number(17), Number(8)) }, ProtocolErrorCode.InvalidEnvelope],
        ["marks that are cut", new[] { Envelope(4, Number(Large), Number(1), Number(17), Number(4), new byte[24]) }, ProtocolErrorCode.InvalidEnvelope],
        ["no flags", new[] { Envelope(4, Number(Large)) }, ProtocolErrorCode.InvalidEnvelope],
        ["no number", new[] { Envelope(4, "") }, ProtocolErrorCode.InvalidEnvelope],
        ["no value", new[] { Begin(Large, 17, [], First | Last) }, ProtocolErrorCode.UnexpectedEnd],
        ["half of a value", new[] { Begin(Large, 17, [0x05, 0x82]), Fragment(Large, Last, "abc"u8.ToArray()) }, ProtocolErrorCode.UnexpectedEnd],
        ["more than a value", new[] { Begin(Large, 17, Text("a")), Fragment(Large, Last, [0x01]) }, ProtocolErrorCode.TrailingData],
        ["more than a value, at once", new[] { Begin(Large, 17, [.. Text("a"), 0x01]) }, ProtocolErrorCode.TrailingData],
        ["an unknown token", new[] { Begin(Large, 17, [0xFF]) }, ProtocolErrorCode.UnknownTypeByte],
        ["a reason that is no text", new[] { Begin(Large, 17, []), Fragment(Large, Abandoned, [0x01]) }, ProtocolErrorCode.InvalidEnvelope],
    ];

    [TestMethod]
    [DynamicData(nameof(Malformed))]
    public async Task Fragments_ThatMakeNoSense_AreAProtocolError(string what, object envelopes, ProtocolErrorCode code)
    {
        (EventConnection connection, RawEventPeer peer) = await OpenAsync();
        await peer.SendAsync((byte[][])envelopes);
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawEventPeer.TakeAsync(connection), what);
        Assert.AreEqual(code, lost.Code);
        await connection.DisposeAsync();
    }

    [TestMethod]
    public async Task StreamNumber_OfAnEventThatHasEnded_MayBeUsedAgain()
    {
        (EventConnection connection, RawEventPeer peer) = await OpenAsync();
        await peer.SendAsync(Begin(Large, 17, Text("a"), First | Last), Begin(Large, 17, Text("b")), Fragment(Large, Last), Begin(ulong.MaxValue, 17, Text("c"), First | Last), Goodbye());
        Assert.AreEqual("a b c", await RawEventPeer.DescribeAsync(connection));
        await connection.DisposeAsync();
    }

    [TestMethod]
    [DataRow(3, true)]
    [DataRow(4, false)]
    public async Task Streams_AreAsManyAsTheLimit(int count, bool isFine)
    {
        EventConnectionOptions options = new() { MaxLargeEvents = 3 };
        options.Events.Add("test.node", Node.Sliceable).Add("test.text", Slicing.BuiltInTypes.String);
        (EventConnection connection, RawEventPeer peer) = await OpenAsync(options);
        await peer.SendAsync([.. Enumerable.Range(0, count).Select(i => Begin(Large + (ulong)i, 17, [0x01]))]);
        if (isFine)
        {
            for (int i = 0; i < 10; i++)
            {
                await peer.SendAsync(Fragment(Large, Last, [0x82, (byte)'a']), Begin(Large, 17, [0x01])); // one ends, the next may begin
            }

            await peer.SettleAsync();
            Assert.AreEqual("a a a a a a a a a a", await RawEventPeer.DescribeAsync(connection, 10));
        }
        else
        {
            BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawEventPeer.TakeAsync(connection));
            Assert.Contains("at most 3 large events", lost.Expected);
        }

        await connection.DisposeAsync();
    }

    [TestMethod]
    public async Task Event_ThatIsGivenUp_IsRefusedAndTheNextOneIsDelivered()
    {
        (EventConnection connection, RawEventPeer peer) = await OpenAsync();
        await peer.SendAsync(
            Begin(Large, 17, [0x05, 0x82]), Fragment(Large, 0, "ab"u8.ToArray()), Fragment(Large, Abandoned, Text("the producer's own words")), Envelope(17, Text("next")), Goodbye());
        List<ReceivedEvent> received = await RawEventPeer.TakeAsync(connection);
        Assert.AreEqual((ViolationCode.Aborted, "test.text"), (received[0].Violation!.Code, received[0].Name));
        Assert.Contains("the producer's own words", received[0].Violation!.Found);
        Assert.AreEqual("next", received[1].Value);
        await connection.DisposeAsync();
    }

    [TestMethod]
    public async Task Violation_InTheMiddle_LosesThatEventAloneAndTellsTheSenderOnce()
    {
        (EventConnection connection, RawEventPeer peer) = await OpenAsync();
        byte[] refused = Hex.Parse("0088 0382626164 0181 0089");
        await peer.SendAsync(
            Begin(Large, 16, s_node[..10]), Begin(Large + 1, 17, refused[..1]), Envelope(17, Text("between")), Fragment(Large + 1, 0, refused[1..7]),
            Fragment(Large + 1, 0, new byte[500]), Fragment(Large, Last, s_node[10..]), Fragment(Large + 1, Last, new byte[100]), Envelope(17, Text("next")));
        List<ReceivedEvent> received = await RawEventPeer.TakeAsync(connection, 4);
        Assert.AreEqual("between", received[0].Value);
        Assert.AreEqual(("test.text", true), (received[1].Name, received[1].Violation is not null));
        Assert.AreEqual("large", ((Node)received[2].Value!).Name);
        Assert.AreEqual("next", received[3].Value);
        await connection.DisposeAsync();
        byte[] told = (await peer.ReadToEndAsync()).Single(envelope => envelope.Id == 10).Payload;
        Assert.StartsWith(Hex.Format([.. Number(17), .. Number(1), .. Number(0)]), Hex.Format(told), "the second one of its type");
    }

    [TestMethod]
    public async Task LargeEvent_OfATypeThatIsNotTaken_IsPassedOver()
    {
        (EventConnection connection, RawEventPeer peer) = await OpenAsync();
        await peer.SendAsync(
            Announce(18, "no.such"), Begin(Large, 18, [0xFF]), Fragment(Large, 0, [0xFF, 0xFF]), Envelope(17, Text("between")), Fragment(Large, Last, [0xFF]),
            Begin(Large, 18, []), Fragment(Large, Abandoned), Goodbye());
        Assert.AreEqual("UnregisteredType between UnregisteredType", await RawEventPeer.DescribeAsync(connection));
        await connection.DisposeAsync();
    }

    [TestMethod]
    public async Task LargeEvent_ThatTheStreamEndsWithin_IsRefused()
    {
        (EventConnection connection, RawEventPeer peer) = await OpenAsync();
        await peer.SendAsync(Begin(Large, 17, [0x05, 0x82]), Envelope(17, Text("whole")));
        await peer.CompleteAsync();
        List<ReceivedEvent> received = await RawEventPeer.TakeAsync(connection);
        Assert.AreEqual("whole", received[0].Value);
        Assert.AreEqual(ViolationCode.Aborted, received[1].Violation!.Code);
        Assert.Contains("EndOfStream", received[1].Violation!.Found);
        await connection.DisposeAsync();
    }

    private static async Task<(EventConnection Connection, RawEventPeer Peer)> OpenAsync(EventConnectionOptions? options = null)
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(options);
        await peer.SendAsync([.. s_announced, Announce(17, "test.text")]);
        return (connection, peer);
    }
}
