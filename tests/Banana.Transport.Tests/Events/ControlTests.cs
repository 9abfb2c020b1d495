using System.IO.Pipelines;
using Banana.Slicing;
using Banana.Transport.Tests.Streams;
using static Banana.Transport.Tests.Events.RawEnvelopes;

namespace Banana.Transport.Tests.Events;

/// <summary>What belongs to the connection is never behind a payload; and only answers that a peer might read, and does not, are held against it.</summary>
[TestClass]
public sealed class ControlTests
{
    private const byte Pong = 0x8F;

    [TestMethod]
    [Clause("E-5")]
    public async Task Pong_WhileALargeEventWaitsForCredit_IsSentAtOnce()
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(hello: new RawHello { StreamWindow = 8192, ConnectionWindow = 8192 });
        Task accepting = peer.AcceptAsync();
        Task large = connection.SendAsync(new string('x', 1_000_000)).AsTask();
        await accepting;
        await peer.ReadAsync(4);
        for (ulong i = 1; i <= 20; i++)
        {
            await peer.SettleAsync(i);
        }

        Assert.IsFalse(large.IsCompleted);
        Task closing = connection.DisposeAsync().AsTask();
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => large.WaitAsync(RawPeer.Patience));
        await peer.ReadAsync(6); // and so is the goodbye
        await closing.WaitAsync(RawPeer.Patience);
    }

    [TestMethod]
    [Clause("E-5")]
    public async Task Pong_WhileTheApplicationTakesNothing_IsSentAtOnce()
    {
        EventConnectionOptions options = new() { MaxEnvelopeBytes = 4096, StreamWindow = 8192 };
        options.Events.Add("test.text", BuiltInTypes.String);
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(options);
        await peer.SendAsync(Announce(16, "test.text"), TextOf(16, 4096), TextOf(16, 4096));
        await peer.SettleAsync();
        await peer.SendAsync(Envelope(2, Number(1), Number(1), Text("test.text")));
        Assert.AreEqual("0181", Hex.Format(await peer.ReadAsync(3)));
        await connection.DisposeAsync();
    }

    [TestMethod]
    [Clause("E-5")]
    public async Task Pings_ManyInOneEnvelope_AreAnswered()
    {
        const int Pings = 1000;
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        byte[] pings = Hex.Parse(string.Concat(Enumerable.Repeat("018e", Pings)));
        await peer.SendAsync(Announce(16, "test.text"), Envelope(7, pings), Envelope(16, pings, Text("a")), Begin(Large, 16, pings), Fragment(Large, Last, pings, Text("b")));
        Assert.AreEqual("a b", await RawEventPeer.DescribeAsync(connection, 2));
        await connection.DisposeAsync();
        Assert.AreEqual(4 * Pings, (await peer.ReadToEndAsync()).Where(envelope => envelope.Id == 7).Sum(envelope => envelope.Payload.Count(octet => octet == Pong)));
    }

    [TestMethod]
    [Clause("E-5")]
    [DataRow("018d78", ProtocolErrorCode.InvalidEnvelope)]
    [DataRow("018261", ProtocolErrorCode.InvalidEnvelope)]
    [DataRow("0181", ProtocolErrorCode.InvalidEnvelope)]
    [DataRow("01", ProtocolErrorCode.UnexpectedEnd)]
    [DataRow("058e ff", ProtocolErrorCode.UnknownTypeByte)]
    public async Task Control_OfOtherTokens_IsAProtocolError(string payload, ProtocolErrorCode code)
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        await peer.SendAsync(Envelope(7, payload));
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawEventPeer.TakeAsync(connection));
        Assert.AreEqual(code, lost.Code);
        await connection.DisposeAsync();
    }

    [TestMethod]
    [Clause("E-5")]
    public async Task Pings_OfAPeerThatReadsNoAnswers_AreAFlood()
    {
        ManualTime time = new();
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(
            EventPair.NewOptions(time), pipes: new PipeOptions(pauseWriterThreshold: 100, resumeWriterThreshold: 50));
        byte[] pings = Envelope(7, string.Concat(Enumerable.Repeat("8e", 60_000)));
        int sent = 0;
        while (connection.CloseReason is null)
        {
            Assert.IsLessThan(20, sent++, "a quarter of a megabyte of answers may wait, and what is in the pipe");
            Task writing = peer.SendAsync(pings);
            await Task.WhenAny(writing, connection.Closed).WaitAsync(RawPeer.Patience);
        }

        await connection.Closed.WaitAsync(RawPeer.Patience);
        Assert.AreEqual(ConnectionCloseReason.ProtocolError, connection.CloseReason);
        Assert.AreEqual(ProtocolErrorCode.PingFlood, ((BananaProtocolException)connection.Fault!).Code);
        await time.PassAsync(connection.DisposeAsync().AsTask());
    }

    /// <summary>All that is answered can be a flood.</summary>
    [TestMethod]
    [Clause("E-5")]
    [DataRow("announcements")]
    [DataRow("subscriptions")]
    [DataRow("refusals")]
    public async Task Answers_ThatAPeerDoesNotRead_AreAFlood(string what)
    {
        ManualTime time = new();
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(
            new EventConnectionOptions { MaxEventTypes = 65_520, TimeProvider = time, ConnectionWindow = 1L << 40, StreamWindow = 1L << 40, CloseTimeout = TimeSpan.FromSeconds(1) },
            pipes: new PipeOptions(pauseWriterThreshold: 100, resumeWriterThreshold: 50));
        await peer.SendAsync(Announce(16, "no.such"));
        ulong number = 1;
        while (connection.CloseReason is null)
        {
            Assert.IsLessThan(100_000UL, number);
            byte[][] envelopes = [.. Enumerable.Range(0, 1000).Select(_ => what switch
            {
                "announcements" => Announce(16 + number++, $"name {number}"),
                "subscriptions" => Envelope(2, Number(number++), Number(0)),
                _ => Envelope(16, Number(number++)),
            })];
            await Task.WhenAny(peer.SendAsync(envelopes), connection.Closed).WaitAsync(RawPeer.Patience);
        }

        await connection.Closed.WaitAsync(RawPeer.Patience);
        Assert.AreEqual(ProtocolErrorCode.PingFlood, ((BananaProtocolException)connection.Fault!).Code);
        await time.PassAsync(connection.DisposeAsync().AsTask());
    }

    [TestMethod]
    [Clause("E-5")]
    public async Task Pings_OfOnesOwnThatThePeerDoesNotRead_AreNoFlood()
    {
        ManualTime time = new();
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(
            EventPair.NewOptions(time), pipes: new PipeOptions(pauseWriterThreshold: 100, resumeWriterThreshold: 50));
        for (int i = 0; i < 50_000; i++)
        {
            connection.Ping(ulong.MaxValue);
        }

        await peer.SendAsync(Envelope(7, "018f"));
        await peer.SendAsync(Goodbye());
        Assert.IsEmpty(await RawEventPeer.TakeAsync(connection));
        Assert.AreEqual(ConnectionCloseReason.Goodbye, connection.CloseReason);
        await time.PassAsync(connection.DisposeAsync().AsTask());
    }

    [TestMethod]
    [Clause("E-5")]
    public async Task Pings_OfAPeerThatReadsNoMore_LoseNothingOfWhatHasArrived()
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        await peer.StopReadingAsync();
        byte[] pings = Envelope(7, string.Concat(Enumerable.Repeat("7f7f7f7f7f7f7f7f7f018e", 1000)));
        for (int i = 0; i < 50; i++)
        {
            await peer.SendAsync(pings);
        }

        await peer.SendAsync(Announce(16, "test.text"), Envelope(16, Text("a")));
        await peer.CompleteAsync();
        Assert.AreEqual("a", await RawEventPeer.DescribeAsync(connection));
        Assert.AreEqual(ConnectionCloseReason.EndOfStream, connection.CloseReason);
        await Assert.ThrowsExactlyAsync<IOException>(async () => await connection.SendAsync("nobody reads it"));
        await connection.DisposeAsync();
    }

    [TestMethod]
    [DataRow(13)]
    [DataRow(14)]
    [DataRow(15)]
    public async Task Envelope_OfAReservedId_IsAProtocolError(int id)
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        await peer.SendAsync(Envelope((ushort)id, ""));
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawEventPeer.TakeAsync(connection));
        Assert.AreEqual(ProtocolErrorCode.InvalidEnvelope, lost.Code);
        await connection.DisposeAsync();
    }

    [TestMethod]
    [Clause("E-1")]
    [DataRow("00000000 0000", ProtocolErrorCode.InvalidEnvelope)]
    [DataRow("01000000 0000", ProtocolErrorCode.InvalidEnvelope)]
    [DataRow("ffffffff 1000", ProtocolErrorCode.InvalidEnvelope)]
    [DataRow("fdff0000 1000", ProtocolErrorCode.InvalidEnvelope, DisplayName = "one more than the limit")]
    [DataRow("02000000 1000", ProtocolErrorCode.UnknownEvent)]
    [DataRow("0300", ProtocolErrorCode.UnexpectedEnd)]
    [DataRow("04000000 0700 01", ProtocolErrorCode.UnexpectedEnd)]
    public async Task Envelope_ThatIsMalformed_IsAProtocolErrorAndThePeerIsToldWhy(string hex, ProtocolErrorCode code)
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        await peer.SendAsync(Hex.Parse(hex));
        await peer.CompleteAsync();
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawEventPeer.TakeAsync(connection));
        Assert.AreEqual((code, ConnectionCloseReason.ProtocolError), (lost.Code, connection.CloseReason));
        string goodbye = Hex.Format(await peer.ReadAsync(6));
        Assert.StartsWith("0181", goodbye);
        Assert.Contains(Hex.Format(System.Text.Encoding.UTF8.GetBytes(lost.Found)), goodbye);
        await connection.DisposeAsync();
    }
}
