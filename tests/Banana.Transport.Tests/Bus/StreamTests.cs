namespace Banana.Transport.Tests.Bus;

/// <summary>Events as sequences.</summary>
[TestClass]
public sealed class StreamTests
{
    [TestMethod]
    [EachCarrier]
    public async Task StreamAsync_SubscribesAtTheFirstStep_AndNoSooner(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        IAsyncEnumerable<Number> stream = client.StreamAsync<Number>(cancellationToken: TestBus.Patience);
        Assert.IsFalse(client.IsSubscribed<Number>("client"));
        IAsyncEnumerator<Number> numbers = stream.GetAsyncEnumerator();
        Assert.IsFalse(client.IsSubscribed<Number>("client"));
        ValueTask<bool> next = numbers.MoveNextAsync();
        Assert.IsTrue(client.IsSubscribed<Number>("client"));
        await server.WaitForSubscriptionsAsync("client", "bus.number");
        await server.PublishAsync(new Number(1));
        Assert.IsTrue(await next);
        await numbers.DisposeAsync();
        await server.WaitForSubscriptionsAsync("client");
    }

    [TestMethod]
    [EachCarrier]
    public async Task StreamAsync_WithALimit_EndsAfterThatManyAndUnsubscribes(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        Task<List<Number>> taking = TakeAsync(client.StreamAsync<Number>(take: 3, cancellationToken: TestBus.Patience));
        await server.WaitForSubscriptionAsync<Number>("client", TestBus.Patience);
        for (int i = 0; i < 5; i++)
        {
            await server.PublishAsync(new Number(i), new PublishOptions { RequireSubscriber = false });
        }

        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, (await taking).ConvertAll(number => number.Value));
        await server.WaitForSubscriptionsAsync("client");
        Assert.IsEmpty(await TakeAsync(client.StreamAsync<Number>(take: 0, cancellationToken: TestBus.Patience)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => client.StreamAsync<Number>(take: -1));
        Assert.ThrowsExactly<NotSupportedException>(() => client.StreamAsync<long>());
    }

    [TestMethod]
    [EachCarrier]
    public async Task StreamAsync_WhoseLoopIsLeft_Unsubscribes(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        Task<int> taking = Task.Run(async () =>
        {
            await foreach (Number number in client.StreamAsync<Number>(cancellationToken: TestBus.Patience))
            {
                if (number.Value == 2)
                {
                    break;
                }
            }

            return 2;
        });
        await server.WaitForSubscriptionAsync<Number>("client", TestBus.Patience);
        for (int i = 0; i <= 2; i++)
        {
            await server.PublishAsync(new Number(i));
        }

        await taking;
        await server.WaitForSubscriptionsAsync("client");
    }

    [TestMethod]
    [EachCarrier]
    public async Task StreamAsync_ThatIsCancelledFromOutside_EndsAndUnsubscribes(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        using CancellationTokenSource cancellation = new();
        Task<List<Number>> taking = TakeAsync(client.StreamAsync<Number>(cancellationToken: cancellation.Token));
        await server.WaitForSubscriptionAsync<Number>("client", TestBus.Patience);
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => taking.WaitAsync(TestBus.Patience));
        await server.WaitForSubscriptionsAsync("client");
    }

    [TestMethod]
    [EachCarrier]
    public async Task StreamAsync_WithTheTokenOfTheLoop_EndsWithIt(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        using CancellationTokenSource parent = new();
        Task taking = Task.Run(async () =>
        {
            await foreach (Number _ in client.StreamAsync<Number>().WithCancellation(parent.Token))
            {
            }
        });
        await server.WaitForSubscriptionAsync<Number>("client", TestBus.Patience);
        await parent.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => taking.WaitAsync(TestBus.Patience));
        await server.WaitForSubscriptionsAsync("client");
    }

    [TestMethod]
    public async Task StreamAsync_OfAnEndpointThatStops_Ends()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("self");
        Task<List<Number>> taking = TakeAsync(endpoint.StreamAsync<Number>(cancellationToken: TestBus.Patience));
        await endpoint.PublishAsync(new Number(1));
        await endpoint.DisposeAsync();
        Assert.IsLessThanOrEqualTo(1, (await taking.WaitAsync(TestBus.Patience)).Count);
    }

    [TestMethod]
    public async Task StreamAsync_EnumeratedTwice_SubscribesTwice()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("self");
        IAsyncEnumerable<Number> stream = endpoint.StreamAsync<Number>(take: 1, cancellationToken: TestBus.Patience);
        Task<List<Number>>[] both = [TakeAsync(stream), TakeAsync(stream)];
        await endpoint.PublishAsync(new Number(1));
        Assert.AreEqual(2, (await Task.WhenAll(both)).Sum(taken => taken.Count));
    }

    [TestMethod]
    [EachCarrier]
    public async Task StreamAsync_WhoseConsumerIsSlow_StopsItsPublisher(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync(new EndpointOptions { Connection = TestBus.NewConnectionOptions(isNarrow: true) });
        await using IAsyncEnumerator<Bulk> stream = client.StreamAsync<Bulk>(cancellationToken: TestBus.Patience).GetAsyncEnumerator();
        ValueTask<bool> next = stream.MoveNextAsync();
        await server.WaitForSubscriptionAsync<Bulk>("client", TestBus.Patience);
        const int count = 1000; // far more than the window, the queue and the pipes hold
        int sent = 0;
        Task publishing = Task.Run(async () =>
        {
            while (sent < count)
            {
                await server.PublishAsync(new Bulk(new byte[1000]));
                Interlocked.Increment(ref sent);
            }
        });
        for (int i = 1; i <= count; i++)
        {
            Assert.IsTrue(await next);
            Assert.IsLessThan(i + 40, Volatile.Read(ref sent), "the publisher is ahead by no more than the window, the stage and the pipes");
            next = i < count ? stream.MoveNextAsync() : default;
        }

        await publishing.WaitAsync(TestBus.Patience);
    }

    private static async Task<List<Number>> TakeAsync(IAsyncEnumerable<Number> stream)
    {
        List<Number> taken = [];
        await foreach (Number number in stream)
        {
            taken.Add(number);
        }

        return taken;
    }
}
