using System.Text;
using Banana.Slicing;
using Banana.Transport.Tests.Streams;
using static Banana.Transport.Tests.Events.RawEnvelopes;

namespace Banana.Transport.Tests.Events;

/// <summary>What a peer may announce and how much; and what is said about it.</summary>
[TestClass]
public sealed class AnnouncementTests
{
    [TestMethod]
    [Clause("E-3")]
    [DataRow("1081 0087", DisplayName = "no name")]
    [DataRow("1081 0082", DisplayName = "an empty name")]
    [DataRow("1081 0182ff", DisplayName = "a name that is no text")]
    [DataRow("1081 058261", DisplayName = "a name that is cut")]
    [DataRow("1081 0181", DisplayName = "a number for a name")]
    [DataRow("1081", DisplayName = "nothing for a name")]
    [DataRow("1083 018261", DisplayName = "a negative id")]
    [DataRow("0f81 018261", DisplayName = "an id of the connection")]
    [DataRow("00000481 018261", DisplayName = "65,536")]
    [DataRow("ffffffffffffffffff0181 018261", DisplayName = "an id of type bytes")]
    [DataRow("7f7f7f7f7f7f7f7f7f0281 018261", DisplayName = "an id of more than 64 bits")]
    [DataRow("00000000000000000000000000000000000081 018261", DisplayName = "an id of too many digits")]
    [DataRow("", DisplayName = "nothing")]
    [DataRow("1081 018261 0182 62", DisplayName = "a text for the number of a shape")]
    [DataRow("1081 018261 0581", DisplayName = "a shape that nobody announced")]
    public async Task Announcement_WithoutANameOrAnId_IsAProtocolError(string payload) =>
        Assert.Contains(await LoseAsync(Envelope(1, payload)), new[] { ProtocolErrorCode.InvalidAnnouncement, ProtocolErrorCode.InvalidEnvelope });

    [TestMethod]
    [Clause("E-3")]
    [DataRow(16, "again", 16, "test.text", DisplayName = "the id again")]
    [DataRow(16, "test.text", 17, "test.text", DisplayName = "the name again")]
    public async Task Announcement_OfWhatIsKnown_IsAProtocolError(int id, string name, int nextId, string nextName) =>
        Assert.AreEqual(ProtocolErrorCode.InvalidAnnouncement, await LoseAsync(Announce((ulong)id, name), Announce((ulong)nextId, nextName)));

    [TestMethod]
    [Clause("E-3")]
    [DataRow(255, true)]
    [DataRow(256, false)]
    [DataRow(60_000, false)]
    public async Task Announcement_OfALongName_IsAProtocolErrorBeforeItIsKept(int length, bool isFine)
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        await peer.SendAsync(Announce(16, new string('x', length)));
        if (isFine)
        {
            await peer.ReadAsync(12);
            await connection.DisposeAsync();
            return;
        }

        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawEventPeer.TakeAsync(connection));
        Assert.IsLessThan(1000, lost.Message.Length);
        await connection.DisposeAsync();
    }

    [TestMethod]
    [Clause("E-3")]
    [DataRow(3, 3, true)]
    [DataRow(3, 4, false)]
    [DataRow(0, 1, false)]
    [DataRow(65_520, 65_520, true)]
    public async Task Announcements_AreAsManyAsTheLimit(int limit, int count, bool isFine)
    {
        EventConnectionOptions options = new() { MaxEventTypes = limit };
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(options);
        foreach (byte[][] announcements in Enumerable.Range(16, count).Select(id => Announce((ulong)id, $"no.such.{id}")).Chunk(1000))
        {
            await peer.SendAsync(announcements);
            for (int i = 0; isFine && i < announcements.Length; i++)
            {
                Assert.AreEqual(12, (await peer.ReadAsync()).Id);
            }
        }

        if (isFine)
        {
            Assert.IsNull(connection.CloseReason);
        }
        else
        {
            BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawEventPeer.TakeAsync(connection));
            Assert.AreEqual((ProtocolErrorCode.InvalidAnnouncement, $"more than {limit} event types"), (lost.Code, lost.Found));
        }

        await connection.DisposeAsync();
    }

    [TestMethod]
    [Clause("E-3")]
    [DataRow("test.text", "1081", "")]
    [DataRow("no.such", "1081", "it is not registered there")]
    public async Task Announcement_IsAnsweredByAVerdict(string name, string id, string refusal)
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        await peer.SendAsync(Announce(16, name));
        Assert.AreEqual(id + (refusal.Length == 0 ? "" : Hex.Format(Text(refusal))), Hex.Format(await peer.ReadAsync(12)));
        await connection.DisposeAsync();
    }

    [TestMethod]
    [Clause("E-3")]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task Send_OfAnEventThatThePeerDoesNotKnow_FailsEachTimeAndCostsNothing(Carrier carrier)
    {
        EventConnectionOptions right = new();
        right.Events.Add("test.text", BuiltInTypes.String);
        await using EventPair pair = await EventPair.OpenAsync(carrier, right: right);
        for (int i = 0; i < 3; i++)
        {
            EventNotAcceptedException refused = await Assert.ThrowsExactlyAsync<EventNotAcceptedException>(async () => await pair.Left.SendAsync(i));
            Assert.Contains("'test.number'", refused.Message);
            Assert.Contains("it is not registered there", refused.Message);
        }

        Assert.IsTrue(pair.Left.SendAsync(7).AsTask().IsFaulted, "there is nothing to wait for once it is known");
        await Assert.ThrowsExactlyAsync<EventNotAcceptedException>(async () => await pair.Left.SendAsync(8, new EventSendOptions { Lane = "x" }));
        Assert.ThrowsExactly<EventNotAcceptedException>(() => pair.Left.TrySend(9, default, EventPriority.Normal));
        await pair.Left.SendAsync("fine");
        Assert.AreEqual("fine", await RawEventPeer.DescribeAsync(pair.Right, 1));
    }

    [TestMethod]
    [Clause("E-3")]
    public async Task Send_OfMoreTypesThanThePeerTakes_Fails()
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(hello: new RawHello { MaxEventTypes = 2 });
        Task accepting = peer.AcceptAsync();
        await connection.SendAsync("one");
        await accepting;
        accepting = peer.AcceptAsync();
        await connection.SendAsync(2);
        await accepting;
        EventNotAcceptedException refused = await Assert.ThrowsExactlyAsync<EventNotAcceptedException>(async () => await connection.SendAsync(new Node()));
        Assert.Contains("at most 2", refused.Message);
        await connection.SendAsync("three");
        await connection.DisposeAsync();
    }

    [TestMethod]
    [Clause("E-3")]
    public async Task Announcement_IsSentOnceAndWaitedForByAll()
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        using CancellationTokenSource stop = new();
        Task cancelled = connection.SendAsync("a", cancellationToken: stop.Token).AsTask();
        Task[] sending = [.. Enumerable.Range(0, 5).Select(i => connection.SendAsync($"{i}").AsTask())];
        byte[] announcement = await peer.ReadAsync(1);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled.WaitAsync(RawPeer.Patience));
        Assert.IsFalse(Task.WhenAny(sending).IsCompleted);
        await peer.SendAsync(Verdict(16));
        await Task.WhenAll(sending).WaitAsync(RawPeer.Patience);
        await connection.DisposeAsync();
        List<(ushort Id, byte[] Payload)> sent = await peer.ReadToEndAsync();
        Assert.AreEqual("1081" + Hex.Format(Text("test.text")), Hex.Format(announcement));
        CollectionAssert.AreEqual(new[] { 16, 16, 16, 16, 16, 6 }, sent.Select(envelope => (int)envelope.Id).ToArray());
        CollectionAssert.AreEqual("01234"u8.ToArray(), sent[..5].Select(envelope => envelope.Payload[^1]).ToArray());
    }

    [TestMethod]
    [Clause("E-3")]
    [DataRow("1081", true, true, DisplayName = "twice")]
    [DataRow("1081", false, false, DisplayName = "on nothing")]
    [DataRow("1181", true, false, DisplayName = "on another id")]
    [DataRow("0181", true, false, DisplayName = "on an id of the connection")]
    [DataRow("1081 018261 0181", true, false, DisplayName = "with more fields")]
    [DataRow("1081 0182ff", true, false, DisplayName = "with what is no text")]
    [DataRow("", true, false, DisplayName = "empty")]
    public async Task Verdict_OnWhatWasNotAnnounced_IsAProtocolError(string verdict, bool isAnnounced, bool isKnown)
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        Task sending = isAnnounced ? connection.SendAsync("a").AsTask() : Task.CompletedTask;
        if (isAnnounced)
        {
            await peer.ReadAsync(1);
        }

        if (isKnown)
        {
            await peer.SendAsync(Verdict(16));
            await sending.WaitAsync(RawPeer.Patience);
        }

        await peer.SendAsync(Envelope(12, verdict));
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawEventPeer.TakeAsync(connection));
        Assert.AreEqual(ProtocolErrorCode.InvalidEnvelope, lost.Code);
        if (isAnnounced && !isKnown)
        {
            await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => sending.WaitAsync(RawPeer.Patience));
        }

        await connection.DisposeAsync();
    }

    [TestMethod]
    [Clause("E-3")]
    public async Task Send_WhileNoVerdictComes_EndsWithTheConnection()
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        Task first = connection.SendAsync("a").AsTask();
        Task second = connection.SendAsync("b").AsTask();
        await peer.ReadAsync(1);
        await peer.CompleteAsync();
        await Assert.ThrowsExactlyAsync<IOException>(() => first.WaitAsync(RawPeer.Patience));
        await Assert.ThrowsExactlyAsync<IOException>(() => second.WaitAsync(RawPeer.Patience));
        await connection.DisposeAsync();
    }

    [TestMethod]
    [Clause("E-4")]
    public async Task Receive_OfAnEventThatWasRefused_RefusesItAgain()
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        await peer.SendAsync(Announce(16, "no.such"), Envelope(16, Encoding.UTF8.GetBytes("whatever this is, it is passed over")), Announce(17, "test.text"), Envelope(17, "018261"), Goodbye());
        List<ReceivedEvent> received = await RawEventPeer.TakeAsync(connection);
        Assert.AreEqual((ViolationCode.UnregisteredType, "no.such"), (received[0].Violation!.Code, received[0].Name));
        Assert.AreEqual("a", received[1].Value);
        await connection.DisposeAsync();
    }

    [TestMethod]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EventConnectionOptions { MaxEventTypes = -1 });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EventConnectionOptions { MaxEventTypes = 65_521 });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EventConnectionOptions { MaxEnvelopeBytes = 4095 });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EventConnectionOptions { MaxEnvelopeBytes = 1_048_577 });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EventConnectionOptions { StreamWindow = 8191 });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EventConnectionOptions { ConnectionWindow = 8191 });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EventConnectionOptions { MaxStreams = -1 });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new EventConnectionOptions { HelloTimeout = TimeSpan.Zero });
        Assert.ThrowsExactly<ArgumentException>(() => new EventConnectionOptions { Name = new string('é', 128) });
        Assert.ThrowsExactly<ArgumentException>(() => new EventConnectionOptions { Name = "\ud800" });
        Assert.ThrowsExactly<ArgumentException>(() => new EventConnectionOptions().Events.Add(new string('é', 128), BuiltInTypes.String));
        EventConnectionOptions defaults = new() { StreamWindow = 8192, ConnectionWindow = 8192 };
        Assert.AreEqual((1024, 131_072, 131_072), (defaults.MaxEventTypes, defaults.StreamWindow, defaults.ConnectionWindow), "a window holds two envelopes");
    }

    private static async Task<ProtocolErrorCode> LoseAsync(params byte[][] envelopes)
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        await peer.SendAsync(envelopes);
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawEventPeer.TakeAsync(connection));
        await connection.DisposeAsync();
        return lost.Code;
    }
}
