using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Tokens;

/// <summary>A peer of bare tokens that does not read, or has gone.</summary>
[TestClass]
public sealed class BlockedPeerTests
{
    private static readonly byte[] s_large = new byte[12 * 1024 * 1024];

    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task Dispose_WhileASendIsBlockedAndSomebodyReceives_EndsAll(Carrier carrier)
    {
        ManualTime time = new();
        await using CarrierPair pair = await CarrierPair.ConnectAsync(carrier);
        TokenConnection connection = new(pair.Client, new TokenConnectionOptions { TimeProvider = time });
        Task<List<ReceivedObject<object>>> receiving = RawPeer.TakeAsync(connection, 1);
        Task sending = connection.SendAsync<object>(s_large).AsTask();
        Assert.IsFalse(sending.IsCompleted);
        await time.PassAsync(connection.DisposeAsync().AsTask());
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => sending.WaitAsync(RawPeer.Patience));
        Assert.IsEmpty(await receiving.WaitAsync(RawPeer.Patience));
        Assert.AreEqual(ConnectionCloseReason.Disposed, connection.CloseReason);
    }

    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task ProtocolError_WhileASendIsBlocked_SurfacesAtOnce(Carrier carrier)
    {
        ManualTime time = new();
        await using CarrierPair pair = await CarrierPair.ConnectAsync(carrier);
        TokenConnection connection = new(pair.Client, new TokenConnectionOptions { TimeProvider = time });
        Task sending = connection.SendAsync<object>(s_large).AsTask();
        await pair.Server.Output.WriteAsync(new byte[] { 0xFF });
        await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawPeer.TakeAsync(connection, 1).WaitAsync(RawPeer.Patience)); // no time has passed
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => sending.WaitAsync(RawPeer.Patience));
        await time.PassAsync(connection.DisposeAsync().AsTask());
        Assert.AreEqual(ConnectionCloseReason.ProtocolError, connection.CloseReason);
    }

    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task Receive_ByTwoAtOnce_RefusesTheSecondAndHurtsNobody(Carrier carrier)
    {
        await using CarrierPair pair = await CarrierPair.ConnectAsync(carrier);
        await using TokenConnection left = new(pair.Client);
        await using TokenConnection right = new(pair.Server);
        Task<List<ReceivedObject<object>>> first = RawPeer.TakeAsync(left, 1);
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => RawPeer.TakeAsync(left, 1));
        await right.SendAsync<object>(7);
        Assert.AreEqual(7, (await first.WaitAsync(RawPeer.Patience)).Single().Value);
    }

    /// <summary>On bare tokens an end is no error, and the peer may still read.</summary>
    [TestMethod]
    public async Task End_OfThePeersStream_StillTakesWhatIsSent()
    {
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect();
        await peer.CompleteAsync();
        Assert.IsEmpty(await RawPeer.TakeAsync(connection, 1));
        Assert.AreEqual(ConnectionCloseReason.EndOfStream, connection.CloseReason);
        await connection.SendAsync<object>(5);
        Assert.AreEqual("0581", await peer.ReadAsync(2));
        await connection.DisposeAsync();
    }
}
