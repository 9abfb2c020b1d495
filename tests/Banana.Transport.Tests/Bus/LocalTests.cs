namespace Banana.Transport.Tests.Bus;

/// <summary>An endpoint is a bus of its own, too.</summary>
[TestClass]
public sealed class LocalTests
{
    [TestMethod]
    public async Task Endpoint_IsConnectedToItself_AndListedFirst()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("self");
        Assert.IsTrue(endpoint.IsConnectedTo("self"));
        await endpoint.WaitForConnectionAsync("self");
        ConnectedEndpoint only = endpoint.GetEndpoints().Single();
        Assert.IsTrue(only.IsSelf);
        Assert.IsEmpty(only.Subscriptions);
        await using Subscription subscription = endpoint.Subscribe<Text>(_ => { });
        CollectionAssert.AreEqual(new[] { "bus.text" }, endpoint.GetEndpoints().Single().Subscriptions.ToArray());
    }

    [TestMethod]
    public async Task Subscribe_Here_WakesTheWaiters()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("self");
        Task[] waits =
        [
            endpoint.WaitForSubscriptionAsync<Text>("self", TestBus.Patience), endpoint.WaitForAnySubscriptionAsync<Text>(cancellationToken: TestBus.Patience),
            endpoint.WaitForAllSubscriptionsAsync<Text>(cancellationToken: TestBus.Patience), endpoint.WaitForSubscriptionsAsync("self", "bus.text"),
        ];
        Assert.IsFalse(Array.Exists(waits, wait => wait.IsCompleted));
        Task others = endpoint.WaitForAnySubscriptionAsync<Text>(includesSelf: false, TestBus.Patience);
        Subscription subscription = endpoint.Subscribe<Text>(_ => { });
        await Task.WhenAll(waits);
        Assert.IsFalse(others.IsCompleted);
        Task gone = endpoint.WaitForSubscriptionsAsync("self");
        await subscription.DisposeAsync();
        await gone;
    }

    [TestMethod]
    public async Task PublishAsync_Here_DeliversTheVeryObject()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("self");
        await using Inbox<Text> first = await Inbox<Text>.OpenAsync(endpoint);
        await using Inbox<Text> second = await Inbox<Text>.OpenAsync(endpoint);
        Text sent = new("here");
        await endpoint.PublishAsync(sent);
        Assert.AreSame(sent, await first.NextAsync());
        Assert.AreSame(sent, await second.NextAsync());
    }

    [TestMethod]
    public async Task WaitForAsync_Here_ReturnsTheNextEvent()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("self");
        Task<Text> waiting = endpoint.WaitForAsync<Text>(TestBus.Patience);
        Assert.IsTrue(endpoint.IsSubscribed<Text>("self"), "it waits from the call on");
        await endpoint.PublishAsync(new Text("it"));
        Assert.AreEqual("it", (await waiting).Value);
        Assert.IsFalse(endpoint.IsSubscribed<Text>("self"));
    }

    [TestMethod]
    public async Task StreamAsync_Here_ReturnsEvents()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("self");
        await using IAsyncEnumerator<Number> stream = endpoint.StreamAsync<Number>(cancellationToken: TestBus.Patience).GetAsyncEnumerator();
        for (int i = 0; i < 3; i++)
        {
            ValueTask<bool> next = stream.MoveNextAsync();
            await endpoint.PublishAsync(new Number(i));
            Assert.IsTrue(await next);
            Assert.AreEqual(i, stream.Current.Value);
        }
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("self")]
    public async Task RequestAsync_Here_IsAnswered(string? to)
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("self");
        await using Subscription responder = endpoint.Respond<Question, Answer>(question => new Answer(question.Number * 2));
        Answer answer = await endpoint.RequestAsync<Question, Answer>(new Question(21), new RequestOptions { To = to }, TestBus.Patience);
        Assert.AreEqual(42, answer.Number);
    }

    [TestMethod]
    public async Task RequestAsync_Here_OfAHandlerThatThrows_Fails()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("self");
        await using Subscription responder = endpoint.Respond<Question, Answer>(_ => throw new InvalidOperationException("secret"));
        RequestFailedException failed =
            await Assert.ThrowsExactlyAsync<RequestFailedException>(() => endpoint.RequestAsync<Question, Answer>(new Question(1), cancellationToken: TestBus.Patience));
        Assert.AreEqual("secret", failed.InnerException!.Message);
    }
}
