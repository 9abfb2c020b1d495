using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Events;

/// <summary>How a connection ended is told by one of a closed list of reasons, and what can no longer arrive is not taken.</summary>
[TestClass]
public sealed class CloseReasonTests
{
    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task Goodbye_OfThePeer_EndsReceivingAndSending(Carrier carrier)
    {
        await using CarrierPair pair = await CarrierPair.ConnectAsync(carrier);
        await using EventConnection left = new(pair.Client, RawEvents.NewOptions());
        EventConnection right = new(pair.Server, RawEvents.NewOptions());
        await right.SendAsync("last");
        await right.DisposeAsync();
        Assert.IsNull(left.CloseReason);
        Assert.AreEqual("last", (await RawEvents.ReceiveAll(left)).Single().Value);
        Assert.AreEqual(ConnectionCloseReason.Goodbye, left.CloseReason);
        IOException lost = await Assert.ThrowsExactlyAsync<IOException>(async () => await left.SendAsync("nobody reads it"));
        Assert.Contains("goodbye", lost.Message);
    }

    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task End_WithoutAGoodbye_IsNoCleanClose(Carrier carrier)
    {
        await using CarrierPair pair = await CarrierPair.ConnectAsync(carrier);
        await using EventConnection left = new(pair.Client, RawEvents.NewOptions());
        await pair.CutAsync();
        Assert.IsEmpty(await RawEvents.ReceiveAll(left));
        Assert.AreEqual(ConnectionCloseReason.EndOfStream, left.CloseReason);
        await Assert.ThrowsExactlyAsync<IOException>(async () => await left.SendAsync("nobody reads it"));
    }

    [TestMethod]
    [DataRow("00000000", ConnectionCloseReason.ProtocolError)]
    [DataRow("05000000 0600 018d78", ConnectionCloseReason.PeerError)]
    [DataRow("02000000 0600", ConnectionCloseReason.Goodbye)]
    [DataRow("", ConnectionCloseReason.EndOfStream)]
    public async Task CloseReason_IsWhatTheStreamEndedWith(string hex, ConnectionCloseReason reason)
    {
        await using CarrierPair pair = await CarrierPair.ConnectAsync(Carrier.Memory);
        await using EventConnection connection = new(pair.Client, RawEvents.NewOptions());
        await pair.Server.Output.WriteAsync(Hex.Parse(hex));
        await pair.Server.Output.CompleteAsync();
        try
        {
            await RawEvents.ReceiveAll(connection);
        }
        catch (BananaProtocolException)
        {
            Assert.IsTrue(reason is ConnectionCloseReason.ProtocolError or ConnectionCloseReason.PeerError);
        }

        Assert.AreEqual(reason, connection.CloseReason);
    }

    [TestMethod]
    public async Task Silence_OfThePeer_ClosesTheConnection()
    {
        ManualTime time = new();
        await using CarrierPair pair = await CarrierPair.ConnectAsync(Carrier.Memory);
        WatchedPipe watched = new(pair.Client);
        EventConnectionOptions options = new() { KeepaliveTimeout = TimeSpan.FromSeconds(10), DisconnectTimeout = TimeSpan.FromSeconds(25), TimeProvider = time };
        EventConnection connection = new(watched, options);
        Task receiving = RawEvents.ReceiveAll(connection);
        await watched.Waits.WaitAsync(RawPeer.Patience);
        time.Advance(TimeSpan.FromSeconds(25));
        await Assert.ThrowsExactlyAsync<TimeoutException>(() => receiving.WaitAsync(RawPeer.Patience));
        Assert.AreEqual(ConnectionCloseReason.Silence, connection.CloseReason);
        await connection.DisposeAsync();
        await using EventConnection peer = new(pair.Server, RawEvents.NewOptions());
        Assert.IsEmpty(await RawEvents.ReceiveAll(peer)); // two PINGs and a goodbye
        Assert.AreEqual(ConnectionCloseReason.Goodbye, peer.CloseReason);
    }

    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task Receive_ByTwoAtOnce_RefusesTheSecondAndHurtsNobody(Carrier carrier)
    {
        await using CarrierPair pair = await CarrierPair.ConnectAsync(carrier);
        await using EventConnection left = new(pair.Client, RawEvents.NewOptions());
        EventConnection right = new(pair.Server, RawEvents.NewOptions());
        Task<List<ReceivedEvent>> first = RawEvents.ReceiveAll(left);
        InvalidOperationException refused = await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => RawEvents.ReceiveAll(left));
        Assert.Contains("one reader", refused.Message);
        await right.SendAsync("fine");
        await right.DisposeAsync();
        Assert.AreEqual("fine", (await first.WaitAsync(RawPeer.Patience)).Single().Value);
    }
}
