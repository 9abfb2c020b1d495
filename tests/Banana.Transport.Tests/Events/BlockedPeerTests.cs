using System.IO.Pipelines;
using Banana.Slicing;
using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Events;

/// <summary>A peer that does not read, or has gone: nobody waits for it for ever, and nobody is told that all went well.</summary>
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
        EventConnection connection = new(pair.Client, NewOptions(time));
        Task<List<ReceivedEvent>> receiving = RawEvents.ReceiveAll(connection);
        Task sending = connection.SendAsync(s_large).AsTask();
        Assert.IsFalse(sending.IsCompleted);
        await time.PassAsync(connection.DisposeAsync().AsTask());
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => sending.WaitAsync(RawPeer.Patience));
        Assert.IsEmpty(await receiving.WaitAsync(RawPeer.Patience));
        Assert.AreEqual(ConnectionCloseReason.Disposed, connection.CloseReason);
    } // and the carrier can be disposed

    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task ProtocolError_WhileASendIsBlocked_SurfacesAtOnce(Carrier carrier)
    {
        ManualTime time = new();
        await using CarrierPair pair = await CarrierPair.ConnectAsync(carrier);
        EventConnection connection = new(pair.Client, NewOptions(time));
        Task sending = connection.SendAsync(s_large).AsTask();
        await pair.Server.Output.WriteAsync(new byte[8]);
        await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawEvents.ReceiveAll(connection).WaitAsync(RawPeer.Patience)); // no time has passed
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => sending.WaitAsync(RawPeer.Patience));
        await time.PassAsync(connection.DisposeAsync().AsTask());
    }

    [TestMethod]
    [Clause("E-5")]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task TwoLargeEvents_WithPingsBefore_PassEachOther(Carrier carrier)
    {
        await using CarrierPair pair = await CarrierPair.ConnectAsync(carrier);
        EventConnection left = new(pair.Client, NewOptions());
        EventConnection right = new(pair.Server, NewOptions());
        await Task.WhenAll(TalkAsync(left), TalkAsync(right));
        await Task.WhenAll(left.DisposeAsync().AsTask(), right.DisposeAsync().AsTask());

        static async Task TalkAsync(EventConnection connection)
        {
            await using IAsyncEnumerator<ReceivedEvent> received = connection.ReceiveAllAsync(RawPeer.Patience).GetAsyncEnumerator();
            for (int i = 0; i < 5; i++)
            {
                connection.Ping((ulong)i);
                Task sending = connection.SendAsync(s_large).AsTask();
                Assert.IsTrue(await received.MoveNextAsync());
                Assert.HasCount(s_large.Length, (byte[])received.Current.Value!);
                await sending.WaitAsync(RawPeer.Patience);
            }
        }
    }

    /// <summary>The answers to PINGs wait for a peer that does not read; what was received does not.</summary>
    [TestMethod]
    [Clause("E-5")]
    public async Task Receive_WhilePongsWait_DeliversWhatHasArrived()
    {
        (IDuplexPipe here, IDuplexPipe peer) = DuplexPair.Create(new PipeOptions(pauseWriterThreshold: 10, resumeWriterThreshold: 5));
        ManualTime time = new();
        EventConnection connection = new(here, RawEvents.NewOptions(time: time));
        Task writing = peer.Output.WriteAsync((byte[])
        [
            .. RawEvents.Envelope(7, "058e"), .. RawEvents.Envelope(1, RawEvents.Announce(16, "test.text")), .. RawEvents.Envelope(7, "068e"), .. RawEvents.Envelope(16, "018261"),
        ]).AsTask();
        await using IAsyncEnumerator<ReceivedEvent> received = connection.ReceiveAllAsync(RawPeer.Patience).GetAsyncEnumerator();
        Assert.IsTrue(await received.MoveNextAsync());
        Assert.AreEqual("a", received.Current.Value);
        await writing;
        await time.PassAsync(connection.DisposeAsync().AsTask());
    }

    private static EventConnectionOptions NewOptions(TimeProvider? time = null)
    {
        EventConnectionOptions options = new() { TimeProvider = time ?? TimeProvider.System };
        options.Events.Add("test.bytes", BuiltInTypes.Bytes);
        return options;
    }
}
