using System.Buffers;
using System.IO.Pipelines;

namespace Banana.Transport.Tests.Bus;

/// <summary>Peers that are too many, too silent, or no endpoints at all.</summary>
[TestClass]
public sealed class LimitTests
{
    [TestMethod]
    [EachCarrier]
    public async Task Connections_BeyondTheLimit_AreToldWhy_AndTheOthersStay(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server", new EndpointOptions { Connection = TestBus.NewConnectionOptions(), MaxConnections = 2, Logger = bus.Log });
        await using Inbox<Number> inbox = await Inbox<Number>.OpenAsync(server);
        Endpoint[] clients = [bus.Add("a"), bus.Add("b"), bus.Add("c")];
        await clients[0].ConnectAsync(bus.To("server"), TestBus.Patience);
        await clients[1].ConnectAsync(bus.To("server"), TestBus.Patience);
        ConnectionRejectedException refused =
            await Assert.ThrowsExactlyAsync<ConnectionRejectedException>(() => clients[2].ConnectAsync(bus.To("server"), TestBus.Patience));
        StringAssert.Contains(refused.Message, "has 2 connections, the most it takes");
        await bus.Log.WaitForAsync("Overloaded");
        await clients[0].PublishAsync(new Number(1));
        await clients[1].PublishAsync(new Number(2));
        await inbox.NextAsync(2);

        await clients[0].DisposeAsync();
        while (!clients[2].IsConnectedTo("server"))
        {
            await server.WaitForGoneAsync("a");
            await clients[2].ConnectAsync(bus.To("server"), TestBus.Patience)
                .ContinueWith(connecting => Assert.IsTrue(connecting.IsCompletedSuccessfully || connecting.Exception!.InnerException is ConnectionRejectedException), TaskScheduler.Default);
        }
    }

    [TestMethod]
    public async Task SilentPeers_AreWaitedForByTheHelloTimeout_AndHoldUpNobodyWhoIsConnected()
    {
        await using TestBus bus = new(BusCarrier.Unix);
        ManualTime time = new();
        EndpointOptions two = new() { Connection = TestBus.NewConnectionOptions(time), MaxPendingHandshakes = 2, Logger = bus.Log };
        (Endpoint client, Endpoint server) = await bus.ConnectAsync(server: two);
        await using Inbox<Number> inbox = await Inbox<Number>.OpenAsync(server);
        await using CarrierConnection first = await bus.To("server").ConnectAsync(TestBus.Patience);
        await using CarrierConnection second = await bus.To("server").ConnectAsync(TestBus.Patience);
        await ReadSomeAsync(first); // the hello of the server: now it waits for theirs
        await ReadSomeAsync(second);
        Task<string> late = bus.Add("late").ConnectAsync(bus.To("server"), TestBus.Patience);
        for (int i = 0; i < 100; i++)
        {
            await client.PublishAsync(new Number(i));
            Assert.AreEqual(i, (await inbox.NextAsync()).Value);
        }

        Assert.IsFalse(late.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.AreEqual("server", await late);
        await bus.Log.WaitForAsync("NotEstablished", 2);
    }

    [TestMethod]
    public async Task Peer_ThatSaysHelloAndNothingMore_IsTurnedAwayInTime()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        ManualTime time = new();
        Endpoint server = await bus.ServeAsync("server", bus.NewOptions(time));
        await using CarrierConnection carrier = await bus.To("server").ConnectAsync(TestBus.Patience);
        await using EventConnection peer = await EventConnection.OpenAsync(carrier, NewPeer("halfway"), TestBus.Patience);
        await time.PassAsync(peer.Closed);
        Assert.AreEqual(ConnectionCloseReason.Silence, peer.CloseReason);
        StringAssert.Contains(peer.CloseMessage, "did not exchange subscriptions");
        Assert.HasCount(1, server.GetEndpoints());
    }

    [TestMethod]
    public async Task Peer_WithoutAName_IsTurnedAway()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        await bus.ServeAsync("server");
        await using CarrierConnection carrier = await bus.To("server").ConnectAsync(TestBus.Patience);
        await using EventConnection peer = await EventConnection.OpenAsync(carrier, NewPeer(""), TestBus.Patience);
        await peer.Closed.WaitAsync(TestBus.Patience);
        Assert.AreEqual(ConnectionCloseReason.Rejected, peer.CloseReason);
        StringAssert.Contains(peer.CloseMessage, "needs a name");
    }

    [TestMethod]
    [EachCarrier]
    public async Task Peer_WhoseFrameIsTooLong_IsTurnedAwayBeforeItIsBuffered(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        await using Inbox<Number> inbox = await Inbox<Number>.OpenAsync(server);
        await using CarrierConnection hostile = await bus.To("server").ConnectAsync(TestBus.Patience);
        await hostile.Output.WriteAsync(Hex.Parse("ffffff7f 0000"));
        StringAssert.Contains(System.Text.Encoding.UTF8.GetString(await ReadToEndAsync(hostile)), "InvalidEnvelope");
        await bus.Log.WaitForAsync("NotEstablished");
        await client.PublishAsync(new Number(1));
        Assert.AreEqual(1, (await inbox.NextAsync()).Value);
    }

    /// <summary>No compression has to be agreed on, but the vocabulary is a compression of words.</summary>
    [TestMethod]
    [EachCarrier]
    public async Task Peers_ThatDoNotFitTogether_AreTurnedAwayAtTheHello(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        await bus.ServeAsync("server");
        EventConnectionOptions other = new() { Serializer = new BananaSerializerOptions { Vocabulary = new Wire.Vocabulary(["other", "words"]) } };
        Endpoint client = bus.Add("client", new EndpointOptions { Connection = other });
        ConnectionFailedException failed =
            await Assert.ThrowsExactlyAsync<ConnectionFailedException>(() => client.ConnectAsync(bus.To("server"), TestBus.Patience));
        Assert.AreEqual(ConnectionCloseReason.Incompatible, failed.Reason);
        StringAssert.Contains(failed.Message, "vocabulary");
        Assert.Contains("vocabulary", (await bus.Log.WaitForAsync("NotEstablished")).Fault!.Message);
    }

    [TestMethod]
    [EachCarrier]
    public async Task Peers_ThatConnectAndGo_LeaveNothingBehind(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        await using Inbox<Number> inbox = await Inbox<Number>.OpenAsync(server);
        for (int i = 0; i < 300; i++)
        {
            CarrierConnection passing = await bus.To("server").ConnectAsync(TestBus.Patience);
            await passing.DisposeAsync();
        }

        await bus.Log.WaitForAsync("NotEstablished", carrier == BusCarrier.Tls ? 1 : 300); // TLS tells of some at its own level
        await client.PublishAsync(new Number(1));
        Assert.AreEqual(1, (await inbox.NextAsync()).Value);
        Assert.HasCount(2, server.GetEndpoints());
    }

    [TestMethod]
    public async Task Peer_ThatSubscribesToEverMoreNames_IsClosed()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        await bus.ServeAsync("server");
        await using CarrierConnection carrier = await bus.To("server").ConnectAsync(TestBus.Patience);
        await using EventConnection peer = await EventConnection.OpenAsync(carrier, NewPeer("greedy"), TestBus.Patience);
        try
        {
            for (int i = 0; i < 100; i++)
            {
                await peer.SendSubscriptionsAsync([.. Enumerable.Range(i * 100, 100).Select(n => $"name {n}")], [], TestBus.Patience);
            }

            Assert.Fail("it was not closed");
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            await peer.Closed.WaitAsync(TestBus.Patience);
        }

        StringAssert.Contains(peer.CloseMessage, "subscriptions, expected at most 1024");
    }

    [TestMethod]
    public async Task Peer_ThatSendsWhatNobodyAskedFor_IsNotHeard()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        TaskCompletionSource asked = new();
        TaskCompletionSource hold = new();
        await using Subscription responder = client.Respond<Question, Answer>(async (_, _) =>
        {
            asked.SetResult();
            await hold.Task;
            return new Answer(1);
        });
        await responder.Acknowledged;
        await using Inbox<Number> numbers = await Inbox<Number>.OpenAsync(server);
        await using CarrierConnection carrier = await bus.To("server").ConnectAsync(TestBus.Patience);
        await using EventConnection peer = await EventConnection.OpenAsync(carrier, NewPeer("liar"), TestBus.Patience);
        await peer.SendSubscriptionsAsync([], [], TestBus.Patience);
        await server.WaitForConnectionAsync("liar", TestBus.Patience);

        Task<Answer> request = server.RequestAsync<Question, Answer>(new Question(1), cancellationToken: TestBus.Patience);
        await asked.Task;
        await peer.SendAsync(new Answer(666), new EventMarks(0, Answers: 1, default), null, TestBus.Patience); // the answer of someone else
        await bus.Log.WaitForAsync("LateReply");
        await peer.SendAsync(new Text("not subscribed"), cancellationToken: TestBus.Patience);
        await peer.SendAsync(new Number(5), cancellationToken: TestBus.Patience);
        Assert.AreEqual(5, (await numbers.NextAsync()).Value);
        Assert.IsFalse(request.IsCompleted);
        hold.SetResult();
        Assert.AreEqual(1, (await request).Number);
    }

    private static EventConnectionOptions NewPeer(string name)
    {
        EventConnectionOptions options = new() { Name = name };
        options.Events.Add<Text>().Add<Number>().Add<Question>().Add<Answer>();
        return options;
    }

    private static async Task ReadSomeAsync(CarrierConnection connection)
    {
        ReadResult result = await connection.Input.ReadAsync(TestBus.Patience);
        Assert.IsFalse(result.Buffer.IsEmpty);
        connection.Input.AdvanceTo(result.Buffer.End);
    }

    private static async Task<byte[]> ReadToEndAsync(CarrierConnection connection)
    {
        List<byte> all = [];
        while (true)
        {
            ReadResult result = await connection.Input.ReadAsync(TestBus.Patience);
            all.AddRange(result.Buffer.ToArray());
            connection.Input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return [.. all];
            }
        }
    }
}
