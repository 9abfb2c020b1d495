using System.IO.Pipelines;
using Banana.Transport.Tests.Events;
using static Banana.Transport.Tests.Events.RawEnvelopes;

namespace Banana.Transport.Tests.Streams;

/// <summary>How a connection ends is told by one of a closed list of reasons, and whoever waits is told, too.</summary>
[TestClass]
public sealed class ClosingTests
{
    private static readonly PipeOptions s_small = new(pauseWriterThreshold: 100, resumeWriterThreshold: 50);

    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task Dispose_AfterManySends_DeliversAllOfThemAndThenTheGoodbye(Carrier carrier)
    {
        await using EventPair pair = await EventPair.OpenAsync(carrier);
        await pair.Left.SendAsync(0);
        Task<List<ReceivedEvent>> receiving = RawEventPeer.TakeAsync(pair.Right);
        for (int i = 1; i < 3000; i++)
        {
            await pair.Left.SendAsync(i);
        }

        await pair.Left.DisposeAsync();
        CollectionAssert.AreEqual(Enumerable.Range(0, 3000).ToList(), (await receiving).ConvertAll(item => (int)item.Value!));
        Assert.AreEqual((ConnectionCloseReason.Disposed, ConnectionCloseReason.Goodbye), (pair.Left.CloseReason, pair.Right.CloseReason));
        Assert.IsTrue(pair.Left.Closed.IsCompletedSuccessfully && pair.Right.Closed.IsCompletedSuccessfully);
        IOException gone = await Assert.ThrowsExactlyAsync<IOException>(async () => await pair.Right.SendAsync(1));
        Assert.Contains("goodbye", gone.Message);
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(async () => await pair.Left.SendAsync(1));
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(async () => await pair.Left.SendAsync("of another type"));
        Assert.ThrowsExactly<ObjectDisposedException>(() => pair.Left.TrySend(1, default, EventPriority.Normal));
        Assert.AreEqual("The connection is closed. Make a new one.", Assert.ThrowsExactly<ObjectDisposedException>(() => pair.Left.Ping()).Message);
        Assert.IsEmpty(await RawEventPeer.TakeAsync(pair.Right));
        await pair.Left.DisposeAsync();
    }

    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task End_WithoutAGoodbye_IsNoCleanClose(Carrier carrier)
    {
        await using EventPair pair = await EventPair.OpenAsync(carrier);
        await pair.Left.SendAsync("accepted");
        await RawEventPeer.TakeAsync(pair.Right, 1);
        await pair.Carrier.CutAsync();
        try
        {
            Assert.IsEmpty(await RawEventPeer.TakeAsync(pair.Left));
            Assert.AreEqual(ConnectionCloseReason.EndOfStream, pair.Left.CloseReason);
        }
        catch (IOException)
        {
            Assert.AreEqual(ConnectionCloseReason.InputOutput, pair.Left.CloseReason, "a socket that is reset");
        }

        Exception lost = await Assert.ThrowsAsync<Exception>(async () => await pair.Left.SendAsync("nobody reads it"));
        Assert.IsTrue(lost is IOException or ObjectDisposedException, lost.ToString());
    }

    [TestMethod]
    [DataRow("00000000", ConnectionCloseReason.ProtocolError)]
    [DataRow("04000000 0600 0081", ConnectionCloseReason.Goodbye)]
    [DataRow("07000000 0600 0181 018278", ConnectionCloseReason.PeerError)]
    [DataRow("04000000 0600 0281", ConnectionCloseReason.Incompatible)]
    [DataRow("04000000 0600 0381", ConnectionCloseReason.Silence)]
    [DataRow("04000000 0600 0481", ConnectionCloseReason.Overloaded)]
    [DataRow("04000000 0600 0581", ConnectionCloseReason.Rejected)]
    [DataRow("04000000 0600 0681", ConnectionCloseReason.Goodbye, DisplayName = "a reason of later versions")]
    [DataRow("07000000 0600 0081 018278 ff", ConnectionCloseReason.EndOfStream, DisplayName = "a goodbye that is cut")]
    [DataRow("08000000 0600 0081 018278 ff", ConnectionCloseReason.Goodbye, DisplayName = "fields of later versions")]
    [DataRow("02000000 0600", ConnectionCloseReason.ProtocolError, DisplayName = "a goodbye without a reason")]
    [DataRow("07000000 0600 0081 0182ff", ConnectionCloseReason.ProtocolError, DisplayName = "a message that is no text")]
    [DataRow("", ConnectionCloseReason.EndOfStream)]
    public async Task CloseReason_IsWhatTheStreamEndedWith(string hex, ConnectionCloseReason reason)
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        await peer.SendAsync(Hex.Parse(hex));
        await peer.CompleteAsync();
        await connection.Closed.WaitAsync(RawPeer.Patience);
        Assert.AreEqual(hex.EndsWith("0081 018278 ff", StringComparison.Ordinal) && reason == ConnectionCloseReason.EndOfStream ? ConnectionCloseReason.Goodbye : reason, connection.CloseReason);
        if (reason == ConnectionCloseReason.ProtocolError)
        {
            await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawEventPeer.TakeAsync(connection));
        }
        else
        {
            Assert.IsEmpty(await RawEventPeer.TakeAsync(connection));
        }

        await connection.DisposeAsync();
    }

    [TestMethod]
    public async Task Goodbye_WithAMessage_IsToldToWhoSends()
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        await peer.SendAsync(Envelope(6, Number(4), Text("come back tomorrow")), Hex.Parse("ff")); // the rest is nobody's
        await connection.Closed.WaitAsync(RawPeer.Patience);
        Assert.AreEqual((ConnectionCloseReason.Overloaded, "come back tomorrow"), (connection.CloseReason, connection.CloseMessage));
        Assert.Contains("come back tomorrow", (await Assert.ThrowsExactlyAsync<IOException>(async () => await connection.SendAsync("a"))).Message);
        await connection.DisposeAsync();
        Assert.AreEqual(ConnectionCloseReason.Overloaded, connection.CloseReason);
    }

    [TestMethod]
    public async Task Dispose_WhileSendersWaitForEverything_TellsThemThatItIsClosed()
    {
        ManualTime time = new();
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(EventPair.NewOptions(time), new RawHello { StreamWindow = 8192, MaxLargeEvents = 1 }, s_small);
        Task accepting = peer.AcceptAsync();
        Task forCredit = connection.SendAsync(new string('x', 50_000)).AsTask();
        await accepting;
        Task forTurn = connection.SendAsync("waits for its turn").AsTask();
        Task forPlace = connection.SendAsync(new string('y', 50_000), new EventSendOptions { Lane = "x" }).AsTask();
        Task forVerdict = connection.SendAsync(7).AsTask();
        Task forAcknowledgement = connection.SendSubscriptionsAsync(["test.text"], [], RawPeer.Patience).AsTask();
        Task<List<ReceivedEvent>> receiving = RawEventPeer.TakeAsync(connection);
        Task saying = connection.DisposeAsync().AsTask(); // has patience with a peer that does not read
        foreach (Task waiting in (Task[])[forCredit, forTurn, forPlace, forVerdict, forAcknowledgement])
        {
            ObjectDisposedException closed = await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => waiting.WaitAsync(RawPeer.Patience));
            Assert.Contains("Make a new", closed.Message);
        }

        Assert.IsFalse(saying.IsCompleted);
        await time.PassAsync(saying);
        Assert.IsEmpty(await receiving.WaitAsync(RawPeer.Patience));
        Assert.AreEqual(ConnectionCloseReason.Disposed, connection.CloseReason);
    }

    [TestMethod]
    public async Task Loss_WhileSendersWaitForEverything_IsAnIOException()
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(hello: new RawHello { StreamWindow = 8192, MaxLargeEvents = 1 });
        Task accepting = peer.AcceptAsync();
        Task forCredit = connection.SendAsync(new string('x', 50_000)).AsTask();
        await accepting;
        Task forTurn = connection.SendAsync("waits for its turn").AsTask();
        Task forPlace = connection.SendAsync(new string('y', 50_000), new EventSendOptions { Lane = "x" }).AsTask();
        Task forVerdict = connection.SendAsync(7).AsTask();
        Task forAcknowledgement = connection.SendSubscriptionsAsync(["test.text"], [], RawPeer.Patience).AsTask();
        await peer.CompleteAsync();
        foreach (Task waiting in (Task[])[forCredit, forTurn, forPlace, forVerdict, forAcknowledgement])
        {
            await Assert.ThrowsExactlyAsync<IOException>(() => waiting.WaitAsync(RawPeer.Patience));
        }

        await connection.DisposeAsync();
    }

    [TestMethod]
    public async Task ProtocolError_WhileThePeerDoesNotRead_SurfacesAtOnce()
    {
        ManualTime time = new();
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(EventPair.NewOptions(time), pipes: s_small);
        Task accepting = peer.AcceptAsync();
        Task sending = connection.SendAsync(new string('x', 500_000)).AsTask();
        await accepting;
        await peer.SendAsync(Hex.Parse("00000000"));
        await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawEventPeer.TakeAsync(connection)); // though the peer cannot be told
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => sending.WaitAsync(RawPeer.Patience));
        await time.PassAsync(connection.DisposeAsync().AsTask());
        Assert.AreEqual(ConnectionCloseReason.ProtocolError, connection.CloseReason);
    }

    [TestMethod]
    public async Task Send_ToAPeerThatDoesNotRead_WaitsInBoundedMemory()
    {
        ManualTime time = new();
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(
            EventPair.NewOptions(time), new RawHello { StreamWindow = long.MaxValue / 4, ConnectionWindow = long.MaxValue / 4 }, s_small);
        Task accepting = peer.AcceptAsync();
        string kilobyte = new('x', 1000);
        await connection.SendAsync(kilobyte);
        await accepting;
        Task[] sending = [.. Enumerable.Range(0, 300).Select(_ => connection.SendAsync(kilobyte).AsTask())]; // more than a stage and what the pipe takes at once
        using CancellationTokenSource stop = new();
        Task cancelled = connection.SendAsync(7, cancellationToken: stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled.WaitAsync(RawPeer.Patience));
        await peer.StopReadingAsync();
        await Assert.ThrowsExactlyAsync<IOException>(() => sending[^1].WaitAsync(RawPeer.Patience));
        Assert.IsLessThan(200, sending.Count(task => task.IsCompletedSuccessfully));
        await time.PassAsync(connection.DisposeAsync().AsTask());
    }

    [TestMethod]
    public async Task Silence_OfThePeer_ClosesTheConnection()
    {
        ManualTime time = new();
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
        WatchedPipe watched = new(here);
        RawEventPeer peer = new(there);
        EventConnectionOptions options = new() { KeepaliveTimeout = TimeSpan.FromSeconds(10), DisconnectTimeout = TimeSpan.FromSeconds(25), HelloTimeout = TimeSpan.FromSeconds(100), TimeProvider = time };
        await peer.SendAsync(new RawHello().ToEnvelope());
        EventConnection connection = await EventConnection.OpenAsync(watched, options).AsTask().WaitAsync(RawPeer.Patience);
        await watched.Waits.WaitAsync(RawPeer.Patience);
        time.Advance(TimeSpan.FromSeconds(24));
        Assert.IsNull(connection.CloseReason);
        time.Advance(TimeSpan.FromSeconds(1));
        await connection.Closed.WaitAsync(RawPeer.Patience);
        Assert.AreEqual(ConnectionCloseReason.Silence, connection.CloseReason);
        await Assert.ThrowsExactlyAsync<TimeoutException>(() => RawEventPeer.TakeAsync(connection));
        await connection.DisposeAsync();
        List<(ushort Id, byte[] Payload)> sent = await peer.ReadToEndAsync();
        CollectionAssert.AreEqual(new[] { 0, 7, 7, 6 }, sent.Select(envelope => (int)envelope.Id).ToArray());
        Assert.StartsWith("0381", Hex.Format(sent[^1].Payload));
    }

    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task Receive_ByTwoAtOnce_RefusesTheSecondAndHurtsNobody(Carrier carrier)
    {
        await using EventPair pair = await EventPair.OpenAsync(carrier);
        Task<List<ReceivedEvent>> first = RawEventPeer.TakeAsync(pair.Left, 1);
        InvalidOperationException refused = await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => RawEventPeer.TakeAsync(pair.Left));
        Assert.Contains("one reader", refused.Message);
        await pair.Right.SendAsync("fine");
        Assert.AreEqual("fine", (await first.WaitAsync(RawPeer.Patience)).Single().Value);
        using CancellationTokenSource stop = new();
        IAsyncEnumerator<ReceivedEvent> cancelled = pair.Left.ReceiveAllAsync(stop.Token).GetAsyncEnumerator();
        Task<bool> waiting = cancelled.MoveNextAsync().AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting.WaitAsync(RawPeer.Patience));
        await pair.Right.SendAsync("still");
        Assert.AreEqual("still", await RawEventPeer.DescribeAsync(pair.Left, 1));
    }
}
