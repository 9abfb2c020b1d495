namespace Banana.Transport.Tests.Bus;

/// <summary>Endpoints whose programs are not the same.</summary>
[TestClass]
public sealed class ForeignEndpointTests
{
    [TestMethod]
    [EachCarrier]
    public async Task Peer_ThatSubscribesToATypeItCannotRead_FailsThePublisherAtOnce_AndSparesTheOthers(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server");
        EventConnectionOptions other = new();
        other.Events.Add<TaggedNumber>("bus.number").Add<Text>();
        Endpoint stranger = bus.Add("stranger", new EndpointOptions { Connection = other, Logger = bus.Log });
        await using Inbox<TaggedNumber> strange = await Inbox<TaggedNumber>.OpenAsync(stranger);
        await using Inbox<Text> texts = await Inbox<Text>.OpenAsync(stranger);
        await stranger.ConnectAsync(bus.To("server"), TestBus.Patience);
        await server.WaitForConnectionAsync("stranger", TestBus.Patience);
        EventNotAcceptedException refused =
            await Assert.ThrowsExactlyAsync<EventNotAcceptedException>(() => server.PublishAsync(new Number(1)).AsTask().WaitAsync(TestBus.Patience));
        StringAssert.Contains(refused.Message, "bus.number");

        await using Inbox<Number> numbers = await Inbox<Number>.OpenAsync(server);
        await server.PublishAsync(new Number(2)).AsTask().WaitAsync(TestBus.Patience);
        Assert.AreEqual(2, (await numbers.NextAsync()).Value);
        StringAssert.StartsWith((await bus.Log.WaitForAsync("NotAccepted")).Text, "stranger subscribes to 'bus.number'");
        await server.PublishAsync(new Text("still connected"));
        Assert.AreEqual("still connected", (await texts.NextAsync()).Value);
    }

    [TestMethod]
    [EachCarrier]
    public async Task RequestAsync_ThatThePeerCannotRead_FailsAtOnce(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        EventConnectionOptions other = new();
        other.Events.Add<TaggedQuestion>("bus.question").Add<Answer>();
        (Endpoint client, Endpoint server) = await bus.ConnectAsync(server: new EndpointOptions { Connection = other, Logger = bus.Log });
        await using Subscription responder = server.Respond<TaggedQuestion, Answer>(_ => new Answer(1));
        await responder.Acknowledged;
        await Assert.ThrowsExactlyAsync<EventNotAcceptedException>(() => client.RequestAsync<Question, Answer>(new Question(1), cancellationToken: TestBus.Patience));
        Assert.AreEqual(0, client.PendingRequests);
    }

    [TestMethod]
    [EachCarrier]
    public async Task Name_OfAPeer_IsEscapedInTheLog(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        await bus.ServeAsync("server");
        await bus.Add("evil\n\u001b[31mname").ConnectAsync(bus.To("server"), TestBus.Patience);
        await bus.Log.WaitForAsync("Connected", 2);
        Assert.IsTrue(bus.Log.Entries.Any(entry => entry.Text.StartsWith("server is connected to evil\\u000a\\u001b[31mname at", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Endpoints_OnDifferentCarriers_ShareABus()
    {
        await using TestBus memory = new(BusCarrier.Memory);
        await using TestBus unix = new(BusCarrier.Unix);
        await using TestBus tls = new(BusCarrier.Tls);
        Endpoint server = memory.Add("server");
        foreach (TestBus bus in new[] { memory, unix, tls })
        {
            await server.ServeAsync(bus.Listen("server"));
        }

        List<Inbox<Number>> inboxes = [];
        foreach ((TestBus bus, string name) in new[] { (memory, "in memory"), (unix, "on a socket"), (tls, "in secret") })
        {
            Endpoint client = bus.Add(name);
            inboxes.Add(await Inbox<Number>.OpenAsync(client));
            await client.ConnectAsync(bus.To("server"), TestBus.Patience);
            await server.WaitForSubscriptionAsync<Number>(name, TestBus.Patience);
        }

        await server.PublishAsync(new Number(1));
        foreach (Inbox<Number> inbox in inboxes)
        {
            Assert.AreEqual(1, (await inbox.NextAsync()).Value);
        }
    }

    /// <summary>What holds sockets and handlers cannot be sent, whoever tries.</summary>
    [TestMethod]
    public void Endpoint_IsNoEvent() => Assert.ThrowsExactly<NotSupportedException>(() => new EndpointOptions().Connection.Serializer.Types.Get<Endpoint>());

    /// <summary>A later version of <see cref="Number"/>, which cannot do without what that does not have.</summary>
    [Sliceable("test.number")]
    public sealed record TaggedNumber(int Value, string Tag);

    [Sliceable("test.question")]
    public sealed record TaggedQuestion(int Number, string Tag);
}
