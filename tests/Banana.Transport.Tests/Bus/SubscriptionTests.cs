namespace Banana.Transport.Tests.Bus;

/// <summary>What endpoints know of each other's subscriptions.</summary>
[TestClass]
public sealed class SubscriptionTests
{
    [TestMethod]
    [EachCarrier]
    public async Task Subscribe_AndItsEnd_ReachThePeers(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        Subscription first = client.Subscribe<Text>(_ => { });
        await first.Acknowledged.WaitAsync(TestBus.Patience);
        Assert.IsTrue(server.IsSubscribed<Text>("client"), "acknowledged means known there");
        Subscription second = client.Subscribe<Text>(_ => { });
        Subscription other = client.Subscribe<Number>(_ => { });
        await server.WaitForSubscriptionsAsync("client", "bus.number", "bus.text");
        await first.DisposeAsync();
        await other.DisposeAsync();
        await server.WaitForSubscriptionsAsync("client", "bus.text");
        second.Dispose();
        second.Dispose();
        await server.WaitForSubscriptionsAsync("client");
        await Assert.ThrowsExactlyAsync<NoSubscribersException>(async () => await server.PublishAsync(new Text("")));
    }

    [TestMethod]
    [EachCarrier]
    public async Task Subscription_ThatHasEnded_GetsNothing(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        Inbox<Text> ended = await Inbox<Text>.OpenAsync(server);
        await using Inbox<Text> other = await Inbox<Text>.OpenAsync(server);
        await client.PublishAsync(new Text("1"));
        Assert.AreEqual("1", (await ended.NextAsync()).Value);
        await ended.DisposeAsync();
        await client.PublishAsync(new Text("2"));
        Assert.AreEqual("1 2", string.Join(' ', (await other.NextAsync(2)).Select(text => text.Value)));
        Task<Text> nothing = ended.NextAsync();
        Assert.IsFalse(nothing.IsCompleted);
    }

    [TestMethod]
    [EachCarrier]
    public async Task WaitForAsync_UpdatesTheSubscriptionsThere(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        Task<Text> waiting = client.WaitForAsync<Text>(TestBus.Patience);
        await server.WaitForSubscriptionsAsync("client", "bus.text");
        await server.PublishAsync(new Text("it"));
        Assert.AreEqual("it", (await waiting).Value);
        await server.WaitForSubscriptionsAsync("client");
        using CancellationTokenSource cancellation = new();
        Task<Text> cancelled = client.WaitForAsync<Text>(cancellation.Token);
        await server.WaitForSubscriptionsAsync("client", "bus.text");
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled);
        await server.WaitForSubscriptionsAsync("client");
    }

    [TestMethod]
    [EachCarrier]
    public async Task WaitForSubscription_OfAnyAllOrOne_ReturnsWhenThatIsSo(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server");
        Endpoint a = bus.Add("a");
        Endpoint b = bus.Add("b");
        await a.ConnectAsync(bus.To("server"), TestBus.Patience);
        await b.ConnectAsync(bus.To("server"), TestBus.Patience);
        await server.WaitForConnectionAsync("a", TestBus.Patience);
        await server.WaitForConnectionAsync("b", TestBus.Patience);
        Task any = server.WaitForAnySubscriptionAsync<Text>(cancellationToken: TestBus.Patience);
        Task one = server.WaitForSubscriptionAsync<Text>("b", TestBus.Patience);
        Task others = server.WaitForAllSubscriptionsAsync<Text>(includesSelf: false, TestBus.Patience);
        Task all = server.WaitForAllSubscriptionsAsync<Text>(cancellationToken: TestBus.Patience);
        Assert.IsFalse(server.IsAnySubscribed<Text>());

        a.Subscribe<Text>(_ => { });
        await any;
        Assert.IsTrue(server.IsAnySubscribed<Text>(includesSelf: false));
        Assert.IsFalse(one.IsCompleted || others.IsCompleted || all.IsCompleted);
        b.Subscribe<Text>(_ => { });
        await one;
        await others;
        Assert.IsFalse(all.IsCompleted);
        Assert.IsTrue(server.AreAllSubscribed<Text>(includesSelf: false));
        Assert.IsFalse(server.AreAllSubscribed<Text>());
        server.Subscribe<Text>(_ => { });
        await all;
    }

    [TestMethod]
    [EachCarrier]
    public async Task Subscribe_AndUnsubscribe_OverAndOver_EndsInTheRightState(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < 200; i++)
            {
                await using Subscription subscription = client.Subscribe<Text>(_ => { });
                if (i % 50 == 0)
                {
                    await subscription.Acknowledged.WaitAsync(TestBus.Patience);
                    Assert.IsTrue(server.IsSubscribed<Text>("client"));
                }
            }
        })));
        await using Subscription last = client.Subscribe<Number>(_ => { });
        await last.Acknowledged.WaitAsync(TestBus.Patience);
        await server.WaitForSubscriptionsAsync("client", "bus.number");
    }

    [TestMethod]
    [EachCarrier]
    public async Task Acknowledged_OfAPeerThatGoes_Completes(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        ValueTask going = server.DisposeAsync();
        await using Subscription subscription = client.Subscribe<Text>(_ => { });
        await subscription.Acknowledged.WaitAsync(TestBus.Patience);
        await going;
    }

    [TestMethod]
    [EachCarrier]
    public async Task WatchEndpointsAsync_ShowsConnectionsAndSubscriptionsAsTheyChange(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server");
        await using IAsyncEnumerator<IReadOnlyList<ConnectedEndpoint>> states = server.WatchEndpointsAsync(TestBus.Patience).GetAsyncEnumerator();
        Assert.IsTrue(await states.MoveNextAsync());
        Assert.HasCount(1, states.Current);
        Endpoint client = bus.Add("client");
        await using Subscription subscription = client.Subscribe<Text>(_ => { });
        await client.ConnectAsync(bus.To("server"), TestBus.Patience);
        while (states.Current.Count == 1)
        {
            Assert.IsTrue(await states.MoveNextAsync());
        }

        CollectionAssert.AreEqual(new[] { "bus.text" }, states.Current[1].Subscriptions.ToArray());
        await client.DisposeAsync();
        while (states.Current.Count == 2)
        {
            Assert.IsTrue(await states.MoveNextAsync());
        }

        await server.DisposeAsync();
        while (await states.MoveNextAsync())
        {
        }
    }
}
