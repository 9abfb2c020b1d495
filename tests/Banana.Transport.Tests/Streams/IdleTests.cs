namespace Banana.Transport.Tests.Streams;

/// <summary>What a connection does when nothing comes.</summary>
[TestClass]
public sealed class IdleTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    [TestMethod]
    [Clause("F-10")]
    public async Task Keepalive_WhenNothingIsReceived_SendsAPingEachTime()
    {
        ManualTime time = new();
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect(new TokenConnectionOptions { Serializer = RawPeer.Serializer, KeepaliveTimeout = 10 * s_second, TimeProvider = time });
        time.Advance(9 * s_second);
        await connection.SendAsync<object>(5);
        Assert.AreEqual("0581", await peer.ReadAsync(2), "no PING yet; what is sent does not count");
        time.Advance(s_second);
        Assert.AreEqual("8e", await peer.ReadAsync(1));
        time.Advance(20 * s_second);
        Assert.AreEqual("8e8e", await peer.ReadAsync(2));
        await connection.DisposeAsync();
    }

    [TestMethod]
    [Clause("F-10")]
    public async Task Keepalive_WhenAnythingIsReceived_StartsAnew()
    {
        ManualTime time = new();
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect(new TokenConnectionOptions { Serializer = RawPeer.Serializer, KeepaliveTimeout = 10 * s_second, TimeProvider = time });
        IAsyncEnumerator<ReceivedObject<object>> received = connection.ReceiveAllAsync(RawPeer.Patience).GetAsyncEnumerator();
        for (int i = 0; i < 5; i++)
        {
            time.Advance(9 * s_second);
            await peer.SendAsync("0781");
            Assert.IsTrue(await received.MoveNextAsync());
        }

        await connection.SendAsync<object>(5);
        Assert.AreEqual("0581", await peer.ReadAsync(2));
        time.Advance(10 * s_second);
        Assert.AreEqual("8e", await peer.ReadAsync(1));
        await connection.DisposeAsync();
    }

    [TestMethod]
    [Clause("F-10")]
    public async Task Disconnect_WhenNothingIsReceived_EndsTheConnection()
    {
        ManualTime time = new();
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect(new TokenConnectionOptions
        {
            Serializer = RawPeer.Serializer,
            KeepaliveTimeout = 10 * s_second,
            DisconnectTimeout = 25 * s_second,
            TimeProvider = time,
        });
        IAsyncEnumerator<ReceivedObject<object>> received = connection.ReceiveAllAsync(RawPeer.Patience).GetAsyncEnumerator();
        ValueTask<bool> waiting = received.MoveNextAsync();
        await peer.WaitedForAsync();
        time.Advance(24 * s_second);
        Assert.AreEqual("8e8e", await peer.ReadAsync(2));
        await peer.SendAsync("8e"); // any byte counts
        Assert.AreEqual("8f", await peer.ReadAsync(1));
        await peer.WaitedForAsync(); // again; before, the time does not run
        time.Advance(24 * s_second);
        Assert.IsFalse(waiting.IsCompleted);
        time.Advance(s_second);
        TimeoutException silent = await Assert.ThrowsExactlyAsync<TimeoutException>(async () => await waiting);
        Assert.Contains("00:00:25", silent.Message);
        Assert.DoesNotContain("8d", Hex.Format(await peer.ReadToEndAsync()), "nobody is told why: nobody is there");
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(async () => await connection.SendAsync<object>(6));
    }

    [TestMethod]
    public async Task Disconnect_WhileNobodyReceives_DoesNotBlameThePeer()
    {
        ManualTime time = new();
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect(new TokenConnectionOptions { Serializer = RawPeer.Serializer, DisconnectTimeout = s_second, TimeProvider = time });
        IAsyncEnumerator<ReceivedObject<object>> received = connection.ReceiveAllAsync(RawPeer.Patience).GetAsyncEnumerator();
        await peer.SendAsync("0781");
        Assert.IsTrue(await received.MoveNextAsync());
        time.Advance(100 * s_second); // we are busy with what came
        await peer.SendAsync("0881");
        Assert.IsTrue(await received.MoveNextAsync());
        Assert.AreEqual(8, received.Current.Value);
        await connection.DisposeAsync();
    }
}
