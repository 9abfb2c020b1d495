namespace Banana.Transport.Tests.Bus;

/// <summary>Queues that are full, and handlers that are slow.</summary>
[TestClass]
public sealed class QueueTests
{
    [TestMethod]
    public async Task PublishAsync_ToAFullQueueHere_WaitsInOrder_AndCanBeCancelled()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("self");
        Gate<Number> gate = new(endpoint, new SubscriptionOptions { Capacity = 2 });
        await endpoint.PublishAsync(new Number(0));
        await gate.EnteredAsync(); // one is being handled, two wait
        await endpoint.PublishAsync(new Number(1));
        await endpoint.PublishAsync(new Number(2));
        Task third = endpoint.PublishAsync(new Number(3)).AsTask();
        using CancellationTokenSource cancellation = new();
        Task fourth = endpoint.PublishAsync(new Number(4), cancellationToken: cancellation.Token).AsTask();
        Task fifth = endpoint.PublishAsync(new Number(5)).AsTask();
        Assert.IsFalse(third.IsCompleted || fourth.IsCompleted || fifth.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => fourth);
        gate.Open();
        await third.WaitAsync(TestBus.Patience);
        await fifth.WaitAsync(TestBus.Patience);
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 5 }, await gate.HandledAsync(5));
    }

    [TestMethod]
    [DataRow(FullMode.DropOldest, "0 3 4")]
    [DataRow(FullMode.DropNewest, "0 1 2")]
    [DataRow(FullMode.Fail, "0 1 2")]
    public async Task PublishAsync_ToAFullQueueHere_DropsWhatTheOptionSays(FullMode mode, string expected)
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("self");
        Gate<Number> gate = new(endpoint, new SubscriptionOptions { Capacity = 2, FullMode = mode });
        await endpoint.PublishAsync(new Number(0));
        await gate.EnteredAsync();
        int thrown = 0;
        for (int i = 1; i <= 4; i++)
        {
            try
            {
                await endpoint.PublishAsync(new Number(i));
            }
            catch (SubscriptionFullException)
            {
                thrown++;
            }
        }

        Assert.AreEqual(mode == FullMode.Fail ? 2 : 0, thrown);
        Assert.AreEqual(2, gate.Subscription.Dropped);
        gate.Open();
        Assert.AreEqual(expected, string.Join(' ', await gate.HandledAsync(3)));
        Assert.HasCount(1, bus.Log.Entries.Where(entry => entry.Id.Name == "Dropping").ToArray(), "the log has it once");
    }

    [TestMethod]
    [DataRow(FullMode.DropOldest, 9)]
    [DataRow(FullMode.DropNewest, 2)]
    [DataRow(FullMode.Fail, 2)]
    public async Task Event_OfAPeer_ForAFullQueue_IsDroppedAsTheOptionSays(FullMode mode, int last)
    {
        await using TestBus bus = new(BusCarrier.Unix);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        Gate<Number> gate = new(server, new SubscriptionOptions { Capacity = 2, FullMode = mode });
        await gate.Subscription.Acknowledged;
        await client.PublishAsync(new Number(0));
        await gate.EnteredAsync();
        await using Inbox<Number> all = await Inbox<Number>.OpenAsync(server);
        for (int i = 1; i < 10; i++)
        {
            await client.PublishAsync(new Number(i));
        }

        await all.NextAsync(9);
        Assert.AreEqual(7, gate.Subscription.Dropped);
        gate.Open();
        Assert.AreEqual(last, (await gate.HandledAsync(3))[^1]);
    }

    /// <summary>The head of one queue is no concern of another one, neither here nor at the peer.</summary>
    [TestMethod]
    [EachCarrier]
    public async Task SlowHandler_HoldsUpPublishersOfItsTypeOnly(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        EndpointOptions small = new() { Connection = TestBus.NewConnectionOptions(isNarrow: true), Logger = bus.Log };
        (Endpoint client, Endpoint server) = await bus.ConnectAsync(server: small);
        Gate<Bulk> gate = new(server, new SubscriptionOptions { Capacity = 1 });
        await gate.Subscription.Acknowledged;
        await using Inbox<Text> texts = await Inbox<Text>.OpenAsync(server);
        const int count = 1000;
        int sent = 0;
        Task publishing = Task.Run(async () =>
        {
            for (; sent < count; sent++)
            {
                await client.PublishAsync(new Bulk(new byte[1000]));
            }
        });
        await gate.EnteredAsync();
        for (int i = 0; i < 2000; i++)
        {
            await client.PublishAsync(new Text($"{i}"));
            Assert.AreEqual($"{i}", (await texts.NextAsync()).Value);
        }

        Assert.IsLessThan(40, Volatile.Read(ref sent), "no more than the window, the stage and the pipes hold");
        Assert.IsFalse(publishing.IsCompleted);
        gate.Open();
        await publishing.WaitAsync(TestBus.Patience);
        await gate.HandledAsync(count);
    }

    [TestMethod]
    public async Task Request_ThatIsDropped_Fails()
    {
        await using TestBus bus = new(BusCarrier.Unix);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        TaskCompletionSource hold = new();
        TaskCompletionSource entered = new();
        Subscription responder = server.Respond<Question, Answer>(
            async (question, _) =>
            {
                entered.TrySetResult();
                await hold.Task;
                return new Answer(question.Number);
            },
            new SubscriptionOptions { Capacity = 1, FullMode = FullMode.DropNewest });
        await responder.Acknowledged;
        Task<Answer> handled = client.RequestAsync<Question, Answer>(new Question(0), cancellationToken: TestBus.Patience);
        await entered.Task;
        Task<Answer> waiting = client.RequestAsync<Question, Answer>(new Question(1), cancellationToken: TestBus.Patience);
        RequestFailedException dropped =
            await Assert.ThrowsExactlyAsync<RequestFailedException>(() => client.RequestAsync<Question, Answer>(new Question(2), cancellationToken: TestBus.Patience));
        StringAssert.Contains(dropped.Message, "bus.question");
        responder.Dispose(); // what waits is dropped, too; what is being handled is answered
        await Assert.ThrowsExactlyAsync<RequestFailedException>(() => waiting);
        hold.SetResult();
        Assert.AreEqual(0, (await handled).Number);
    }

    [TestMethod]
    [EachCarrier]
    public async Task Event_ForTwoSubscriptions_GivesItsCreditBack(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        EndpointOptions small = new() { Connection = TestBus.NewConnectionOptions(isNarrow: true), Logger = bus.Log };
        (Endpoint client, Endpoint server) = await bus.ConnectAsync(server: small);
        await using Inbox<Bulk> first = await Inbox<Bulk>.OpenAsync(server);
        await using Inbox<Bulk> second = await Inbox<Bulk>.OpenAsync(server);
        for (int i = 0; i < 500; i++)
        {
            await client.PublishAsync(new Bulk(new byte[1000])).AsTask().WaitAsync(TestBus.Patience);
        }

        Assert.HasCount(500, await first.NextAsync(500));
        Assert.HasCount(500, await second.NextAsync(500));
    }
}
