namespace Banana.Transport.Tests.Bus;

/// <summary>How endpoints begin and end.</summary>
[TestClass]
public sealed class LifecycleTests
{
    [TestMethod]
    public async Task Endpoint_ThatIsDisposed_RefusesAllCallsAndSaysSo()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = await bus.ServeAsync("server");
        Assert.IsFalse(endpoint.Stopped.IsCompleted);
        await endpoint.DisposeAsync();
        await endpoint.DisposeAsync();
        Assert.IsTrue(endpoint.Stopped.IsCompletedSuccessfully);
        Assert.IsNull(endpoint.Fault);
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(async () => await endpoint.PublishAsync(new Text("late")));
        Assert.ThrowsExactly<ObjectDisposedException>(() => endpoint.TryPublish(new Text("late")));
        Assert.ThrowsExactly<ObjectDisposedException>(() => endpoint.Subscribe<Text>(_ => { }));
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => endpoint.RequestAsync<Question, Answer>(new Question(1)));
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => endpoint.ConnectAsync(bus.To("server")));
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => endpoint.WaitForConnectionAsync("client"));
        await using IListener listener = bus.Listen("late");
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(async () => await endpoint.ServeAsync(listener));
    }

    [TestMethod]
    [EachCarrier]
    public async Task Endpoint_ThatStopsWhileOthersWait_EndsTheirCalls(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        await using Subscription subscription = server.Respond<Question, Answer>(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return new Answer(0);
        });
        await subscription.Acknowledged;
        Task[] waits =
        [
            client.WaitForConnectionAsync("nobody"), client.WaitForSubscriptionAsync<Text>("nobody"), client.WaitForAsync<Text>(),
            client.RequestAsync<Question, Answer>(new Question(1)),
        ];
        await client.DisposeAsync();
        foreach (Task wait in waits)
        {
            await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => wait.WaitAsync(TestBus.Patience));
        }
    }

    [TestMethod]
    [EachCarrier]
    public async Task Endpoint_ThatStops_SaysGoodbyeToItsPeers(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        await using IAsyncEnumerator<ConnectionChange> changes = server.WatchConnectionsAsync(TestBus.Patience).GetAsyncEnumerator();
        ValueTask<bool> next = changes.MoveNextAsync();
        await client.DisposeAsync();
        Assert.IsTrue(await next);
        Assert.AreEqual(new ConnectionChange("client", IsConnected: false, ConnectionCloseReason.Goodbye), changes.Current with { Message = null });
        Assert.IsFalse(server.IsConnectedTo("client"));
    }

    [TestMethod]
    public async Task ServeAsync_OnAListenerThatFails_GoesOnAndLogsIt()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint server = bus.Add("server");
        await server.ServeAsync(new MoodyListener(bus.Listen("server")));
        Endpoint client = bus.Add("client");
        Assert.AreEqual("server", await client.ConnectAsync(bus.To("server"), TestBus.Patience));
        Assert.AreEqual("moody", (await bus.Log.WaitForAsync("AcceptFailed")).Fault!.Message);
    }

    [TestMethod]
    [EachCarrier]
    public async Task ServeAsync_OnTwoListeners_TakesConnectionsOfBoth(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server");
        await server.ServeAsync(bus.Listen("back door"));
        Endpoint first = bus.Add("first");
        Endpoint second = bus.Add("second");
        await first.ConnectAsync(bus.To("server"), TestBus.Patience);
        await second.ConnectAsync(bus.To("back door"), TestBus.Patience);
        await server.WaitForConnectionAsync("first", TestBus.Patience);
        await server.WaitForConnectionAsync("second", TestBus.Patience);
    }

    [TestMethod]
    public void Endpoint_WithANameThatCannotTravel_IsRefusedAtOnce()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new Endpoint(""));
        Assert.ThrowsExactly<ArgumentException>(() => new Endpoint("\ud800"));
        Assert.ThrowsExactly<ArgumentException>(() => new Endpoint(new string('x', 256)));
    }

    [TestMethod]
    [EachCarrier]
    public async Task Endpoint_WithANameBeyondAscii_IsKnownByIt(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        await bus.ServeAsync("sérvér 😀");
        Assert.AreEqual("sérvér 😀", await bus.Add("клиент").ConnectAsync(bus.To("sérvér 😀"), TestBus.Patience));
    }

    /// <summary>A listener that fails the first time.</summary>
    private sealed class MoodyListener(IListener inner) : IListener
    {
        private int _calls;

        public string Address => inner.Address;

        public ValueTask<CarrierConnection> AcceptAsync(CancellationToken cancellationToken = default) =>
            _calls++ == 0 ? throw new InvalidOperationException("moody") : inner.AcceptAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
