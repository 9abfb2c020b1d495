namespace Banana.Transport.Tests.Bus;

/// <summary>Requests, their answers, and what becomes of those that get none.</summary>
[TestClass]
public sealed class RequestTests
{
    [TestMethod]
    [EachCarrier]
    public async Task RequestAsync_IsAnsweredByWhoRespondsThere(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        await using Subscription responder = server.Respond<Question, Answer>(question => new Answer(question.Number + 1));
        await responder.Acknowledged;
        for (int i = 0; i < 200; i++)
        {
            Assert.AreEqual(i + 1, (await client.RequestAsync<Question, Answer>(new Question(i), cancellationToken: TestBus.Patience)).Number);
        }

        Task<Answer>[] many = [.. Enumerable.Range(0, 200).Select(i => client.RequestAsync<Question, Answer>(new Question(i), cancellationToken: TestBus.Patience))];
        CollectionAssert.AreEqual(Enumerable.Range(1, 200).ToArray(), (await Task.WhenAll(many)).Select(answer => answer.Number).ToArray());
        Assert.AreEqual(0, client.PendingRequests);
    }

    [TestMethod]
    [EachCarrier]
    public async Task RequestAsync_ToOneEndpoint_IsAnsweredByThatOne(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server");
        for (int i = 0; i < 3; i++)
        {
            int number = i;
            Endpoint client = bus.Add($"client {i}");
            Subscription responder = client.Respond<Question, Answer>(_ => new Answer(number));
            await client.ConnectAsync(bus.To("server"), TestBus.Patience);
            await server.WaitForSubscriptionAsync<Question>(client.Name, TestBus.Patience);
        }

        foreach (int i in new[] { 2, 0, 1 })
        {
            RequestOptions options = new() { To = $"client {i}" };
            Assert.AreEqual(i, (await server.RequestAsync<Question, Answer>(new Question(0), options, TestBus.Patience)).Number);
        }
    }

    [TestMethod]
    [EachCarrier]
    public async Task RequestAsync_ToSeveral_TakesTheFirstAnswer_AndCountsTheLateOne(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server");
        TaskCompletionSource hold = new();
        Endpoint quick = bus.Add("quick");
        Endpoint slow = bus.Add("slow");
        quick.Respond<Question, Answer>(_ => new Answer(1));
        slow.Respond<Question, Answer>(async (_, _) =>
        {
            await hold.Task;
            return new Answer(2);
        });
        await quick.ConnectAsync(bus.To("server"), TestBus.Patience);
        await slow.ConnectAsync(bus.To("server"), TestBus.Patience);
        await server.WaitForSubscriptionAsync<Question>("quick", TestBus.Patience);
        await server.WaitForSubscriptionAsync<Question>("slow", TestBus.Patience);
        Assert.AreEqual(1, (await server.RequestAsync<Question, Answer>(new Question(0), cancellationToken: TestBus.Patience)).Number);
        hold.SetResult();
        StringAssert.Contains((await bus.Log.WaitForAsync("LateReply")).Text, "slow");
    }

    [TestMethod]
    [EachCarrier]
    public async Task RequestAsync_OfWhichOneFails_IsAnsweredByTheOther(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server");
        Endpoint bad = bus.Add("bad");
        Endpoint good = bus.Add("good");
        TaskCompletionSource hasFailed = new();
        bad.Respond<Question, Answer>(_ => throw new InvalidOperationException());
        good.Respond<Question, Answer>(async (_, _) =>
        {
            await hasFailed.Task;
            return new Answer(1);
        });
        await bad.ConnectAsync(bus.To("server"), TestBus.Patience);
        await good.ConnectAsync(bus.To("server"), TestBus.Patience);
        await server.WaitForSubscriptionAsync<Question>("bad", TestBus.Patience);
        await server.WaitForSubscriptionAsync<Question>("good", TestBus.Patience);
        Task<Answer> answer = server.RequestAsync<Question, Answer>(new Question(0), cancellationToken: TestBus.Patience);
        await bus.Log.WaitForAsync("HandlerFailed");
        hasFailed.SetResult();
        Assert.AreEqual(1, (await answer).Number);
    }

    [TestMethod]
    [EachCarrier]
    public async Task RequestAsync_ThatIsCancelled_IsForgotten_AndItsAnswerDropped(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        TaskCompletionSource asked = new();
        TaskCompletionSource hold = new();
        await using Subscription responder = server.Respond<Question, Answer>(async (question, _) =>
        {
            asked.TrySetResult();
            await hold.Task;
            return new Answer(question.Number);
        });
        await responder.Acknowledged;
        using CancellationTokenSource cancellation = new();
        Task<Answer> request = client.RequestAsync<Question, Answer>(new Question(1), cancellationToken: cancellation.Token);
        await asked.Task.WaitAsync(TestBus.Patience);
        Assert.AreEqual(1, client.PendingRequests);
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => request.WaitAsync(TestBus.Patience));
        Assert.AreEqual(0, client.PendingRequests);
        hold.SetResult();
        await bus.Log.WaitForAsync("LateReply");
        Assert.AreEqual(2, (await client.RequestAsync<Question, Answer>(new Question(2), cancellationToken: TestBus.Patience)).Number);
    }

    [TestMethod]
    [EachCarrier]
    public async Task RequestAsync_AnsweredByAnotherType_SaysWhichCame(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        await using Subscription responder = server.Respond<Question, Text>(_ => new Text("what?"));
        await responder.Acknowledged;
        UnexpectedResponseException wrong =
            await Assert.ThrowsExactlyAsync<UnexpectedResponseException>(() => client.RequestAsync<Question, Answer>(new Question(1), cancellationToken: TestBus.Patience));
        StringAssert.Contains(wrong.Message, "'bus.text'");
        StringAssert.Contains(wrong.Message, "'bus.answer'");
        Assert.AreEqual(0, client.PendingRequests);
    }

    [TestMethod]
    [EachCarrier]
    public async Task RequestAsync_WithoutAnyoneToAsk_Throws(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint _) = await bus.ConnectAsync();
        await Assert.ThrowsExactlyAsync<NoSubscribersException>(() => client.RequestAsync<Question, Answer>(new Question(1)));
        await Assert.ThrowsExactlyAsync<NoSubscribersException>(() => client.RequestAsync<Question, Answer>(new Question(1), new RequestOptions { To = "server" }));
        Assert.AreEqual(0, client.PendingRequests);
    }

    [TestMethod]
    [EachCarrier]
    public async Task RequestAsync_WhoseHandlersAnswerNothing_FailsAtOnce(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        await using Inbox<Question> inbox = await Inbox<Question>.OpenAsync(server);
        await Assert.ThrowsExactlyAsync<RequestFailedException>(() => client.RequestAsync<Question, Answer>(new Question(1), cancellationToken: TestBus.Patience));
        Assert.AreEqual(1, (await inbox.NextAsync()).Number, "it is an event nevertheless");
    }

    [TestMethod]
    [EachCarrier]
    public async Task RequestAsync_WhosePeerGoes_FailsAtOnce(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        TaskCompletionSource asked = new();
        server.Respond<Question, Answer>(async (_, token) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return new Answer(0);
        });
        await client.WaitForSubscriptionAsync<Question>("server", TestBus.Patience);
        Task<Answer> request = client.RequestAsync<Question, Answer>(new Question(1), new RequestOptions { Timeout = Timeout.InfiniteTimeSpan });
        await asked.Task.WaitAsync(TestBus.Patience);
        await server.DisconnectAsync("client");
        PeerDisconnectedException gone = await Assert.ThrowsExactlyAsync<PeerDisconnectedException>(() => request.WaitAsync(TestBus.Patience));
        StringAssert.Contains(gone.Message, "'server'");
        Assert.AreEqual(0, client.PendingRequests);
    }

    [TestMethod]
    [EachCarrier]
    public async Task RequestAsync_WithoutAnAnswer_TimesOut(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        ManualTime time = new();
        (Endpoint client, Endpoint server) = await bus.ConnectAsync(client: bus.NewOptions(time));
        TaskCompletionSource asked = new();
        await using Subscription responder = server.Respond<Question, Answer>(async (_, token) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return new Answer(0);
        });
        await responder.Acknowledged;
        Task<Answer> request = client.RequestAsync<Question, Answer>(new Question(1));
        await asked.Task.WaitAsync(TestBus.Patience);
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.IsFalse(request.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        TimeoutException late = await Assert.ThrowsExactlyAsync<TimeoutException>(() => request.WaitAsync(TestBus.Patience));
        StringAssert.Contains(late.Message, "00:00:30");
        Assert.AreEqual(0, client.PendingRequests);
    }

    [TestMethod]
    [DataRow(false, "failed")]
    [DataRow(true, "secret")]
    public async Task RequestAsync_OfAHandlerThatThrows_TellsOnlyWhatIsAllowed(bool sendsDetails, string expected)
    {
        await using TestBus bus = new(BusCarrier.Unix);
        EndpointOptions options = new() { Connection = TestBus.NewConnectionOptions(), SendsFailureDetails = sendsDetails, Logger = bus.Log };
        (Endpoint client, Endpoint server) = await bus.ConnectAsync(server: options);
        await using Subscription responder = server.Respond<Question, Answer>(_ => throw new InvalidOperationException("secret"));
        await responder.Acknowledged;
        RequestFailedException failed =
            await Assert.ThrowsExactlyAsync<RequestFailedException>(() => client.RequestAsync<Question, Answer>(new Question(1), cancellationToken: TestBus.Patience));
        StringAssert.Contains(failed.Message, expected);
        Assert.AreEqual(sendsDetails, failed.Message.Contains("secret"));
        Assert.AreEqual("secret", (await bus.Log.WaitForAsync("HandlerFailed")).Fault!.Message);
    }

    [TestMethod]
    [EachCarrier]
    public async Task Handler_WithAContext_KnowsTheSender_AndMayReply(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        List<(string Sender, bool IsLocal, bool IsRequest)> seen = [];
        await using Subscription subscription = server.Subscribe<Question>(async (question, context, token) =>
        {
            seen.Add((context.Sender, context.IsLocal, context.IsRequest));
            if (context.IsRequest)
            {
                await context.ReplyAsync(new Answer(question.Number), token);
                await context.ReplyAsync(new Answer(-1), token); // too late
            }
            else
            {
                await Assert.ThrowsExactlyAsync<InvalidOperationException>(async () => await context.ReplyAsync(new Answer(0), token));
            }
        });
        await subscription.Acknowledged;
        await client.PublishAsync(new Question(1));
        Assert.AreEqual(2, (await client.RequestAsync<Question, Answer>(new Question(2), cancellationToken: TestBus.Patience)).Number);
        Assert.AreEqual(3, (await server.RequestAsync<Question, Answer>(new Question(3), cancellationToken: TestBus.Patience)).Number);
        await bus.Log.WaitForAsync("LateReply", 2);
        CollectionAssert.AreEqual(new[] { ("client", false, false), ("client", false, true), ("server", true, true) }, seen);
    }
}
