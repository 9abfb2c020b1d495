using System.IO.Pipelines;
using Banana.Slicing;
using Banana.Transport.Tests.Events;
using static Banana.Transport.Tests.Events.RawEnvelopes;

namespace Banana.Transport.Tests.Streams;

/// <summary>An event connection whose peer does not read, or reads slowly: nobody waits for it for ever.</summary>
[TestClass]
public sealed class BlockedPeerTests
{
    private static readonly byte[] s_large = new byte[8 * 1024 * 1024];

    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task Dispose_WhileASendIsBlockedAndSomebodyReceives_EndsAll(Carrier carrier)
    {
        HoldingSink sink = new("test.bytes");
        await using CarrierPair pair = await CarrierPair.ConnectAsync(carrier);
        Task<EventConnection> opening = EventConnection.OpenAsync(pair.Server, NewOptions(), sink, RawPeer.Patience).AsTask();
        EventConnection left = await EventConnection.OpenAsync(pair.Client, NewOptions());
        await using EventConnection right = await opening;
        await left.SendAsync(new byte[1]); // is not taken there
        Task<List<ReceivedEvent>> receiving = RawEventPeer.TakeAsync(left);
        Task sending = left.SendAsync(s_large).AsTask();
        await left.DisposeAsync();
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => sending.WaitAsync(RawPeer.Patience));
        Assert.IsEmpty(await receiving.WaitAsync(RawPeer.Patience));
        await right.Closed.WaitAsync(RawPeer.Patience);
        Assert.AreEqual((ConnectionCloseReason.Disposed, ConnectionCloseReason.Goodbye), (left.CloseReason, right.CloseReason));
    }

    [TestMethod]
    [Clause("E-5")]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task LargeEvents_BothWaysWithPings_PassEachOther(Carrier carrier)
    {
        await using CarrierPair pair = await CarrierPair.ConnectAsync(carrier);
        Task<EventConnection> opening = EventConnection.OpenAsync(pair.Server, NewOptions()).AsTask();
        await using EventConnection left = await EventConnection.OpenAsync(pair.Client, NewOptions());
        await using EventConnection right = await opening;
        await Task.WhenAll(TalkAsync(left), TalkAsync(right));

        static async Task TalkAsync(EventConnection connection)
        {
            await using IAsyncEnumerator<ReceivedEvent> received = connection.ReceiveAllAsync(RawPeer.Patience).GetAsyncEnumerator();
            for (int i = 0; i < 3; i++)
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
        ManualTime time = new();
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(EventPair.NewOptions(time), pipes: new PipeOptions(pauseWriterThreshold: 200, resumeWriterThreshold: 5));
        Task writing = peer.SendAsync([.. Enumerable.Repeat(Envelope(7, "058e"), 100), Announce(16, "test.text"), Envelope(7, "068e"), Envelope(16, "018261")]);
        Assert.AreEqual("a", await RawEventPeer.DescribeAsync(connection, 1));
        await writing;
        await time.PassAsync(connection.DisposeAsync().AsTask());
    }

    private static EventConnectionOptions NewOptions()
    {
        EventConnectionOptions options = new() { Serializer = new BananaSerializerOptions { Policy = BananaPolicy.Trusted } };
        options.Events.Add("test.bytes", BuiltInTypes.Bytes);
        return options;
    }
}
