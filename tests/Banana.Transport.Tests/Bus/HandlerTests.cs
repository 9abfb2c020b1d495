namespace Banana.Transport.Tests.Bus;

/// <summary>Handlers that fail, and handlers that use their endpoint.</summary>
[TestClass]
public sealed class HandlerTests
{
    [TestMethod]
    [EachCarrier]
    public async Task Handler_ThatThrows_IsLoggedAndGetsTheNextEvent(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        TaskCompletionSource<int> third = new();
        await using Subscription sync = server.Subscribe<Number>(number =>
        {
            if (number.Value < 3)
            {
                throw new InvalidOperationException($"sync {number.Value}");
            }

            third.SetResult(number.Value);
        });
        await using Subscription async = server.Subscribe<Number>(async number =>
        {
            await Task.Yield();
            throw new InvalidOperationException($"async {number.Value}");
        });
        await using Inbox<Number> healthy = await Inbox<Number>.OpenAsync(server);
        for (int i = 1; i <= 3; i++)
        {
            await client.PublishAsync(new Number(i));
        }

        Assert.AreEqual(3, await third.Task.WaitAsync(TestBus.Patience));
        Assert.HasCount(3, await healthy.NextAsync(3));
        await bus.Log.WaitForAsync("HandlerFailed", 5);
        string[] faults = [.. bus.Log.Entries.Where(entry => entry.Id.Name == "HandlerFailed").Select(entry => entry.Fault!.Message).Order()];
        CollectionAssert.AreEqual(new[] { "async 1", "async 2", "async 3", "sync 1", "sync 2" }, faults);
        (_, Microsoft.Extensions.Logging.LogLevel level, string text, _) = await bus.Log.WaitForAsync("HandlerFailed");
        Assert.AreEqual(Microsoft.Extensions.Logging.LogLevel.Error, level);
        Assert.AreEqual("A handler of server failed with an event 'bus.number' from client", text);
    }

    [TestMethod]
    [EachCarrier]
    public async Task Handler_ThatThrows_StopsTheEndpointIfThatIsWanted(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        EndpointOptions strict = new() { Connection = TestBus.NewConnectionOptions(), OnHandlerFault = HandlerFaultAction.StopEndpoint, Logger = bus.Log };
        (Endpoint client, Endpoint server) = await bus.ConnectAsync(server: strict);
        await using Subscription subscription = server.Subscribe<Number>(_ => throw new InvalidOperationException("enough"));
        await subscription.Acknowledged;
        await client.PublishAsync(new Number(1));
        await server.Stopped.WaitAsync(TestBus.Patience);
        Assert.AreEqual("enough", server.Fault!.Message);
        await client.WaitForGoneAsync("server");
        Assert.IsTrue(bus.Log.Entries.Any(entry => entry.Id.Name == "StoppedByFault"));
    }

    [TestMethod]
    [EachCarrier]
    public async Task Handler_MayDisposeItsOwnSubscription_AndItsEndpoint(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        TaskCompletionSource done = new();
        Subscription? own = null;
        own = server.Subscribe<Number>(async _ =>
        {
            await own!.DisposeAsync();
            await server.DisposeAsync();
            done.SetResult();
        });
        await own.Acknowledged;
        await client.PublishAsync(new Number(1));
        await done.Task.WaitAsync(TestBus.Patience);
        await server.Stopped.WaitAsync(TestBus.Patience);
    }

    [TestMethod]
    public async Task Handlers_MayDisposeEachOther()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("self");
        Subscription? numbers = null;
        Subscription? texts = null;
        TaskCompletionSource[] entered = [new(), new()];
        TaskCompletionSource[] done = [new(), new()];
        numbers = endpoint.Subscribe<Number>(_ => DisposeAsync(0, () => texts!));
        texts = endpoint.Subscribe<Text>(_ => DisposeAsync(1, () => numbers));
        await endpoint.PublishAsync(new Number(1));
        await endpoint.PublishAsync(new Text("1"));
        await Task.WhenAll(done.Select(each => each.Task)).WaitAsync(TestBus.Patience);
        await numbers.DisposeAsync().AsTask().WaitAsync(TestBus.Patience);
        await texts.DisposeAsync().AsTask().WaitAsync(TestBus.Patience);

        async ValueTask DisposeAsync(int self, Func<Subscription> other)
        {
            entered[self].SetResult();
            await entered[1 - self].Task;
            await other().DisposeAsync();
            done[self].SetResult();
        }
    }

    [TestMethod]
    public async Task DisposeAsync_OfASubscription_WaitsForItsHandler_WhoseTokenIsCancelled()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("self");
        TaskCompletionSource entered = new();
        TaskCompletionSource leave = new();
        CancellationToken seen = default;
        Subscription subscription = endpoint.Subscribe<Number>(async (_, token) =>
        {
            seen = token;
            entered.SetResult();
            await leave.Task;
        });
        await endpoint.PublishAsync(new Number(1));
        await entered.Task;
        Task disposing = subscription.DisposeAsync().AsTask();
        TaskCompletionSource cancelled = new();
        using CancellationTokenRegistration registration = seen.Register(cancelled.SetResult);
        await cancelled.Task.WaitAsync(TestBus.Patience);
        Assert.IsFalse(disposing.IsCompleted);
        leave.SetResult();
        await disposing.WaitAsync(TestBus.Patience);
        Assert.IsFalse(bus.Log.Entries.Any(entry => entry.Id.Name == "HandlerFailed"));
    }

    [TestMethod]
    [EachCarrier]
    public async Task Handler_MayPublishSubscribeAndAsk(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        await using Subscription responder = client.Respond<Question, Answer>(question => new Answer(-question.Number));
        await server.WaitForSubscriptionAsync<Question>("client", TestBus.Patience);
        await using Inbox<Text> texts = await Inbox<Text>.OpenAsync(client);
        await using Subscription subscription = server.Subscribe<Number>(async (number, token) =>
        {
            await using Subscription inner = server.Subscribe<Dog>(_ => { });
            await inner.Acknowledged;
            Answer answer = await server.RequestAsync<Question, Answer>(new Question(number.Value), cancellationToken: token);
            await server.PublishAsync(new Text($"{answer.Number}"), cancellationToken: token);
        });
        await subscription.Acknowledged;
        for (int i = 0; i < 20; i++)
        {
            await client.PublishAsync(new Number(i));
        }

        CollectionAssert.AreEqual(Enumerable.Range(0, 20).Select(i => $"{-i}").ToArray(), (await texts.NextAsync(20)).ConvertAll(text => text.Value));
    }

    /// <summary>Waiting for room in the own queue would never end, and neither would two handlers that wait for each other.</summary>
    [TestMethod]
    public async Task Handlers_ThatFillTheirOwnQueues_AreToldInsteadOfWaitingForever()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("self");
        SubscriptionOptions one = new() { Capacity = 1 };
        TaskCompletionSource<SubscriptionFullException> own = new();
        Subscription echo = endpoint.Subscribe<Number>(
            async number =>
            {
                try
                {
                    await endpoint.PublishAsync(number);
                    await endpoint.PublishAsync(number);
                }
                catch (SubscriptionFullException full)
                {
                    own.TrySetResult(full);
                }
            },
            one);
        await endpoint.PublishAsync(new Number(1));
        StringAssert.Contains((await own.Task.WaitAsync(TestBus.Patience)).Message, "bus.number");
        await echo.DisposeAsync();

        int rounds = 0;
        TaskCompletionSource full = new();
        async ValueTask Double<T>(T value)
            where T : notnull
        {
            try
            {
                Interlocked.Increment(ref rounds);
                await endpoint.PublishAsync(value);
                await endpoint.PublishAsync(value);
            }
            catch (SubscriptionFullException)
            {
                full.TrySetResult();
            }
        }

        await using Subscription ping = endpoint.Subscribe<Text>(text => Double(new Dog(text.Value)), one);
        await using Subscription pong = endpoint.Subscribe<Dog>(dog => Double(new Text(dog.Name)), one);
        await endpoint.PublishAsync(new Text("start"));
        await full.Task.WaitAsync(TestBus.Patience);
        Assert.IsGreaterThan(1, rounds);
    }

    [TestMethod]
    public async Task Handler_LeavesNoContextBehind_AndInheritsNone()
    {
        await using TestBus bus = new(BusCarrier.Memory);
        Endpoint endpoint = bus.Add("self");
        AsyncLocal<string> local = new() { Value = "of the subscriber" };
        List<string?> seen = [];
        TaskCompletionSource done = new();
        await using Subscription subscription = endpoint.Subscribe<Number>(number =>
        {
            seen.Add(local.Value);
            local.Value = $"of {number.Value}";
            if (number.Value == 3)
            {
                done.SetResult();
            }
        });
        for (int i = 1; i <= 3; i++)
        {
            await endpoint.PublishAsync(new Number(i));
        }

        await done.Task.WaitAsync(TestBus.Patience);
        CollectionAssert.AreEqual(new string?[] { null, null, null }, seen);
    }
}
