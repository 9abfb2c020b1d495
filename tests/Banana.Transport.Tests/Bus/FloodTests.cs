using Banana.Slicing;
using Banana.Transport.Tests.Events;
using static Banana.Transport.Tests.Events.RawEnvelopes;

namespace Banana.Transport.Tests.Bus;

/// <summary>A peer that obeys the rules of connections, and still wants to use up an endpoint.</summary>
[TestClass]
public sealed class FloodTests
{
    /// <summary>Each failure waits to be sent. A peer that never reads gets cut off when too many do, whatever it claims about credit.</summary>
    [TestMethod]
    public async Task Peer_ThatAsksEverMoreAndReadsNothing_IsClosed()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        EventConnectionOptions connection = new();
        connection.Events.Add("raw.text", BuiltInTypes.String);
        Endpoint server = await bus.ServeAsync("server", new EndpointOptions { Connection = connection, Logger = bus.Log });
        await using CarrierConnection carrier = await bus.To("server").ConnectAsync(TestBus.Patience);
        RawEventPeer peer = new(carrier);
        await peer.SendAsync(new RawHello().ToEnvelope(), Subscriptions(1), Announce(16, "raw.text"));
        await peer.ReadAsync(2);
        await peer.SendAsync(Acknowledgement(1));
        await server.WaitForConnectionAsync("raw", TestBus.Patience);

        await using IAsyncEnumerator<ConnectionChange> changes = server.WatchConnectionsAsync(TestBus.Patience).GetAsyncEnumerator();
        Task<bool> end = changes.MoveNextAsync().AsTask();
        ulong request = 0;
        while (!end.IsCompleted)
        {
            byte[][] questions = [.. Enumerable.Range(0, 100).Select(_ => Envelope(9, Number(16), Number(1), Number(++request), Text("?")))];
            await Task.WhenAny(peer.SendAsync(questions), end);
            Assert.IsLessThan(100_000ul, request, "nobody stopped it");
        }

        Assert.AreEqual(ConnectionCloseReason.ProtocolError, changes.Current.Reason);
        StringAssert.Contains(changes.Current.Message, "does not read");
    }

    private static byte[] Subscriptions(ulong number) => Envelope(2, Number(number), Number(0));

    private static byte[] Acknowledgement(ulong number) => Envelope(3, Number(number));
}
