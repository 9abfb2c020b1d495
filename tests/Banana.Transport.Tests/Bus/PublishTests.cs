namespace Banana.Transport.Tests.Bus;

/// <summary>Who gets what is published.</summary>
[TestClass]
public sealed class PublishTests
{
    [TestMethod]
    [EachCarrier]
    public async Task PublishAsync_GoesEitherWay(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        await using Inbox<Text> atServer = await Inbox<Text>.OpenAsync(server);
        await using Inbox<Number> atClient = await Inbox<Number>.OpenAsync(client);
        await client.PublishAsync(new Text("up"));
        await server.PublishAsync(new Number(1));
        Assert.AreEqual(new Text("up"), await atServer.NextAsync());
        Assert.AreEqual(new Number(1), await atClient.NextAsync());
    }

    [TestMethod]
    [EachCarrier]
    public async Task PublishAsync_WithoutAnAddressee_GoesToAllThatSubscribe_AndToNoOneElse(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server");
        List<Inbox<Text>> inboxes = [];
        foreach (string name in new[] { "a", "b" })
        {
            Endpoint client = bus.Add(name);
            await client.ConnectAsync(bus.To("server"), TestBus.Patience);
            inboxes.Add(await Inbox<Text>.OpenAsync(client));
        }

        Endpoint other = bus.Add("other");
        await using Inbox<Number> numbers = await Inbox<Number>.OpenAsync(other);
        await other.ConnectAsync(bus.To("server"), TestBus.Patience);
        await server.WaitForConnectionAsync("other", TestBus.Patience);
        await server.PublishAsync(new Text("all"));
        await server.PublishAsync(new Number(7)); // behind the text, if that was sent to it
        foreach (Inbox<Text> inbox in inboxes)
        {
            Assert.AreEqual("all", (await inbox.NextAsync()).Value);
            await inbox.DisposeAsync();
        }

        Assert.AreEqual(7, (await numbers.NextAsync()).Value);
        Assert.IsEmpty(bus.Log.Entries.Where(entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning).ToArray());
    }

    [TestMethod]
    [EachCarrier]
    public async Task PublishAsync_ToOneEndpoint_GoesToThatOneOnly(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server");
        Endpoint a = bus.Add("a");
        Endpoint b = bus.Add("b");
        await a.ConnectAsync(bus.To("server"), TestBus.Patience);
        await b.ConnectAsync(bus.To("server"), TestBus.Patience);
        await using Inbox<Text> atA = await Inbox<Text>.OpenAsync(a);
        await using Inbox<Text> atB = await Inbox<Text>.OpenAsync(b);
        await using Inbox<Text> atServer = await Inbox<Text>.OpenAsync(server);
        await server.PublishAsync(new Text("for a"), new PublishOptions { To = "a" });
        await server.PublishAsync(new Text("for me"), new PublishOptions { To = "server" });
        await server.PublishAsync(new Text("tail")); // nothing stray is queued before it
        Assert.AreEqual("for a tail", string.Join(' ', (await atA.NextAsync(2)).Select(text => text.Value)));
        Assert.AreEqual("tail", (await atB.NextAsync()).Value);
        Assert.AreEqual("for me tail", string.Join(' ', (await atServer.NextAsync(2)).Select(text => text.Value)));
    }

    /// <summary>However the options are given: those that are all default count as none.</summary>
    [TestMethod]
    [EachCarrier]
    public async Task PublishAsync_WithoutSubscribers_Throws_UnlessThatIsAllowed(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint _) = await bus.ConnectAsync();
        NoSubscribersException none = await Assert.ThrowsExactlyAsync<NoSubscribersException>(async () => await client.PublishAsync(new Text("")));
        StringAssert.Contains(none.Message, "bus.text");
        await Assert.ThrowsExactlyAsync<NoSubscribersException>(async () => await client.PublishAsync(new Text(""), new PublishOptions()));
        await Assert.ThrowsExactlyAsync<NoSubscribersException>(async () => await client.PublishAsync(new Text(""), new PublishOptions { Lane = "x", Priority = EventPriority.High }));
        await Assert.ThrowsExactlyAsync<NoSubscribersException>(async () => await client.PublishAsync(new Text(""), new PublishOptions { To = "server" }));
        await Assert.ThrowsExactlyAsync<NoSubscribersException>(async () => await client.PublishAsync(new Text(""), new PublishOptions { To = "client" }));
        await Assert.ThrowsExactlyAsync<NoSubscribersException>(async () => await client.PublishAsync(new Text(""), new PublishOptions { Internal = true }));
        Assert.ThrowsExactly<NoSubscribersException>(() => client.TryPublish(new Text("")));
        none = await Assert.ThrowsExactlyAsync<NoSubscribersException>(async () => await client.PublishAsync(new Text(""), new PublishOptions { To = "nobody" }));
        StringAssert.Contains(none.Message, "'nobody' is not connected");
        foreach (string? to in new[] { null, "server", "nobody" })
        {
            await client.PublishAsync(new Text(""), new PublishOptions { To = to, RequireSubscriber = false });
            Assert.IsTrue(client.TryPublish(new Text(""), new PublishOptions { To = to, RequireSubscriber = false }));
        }
    }

    [TestMethod]
    [EachCarrier]
    public async Task PublishAsync_OfAnInternalEvent_StaysHere_AndLaterOnesTravel(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        await using Inbox<Text> here = await Inbox<Text>.OpenAsync(client);
        await using Inbox<Text> there = await Inbox<Text>.OpenAsync(server);
        await client.PublishAsync(new Text("internal"), new PublishOptions { Internal = true });
        await client.PublishAsync(new Text("for all"));
        await client.PublishAsync(new Text("internal again"), new PublishOptions { Internal = true });
        await client.PublishAsync(new Text("end"));
        Assert.AreEqual("internal,for all,internal again,end", string.Join(',', (await here.NextAsync(4)).Select(text => text.Value)));
        Assert.AreEqual("for all,end", string.Join(',', (await there.NextAsync(2)).Select(text => text.Value)));
    }

    [TestMethod]
    public async Task PublishAsync_OfAnInternalEventToAnotherEndpoint_IsAContradiction()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("endpoint");
        await Assert.ThrowsExactlyAsync<ArgumentException>(async () => await endpoint.PublishAsync(new Text(""), new PublishOptions { Internal = true, To = "other" }));
    }

    [TestMethod]
    public async Task PublishAsync_OfATypeThatIsNotRegistered_SaysSo()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("endpoint");
        await Assert.ThrowsExactlyAsync<NotSupportedException>(async () => await endpoint.PublishAsync(5L));
        Assert.ThrowsExactly<NotSupportedException>(() => endpoint.Subscribe<long>(_ => { }));
    }

    [TestMethod]
    [EachCarrier]
    public async Task PublishAsync_OfADerivedType_DoesNotReachSubscriptionsToItsBase(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        await using Inbox<Animal> animals = await Inbox<Animal>.OpenAsync(server);
        await using Inbox<Animal> local = await Inbox<Animal>.OpenAsync(client);
        await Assert.ThrowsExactlyAsync<NoSubscribersException>(async () => await client.PublishAsync(new Dog("rex")));
        await using Inbox<Dog> dogs = await Inbox<Dog>.OpenAsync(server);
        await client.PublishAsync(new Dog("rex"));
        await client.PublishAsync(new Animal("any"));
        Assert.AreEqual(new Dog("rex"), await dogs.NextAsync());
        Assert.AreEqual(new Animal("any"), await animals.NextAsync());
        Assert.AreEqual(new Animal("any"), await local.NextAsync());
    }

    [TestMethod]
    [EachCarrier]
    public async Task PublishAsync_OfManyEvents_KeepsTheirOrder(BusCarrier carrier)
    {
        const int count = 20_000;
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        await using Inbox<Number> there = await Inbox<Number>.OpenAsync(server);
        await using Inbox<Number> here = await Inbox<Number>.OpenAsync(client);
        for (int i = 0; i < count; i++)
        {
            await client.PublishAsync(new Number(i)).AsTask().WaitAsync(TestBus.Patience);
        }

        CollectionAssert.AreEqual(Enumerable.Range(0, count).ToArray(), (await there.NextAsync(count)).ConvertAll(number => number.Value));
        CollectionAssert.AreEqual(Enumerable.Range(0, count).ToArray(), (await here.NextAsync(count)).ConvertAll(number => number.Value));
    }

    [TestMethod]
    [EachCarrier]
    public async Task TryPublish_PublishesInOrder_WithoutWaiting(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        await using Inbox<Number> inbox = await Inbox<Number>.OpenAsync(server);
        for (int i = 0; i < 500; i++)
        {
            Assert.IsTrue(client.TryPublish(new Number(i)));
        }

        CollectionAssert.AreEqual(Enumerable.Range(0, 500).ToArray(), (await inbox.NextAsync(500)).ConvertAll(number => number.Value));
    }

    [TestMethod]
    public async Task TryPublish_BeyondItsCapacity_SaysNo_AndOtherTypesPass()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("endpoint", new EndpointOptions { Connection = TestBus.NewConnectionOptions(), PublishCapacity = 3, Logger = bus.Log });
        using SemaphoreSlim gate = new(0);
        await using Subscription slow = endpoint.Subscribe<Number>(async (_, token) => await gate.WaitAsync(token), new SubscriptionOptions { Capacity = 1 });
        await using Inbox<Text> texts = await Inbox<Text>.OpenAsync(endpoint);
        int taken = 0;
        while (endpoint.TryPublish(new Number(taken)))
        {
            Assert.IsLessThan(10, ++taken);
        }

        Assert.IsGreaterThanOrEqualTo(3, taken);
        Assert.IsTrue(endpoint.TryPublish(new Text("passes")));
        Assert.AreEqual("passes", (await texts.NextAsync()).Value);
        gate.Release(100);
    }

    [TestMethod]
    [EachCarrier]
    public async Task PublishAsync_ToAPeerThatIsGone_ThrowsToOne_AndSparesTheOthers(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server");
        Endpoint a = bus.Add("a");
        Endpoint b = bus.Add("b");
        await a.ConnectAsync(bus.To("server"), TestBus.Patience);
        await b.ConnectAsync(bus.To("server"), TestBus.Patience);
        await using Inbox<Number> atA = await Inbox<Number>.OpenAsync(a);
        await using Inbox<Number> atB = await Inbox<Number>.OpenAsync(b);
        int sent = 0;
        using CancellationTokenSource stop = new();
        Task publishing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await server.PublishAsync(new Number(sent++)); // never throws, although a goes away
            }
        });
        await atA.NextAsync(100);
        await a.DisposeAsync();
        await server.WaitForGoneAsync("a");
        await stop.CancelAsync();
        await publishing.WaitAsync(TestBus.Patience);
        CollectionAssert.AreEqual(Enumerable.Range(0, sent).ToArray(), (await atB.NextAsync(sent)).ConvertAll(number => number.Value));
        await Assert.ThrowsExactlyAsync<NoSubscribersException>(async () => await server.PublishAsync(new Number(0), new PublishOptions { To = "a" }));
    }
}
