using Banana.Slicing;
using Banana.Transport.Tests.Streams;
using static Banana.Transport.Tests.Events.RawEnvelopes;

namespace Banana.Transport.Tests.Events;

/// <summary>How much a peer may send before the application has taken what it made, counted to the byte.</summary>
[TestClass]
public sealed class CreditTests
{
    private const int Window = 8192;

    [TestMethod]
    [DataRow(0, true)]
    [DataRow(1, false)]
    public async Task Window_OfAType_IsCountedToTheByte(int excess, bool isFine)
    {
        (EventConnection connection, RawEventPeer peer) = await OpenAsync();
        await peer.SendAsync(Announce(16, "test.text"), TextOf(16, 4096), TextOf(16, 4086), TextOf(16, 10 + excess));
        await ExpectAsync(connection, peer, isFine);
    }

    [TestMethod]
    [DataRow(0, true)]
    [DataRow(1, false)]
    public async Task Window_OfTheConnection_IsCountedToTheByte(int excess, bool isFine)
    {
        (EventConnection connection, RawEventPeer peer) = await OpenAsync(connectionWindow: Window + 100);
        await peer.SendAsync(Announce(16, "test.text"), Announce(17, "test.bytes"), TextOf(16, 4096), TextOf(16, 4096), TextOf(17, 90), TextOf(17, 10 + excess));
        await ExpectAsync(connection, peer, isFine);
    }

    /// <summary>Headers and fields count, and so do parts; the empty end of a stream does not.</summary>
    [TestMethod]
    [DataRow(0, true)]
    [DataRow(1, false)]
    public async Task Window_CountsFragmentsAndMarks(int excess, bool isFine)
    {
        (EventConnection connection, RawEventPeer peer) = await OpenAsync();
        byte[] marked = Envelope(9, Number(16), Number(1), Number(5), Text("m"));
        await peer.SendAsync(Announce(16, "test.text"), marked); // what waits for the application holds the parts behind it
        byte[] first = Begin(Large, 16, [.. Number(4000)[..^1], 0x82, .. new byte[2000]]);
        byte[] second = Fragment(Large, 0, new byte[1000]);
        byte[] end = Fragment(Large, Last, new byte[1000]);
        int left = Window - marked.Length - first.Length - second.Length - end.Length;
        await peer.SendAsync(first, second, end);
        await peer.SendAsync(TextOf(16, 2000), TextOf(16, left - 2000 + excess));
        await ExpectAsync(connection, peer, isFine);
    }

    [TestMethod]
    public async Task Credit_ComesBack_WhenHalfIsTaken()
    {
        (EventConnection connection, RawEventPeer peer) = await OpenAsync(connectionWindow: 4 * Window);
        await peer.SendAsync(Announce(16, "test.text"), TextOf(16, 4000), TextOf(16, 95), TextOf(16, 20));
        await using IAsyncEnumerator<ReceivedEvent> received = connection.ReceiveAllAsync(RawPeer.Patience).GetAsyncEnumerator();
        Assert.IsTrue(await received.MoveNextAsync());
        Assert.IsTrue(await received.MoveNextAsync());
        await peer.SendAsync(Envelope(7, "058e"));
        Assert.AreEqual(12, (await peer.ReadAsync()).Id);
        Assert.AreEqual((7, "058f"), await NextAsync(peer), "4095 bytes are less than half of the window");
        Assert.IsTrue(await received.MoveNextAsync());
        Assert.AreEqual((5, Hex.Format([.. Number(16), .. Number(4115)])), await NextAsync(peer));
        await peer.SendAsync(TextOf(16, 4096), TextOf(16, 4096)); // the whole window again
        for (int i = 0; i < 2; i++)
        {
            Assert.IsTrue(await received.MoveNextAsync());
        }

        Assert.AreEqual((5, Hex.Format([.. Number(16), .. Number(4096)])), await NextAsync(peer));
        Assert.AreEqual((5, Hex.Format([.. Number(16), .. Number(4096)])), await NextAsync(peer));
        await peer.SettleAsync();
        await connection.DisposeAsync();
    }

    [TestMethod]
    public async Task Credit_OfTheConnection_ComesBackToo()
    {
        (EventConnection connection, RawEventPeer peer) = await OpenAsync(connectionWindow: Window);
        await peer.SendAsync(Announce(16, "test.text"), Announce(17, "test.bytes"), TextOf(16, 3000), TextOf(17, 3000));
        await RawEventPeer.TakeAsync(connection, 2);
        Assert.AreEqual("0081" + Hex.Format(Number(6000)), Hex.Format(await peer.ReadAsync(5)), "no type has used half of its own");
        await connection.DisposeAsync();
    }

    [TestMethod]
    public async Task Credit_OfAStreamThatItsConsumerLeaves_ComesBack()
    {
        List<(ushort Id, byte[] Payload)> sent = await RawEventPeer.RecordAsync(async sender => await sender.SendAsync(new Feed { Items = AsyncEnumerable.Empty<string>() }));
        (EventConnection connection, RawEventPeer peer) = await OpenAsync(connectionWindow: 2 * Window);
        await peer.SendAsync([.. sent.Where(envelope => envelope.Id is not (4 or 6)).Select(envelope => Envelope(envelope.Id, envelope.Payload))]);
        byte[] two = Fragment(Large, 0, Text("one"), Text("two"), [.. Number(10_000)[..^1], 0x82]);
        byte[] part = Fragment(Large, 0, new byte[3000]);
        byte[] rest = Fragment(Large, 0, new byte[Window - two.Length - (2 * part.Length) - 12]); // the half of the connection's window
        Assert.AreEqual(Window, two.Length + (2 * part.Length) + rest.Length);
        await peer.SendAsync(two, part, part, rest);
        await peer.SettleAsync();
        await foreach (string item in ((Feed)(await RawEventPeer.TakeAsync(connection, 1)).Single().Value!).Items!)
        {
            Assert.AreEqual("one", item);
            break;
        }

        Assert.AreEqual(Hex.Format(Number(Large)), Hex.Format(await peer.ReadAsync(11)), "the producer is told");
        await peer.SendAsync(Fragment(Large, Abandoned), Announce(20, "test.text"), TextOf(20, 4096), TextOf(20, 4096));
        await peer.SettleAsync();
        await connection.DisposeAsync();
    }

    /// <summary>Without any, a flood of refusals would cost the sender nothing, and us a place in the queue for each.</summary>
    [TestMethod]
    public async Task Fragments_ThatBeginAnEvent_AlwaysUseCredit()
    {
        (EventConnection connection, RawEventPeer peer) = await OpenAsync();
        byte[] empty = Begin(Large, 16, [], First | Last);
        await peer.SendAsync([Announce(16, "no.such"), .. Enumerable.Repeat(empty, Window / empty.Length)]);
        await peer.SettleAsync();
        await peer.SendAsync(empty);
        await connection.Closed.WaitAsync(RawPeer.Patience);
        Assert.AreEqual(ProtocolErrorCode.CreditExceeded, (await LoseAsync(connection)).Code);
        await connection.DisposeAsync();
    }

    /// <summary>An event that is given up has used the credit of its beginning.</summary>
    [TestMethod]
    public async Task Fragments_ThatGiveAnEventUp_UseTheCreditOfTheirBeginning()
    {
        (EventConnection connection, RawEventPeer peer) = await OpenAsync();
        byte[][] given = [Begin(Large, 16, []), Fragment(Large, Abandoned)];
        await peer.SendAsync([Announce(16, "test.text"), .. Enumerable.Repeat(given, Window / given[0].Length).SelectMany(pair => pair)]);
        await peer.SettleAsync();
        await peer.SendAsync(given);
        await connection.Closed.WaitAsync(RawPeer.Patience);
        Assert.AreEqual(ProtocolErrorCode.CreditExceeded, (await LoseAsync(connection)).Code);
        await connection.DisposeAsync();
    }

    [TestMethod]
    [DataRow("1081 0181", false, DisplayName = "for a type that was not announced")]
    [DataRow("0f81 0181", false, DisplayName = "for an id of the connection")]
    [DataRow("0081 0181 0181", false, DisplayName = "with more fields")]
    [DataRow("0081", false, DisplayName = "without bytes")]
    [DataRow("0081 7f7f7f7f7f7f7f7f7f0181", false, DisplayName = "all that a number holds")]
    [DataRow("0081 7f7f7f7f7f7f7f7f3f81", true, DisplayName = "half of what a number holds")]
    [DataRow("0081 0081", true, DisplayName = "nothing")]
    [DataRow("00000481 0181", true, DisplayName = "for a stream that has ended")]
    public async Task Credit_ThatMakesNoSense_IsAProtocolError(string credit, bool isFine)
    {
        (EventConnection connection, RawEventPeer peer) = await OpenAsync();
        await peer.SendAsync(Envelope(5, credit));
        if (isFine)
        {
            await peer.SettleAsync();
        }
        else
        {
            Assert.AreEqual(ProtocolErrorCode.InvalidEnvelope, (await LoseAsync(connection)).Code);
        }

        await connection.DisposeAsync();
    }

    [TestMethod]
    public async Task Credit_BeyondAllNumbers_IsAProtocolErrorBeforeItOverflows()
    {
        (EventConnection connection, RawEventPeer peer) = await OpenAsync();
        byte[] half = Credit(0, long.MaxValue / 2);
        await peer.SendAsync(half);
        await peer.SettleAsync();
        await peer.SendAsync(half);
        Assert.AreEqual(ProtocolErrorCode.InvalidEnvelope, (await LoseAsync(connection)).Code);
        await connection.DisposeAsync();
    }

    [TestMethod]
    [DataRow(10, true)]
    [DataRow(11, false)]
    public async Task Send_UsesCreditToTheByte(int bytes, bool isSent)
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(hello: new RawHello { MaxEnvelopeBytes = 4096, StreamWindow = Window });
        Task accepting = peer.AcceptAsync();
        foreach (int length in (int[])[2735, 2735, Window - 10 - (2 * 2735)])
        {
            await connection.SendAsync(new string('x', length - 9));
        }

        await accepting;
        Task sending = connection.SendAsync(new string('y', bytes - 8)).AsTask();
        Assert.AreEqual(isSent, sending.IsCompleted);
        if (!isSent)
        {
            await peer.SendAsync(Credit(16, 1));
        }

        await sending.WaitAsync(RawPeer.Patience);
        await connection.DisposeAsync();
        int sum = (await peer.ReadToEndAsync()).Where(envelope => envelope.Id == 16).Sum(envelope => envelope.Payload.Length + 6);
        Assert.AreEqual(Window + bytes - 10, sum);
    }

    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task Consumer_ThatTakesNothing_StallsOnlyItsTypeInBoundedMemory(Carrier carrier)
    {
        HoldingSink sink = new("test.text");
        await using CarrierPair pair = await CarrierPair.ConnectAsync(carrier);
        Task<EventConnection> opening = EventConnection.OpenAsync(pair.Server, NewOptions(16 * Window), null, sink, RawPeer.Patience).AsTask();
        await using EventConnection left = await EventConnection.OpenAsync(pair.Client, EventPair.NewOptions());
        await using EventConnection right = await opening;
        string text = new('x', 991); // a kilobyte with its envelope
        Task stalled = Task.Run(async () =>
        {
            for (int i = 0; i < 100; i++)
            {
                await left.SendAsync(text);
            }
        });
        for (int i = 0; i < 1000; i++)
        {
            await left.SendAsync(i).AsTask().WaitAsync(RawPeer.Patience);
        }

        await sink.WaitForAsync("test.number", 1000);
        await sink.WaitForAsync("test.text", Window / 1000);
        Assert.IsFalse(stalled.IsCompleted);
        Assert.AreEqual(Window / 1000, sink.Count("test.text"), "what the window holds");
        sink.ReleaseAll();
        await stalled.WaitAsync(RawPeer.Patience);
        await sink.WaitForAsync("test.text", 100);
    }

    private static EventConnectionOptions NewOptions(long connectionWindow)
    {
        EventConnectionOptions options = new() { MaxEnvelopeBytes = 4096, StreamWindow = Window, ConnectionWindow = connectionWindow };
        options.Events.Add("test.text", BuiltInTypes.String).Add("test.number", BuiltInTypes.Int32).Add("test.bytes", BuiltInTypes.Bytes);
        return options;
    }

    private static Task<(EventConnection Connection, RawEventPeer Peer)> OpenAsync(long connectionWindow = 16 * Window) =>
        RawEventPeer.OpenAsync(NewOptions(connectionWindow));

    private static async Task<(ushort Id, string Payload)> NextAsync(RawEventPeer peer)
    {
        (ushort id, byte[] payload) = await peer.ReadAsync();
        return (id, Hex.Format(payload));
    }

    private static Task<BananaProtocolException> LoseAsync(EventConnection connection) =>
        Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawEventPeer.TakeAsync(connection));

    private static async Task ExpectAsync(EventConnection connection, RawEventPeer peer, bool isFine)
    {
        if (isFine)
        {
            await peer.SettleAsync();
            Assert.IsNull(connection.CloseReason);
        }
        else
        {
            await connection.Closed.WaitAsync(RawPeer.Patience); // nobody has taken anything
            Assert.AreEqual(ProtocolErrorCode.CreditExceeded, (await LoseAsync(connection)).Code);
        }

        await connection.DisposeAsync();
    }
}
