namespace Banana.Transport.Tests.Bus;

/// <summary>Connections that are lost, and those that are made again.</summary>
[TestClass]
public sealed class ReconnectTests
{
    private static readonly ReconnectOptions s_atOnce = new() { Jitter = static () => 0.001, FirstDelay = TimeSpan.FromMilliseconds(1) };

    [TestMethod]
    [EachCarrier]
    public async Task Connection_ThatIsCut_IsReportedByBothSides_AndFailsWhatIsPending(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server");
        Endpoint client = bus.Add("client");
        CuttingConnector connector = new(bus.To("server"));
        await client.ConnectAsync(connector, TestBus.Patience);
        TaskCompletionSource asked = new();
        await using Subscription responder = server.Respond<Question, Answer>(async (_, token) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return new Answer(0);
        });
        await responder.Acknowledged;
        List<Task<ConnectionChange>> ends = [NextEndAsync(client), NextEndAsync(server)];
        Task<Answer> request = client.RequestAsync<Question, Answer>(new Question(1));
        await asked.Task;
        await connector.CutAsync();
        await Assert.ThrowsExactlyAsync<PeerDisconnectedException>(() => request.WaitAsync(TestBus.Patience));
        foreach (Task<ConnectionChange> end in ends)
        {
            ConnectionChange change = await end;
            Assert.IsTrue(change.Reason is ConnectionCloseReason.EndOfStream or ConnectionCloseReason.InputOutput, $"{change}");
        }

        Assert.IsFalse(client.IsConnectedTo("server"));
        await Assert.ThrowsExactlyAsync<NoSubscribersException>(async () => await client.PublishAsync(new Question(2)));
        Assert.AreEqual(1, connector.Count, "reconnecting has to be asked for");
    }

    [TestMethod]
    [EachCarrier]
    public async Task Connection_ThatIsCut_IsMadeAgain_WithAllSubscriptions(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server");
        Endpoint client = bus.Add("client", bus.NewOptions(reconnect: s_atOnce));
        CuttingConnector connector = new(bus.To("server"));
        await using Inbox<Text> here = await Inbox<Text>.OpenAsync(client);
        await using Inbox<Number> there = await Inbox<Number>.OpenAsync(server);
        await client.ConnectAsync(connector, TestBus.Patience);
        for (int i = 0; i < 20; i++)
        {
            await server.WaitForSubscriptionAsync<Text>("client", TestBus.Patience);
            await client.WaitForSubscriptionAsync<Number>("server", TestBus.Patience);
            await server.PublishAsync(new Text($"{i}"));
            await client.PublishAsync(new Number(i));
            Assert.AreEqual($"{i}", (await here.NextAsync()).Value);
            Assert.AreEqual(i, (await there.NextAsync()).Value);
            Task<ConnectionChange>[] ends = [NextEndAsync(client), NextEndAsync(server)];
            await connector.CutAsync();
            await Task.WhenAll(ends);
        }
    }

    [TestMethod]
    [EachCarrier]
    public async Task Server_ThatIsStartedAgain_IsFoundAgain(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server");
        Endpoint client = bus.Add("client", bus.NewOptions(reconnect: s_atOnce));
        await client.ConnectAsync(bus.To("server"), TestBus.Patience);
        await server.DisposeAsync();
        await bus.Log.WaitForAsync("Retrying", 2);
        Endpoint again = await bus.ServeAsync("server");
        await again.WaitForConnectionAsync("client", TestBus.Patience);
        await client.WaitForConnectionAsync("server", TestBus.Patience);
    }

    [TestMethod]
    [EachCarrier]
    public async Task ConnectAsync_BeforeTheServerIsThere_WaitsForItIfReconnectingIsWanted(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        await bus.Listen("server").DisposeAsync();
        Endpoint client = bus.Add("client", bus.NewOptions(reconnect: s_atOnce));
        Task<string> connecting = client.ConnectAsync(bus.To("server"), TestBus.Patience);
        await bus.Log.WaitForAsync("Retrying");
        await bus.ServeAsync("server");
        Assert.AreEqual("server", await connecting);
    }

    [TestMethod]
    public async Task ConnectAsync_BeforeTheServerIsThere_GivesUpAfterItsAttempts()
    {
        await using TestBus bus = new(BusCarrier.Unix);
        await bus.Listen("server").DisposeAsync();
        ReconnectOptions three = new() { Jitter = static () => 0, MaxAttempts = 3 };
        Endpoint client = bus.Add("client", bus.NewOptions(reconnect: three));
        await Assert.ThrowsAsync<IOException>(() => client.ConnectAsync(bus.To("server"), TestBus.Patience));
        Assert.HasCount(3, bus.Log.Entries.Where(entry => entry.Id.Name == "Retrying").ToArray());
    }

    [TestMethod]
    public async Task Connection_ThatCannotBeMadeAgain_IsGivenUpAndLogged()
    {
        await using TestBus bus = new(BusCarrier.Unix);
        ReconnectOptions three = new() { Jitter = static () => 0, MaxAttempts = 3 };
        Endpoint server = await bus.ServeAsync("server");
        Endpoint client = bus.Add("client", bus.NewOptions(reconnect: three));
        await client.ConnectAsync(bus.To("server"), TestBus.Patience);
        await server.DisposeAsync();
        await bus.Log.WaitForAsync("GaveUp");
    }

    [TestMethod]
    [EachCarrier]
    public async Task DisconnectAsync_EndsReconnecting(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        await bus.ServeAsync("server");
        Endpoint client = bus.Add("client", bus.NewOptions(reconnect: s_atOnce));
        CuttingConnector connector = new(bus.To("server"));
        await client.ConnectAsync(connector, TestBus.Patience);
        await client.DisconnectAsync("server");
        await client.DisposeAsync();
        Assert.AreEqual(1, connector.Count);
    }

    /// <summary>A delay of less than a millisecond is none to a timer, and a connector may fail before it awaits anything.</summary>
    [TestMethod]
    public async Task ConnectAsync_WhoseAttemptsFailAtOnce_LeavesTheCallerItsThread()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint client = bus.Add("client", bus.NewOptions(reconnect: new ReconnectOptions { Jitter = static () => 0 }));
        Task<string> connecting = client.ConnectAsync(new DeadEnd(), TestBus.Patience);
        Assert.IsFalse(connecting.IsCompleted);
        await bus.Log.WaitForAsync("Retrying", 3);
        await client.DisposeAsync();
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => connecting);
    }

    [TestMethod]
    public async Task Endpoint_ThatStopsBetweenAttempts_DoesNotWaitForTheNextOne()
    {
        await using TestBus bus = new(BusCarrier.Unix);
        await bus.Listen("server").DisposeAsync();
        Endpoint client = bus.Add("client", bus.NewOptions(new ManualTime(), new ReconnectOptions())); // whose delays never pass
        Task<string> connecting = client.ConnectAsync(bus.To("server"), TestBus.Patience);
        await bus.Log.WaitForAsync("Retrying");
        await client.DisposeAsync().AsTask().WaitAsync(TestBus.Patience);
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => connecting);
    }

    /// <summary>An address where nobody is, as is known at once.</summary>
    private sealed class DeadEnd : IConnector
    {
        public ValueTask<CarrierConnection> ConnectAsync(CancellationToken cancellationToken = default) =>
            cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<CarrierConnection>(cancellationToken) : throw new IOException("nobody is there");

        public override string ToString() => "nowhere";
    }

    private static async Task<ConnectionChange> NextEndAsync(Endpoint endpoint)
    {
        await foreach (ConnectionChange change in endpoint.WatchConnectionsAsync(TestBus.Patience))
        {
            if (!change.IsConnected)
            {
                return change;
            }
        }

        throw new AssertFailedException("the endpoint has stopped");
    }
}
