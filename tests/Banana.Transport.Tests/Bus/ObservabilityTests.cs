using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Banana.Transport.Tests.Bus;

/// <summary>What the log, the figures and the traces say.</summary>
[TestClass]
[DoNotParallelize] // listeners hear all endpoints of the process
public sealed class ObservabilityTests
{
    [TestMethod]
    [EachCarrier]
    public async Task Trace_OfAPublisher_GoesOnAtTheHandler(BusCarrier carrier)
    {
        ConcurrentQueue<Activity> stopped = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = static source => source.Name == "Banana.Events",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        ActivityTraceId seen = default;
        await using Subscription responder = server.Respond<Question, Answer>(_ =>
        {
            seen = Activity.Current!.TraceId;
            return new Answer(1);
        });
        await using Inbox<Text> texts = await Inbox<Text>.OpenAsync(server);
        using Activity root = new Activity("root").Start();
        await client.RequestAsync<Question, Answer>(new Question(1), cancellationToken: TestBus.Patience);
        await client.PublishAsync(new Text("traced"));
        await texts.NextAsync();
        await texts.DisposeAsync();
        Assert.AreEqual(root.TraceId, seen);
        Activity[] ours = [.. stopped.Where(activity => activity.TraceId == root.TraceId)];
        foreach (string verb in new[] { "request", "publish" })
        {
            Activity sent = ours.Single(activity => activity.OperationName.StartsWith(verb, StringComparison.Ordinal));
            Assert.AreEqual(root.SpanId, sent.ParentSpanId);
            Activity processed = ours.Single(activity => activity.ParentSpanId == sent.SpanId && activity.Kind == ActivityKind.Consumer);
            Assert.IsTrue(processed.HasRemoteParent || carrier == BusCarrier.Memory);
        }
    }

    [TestMethod]
    public async Task Figures_CountWhatHappens()
    {
        ConcurrentDictionary<string, long> counts = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Banana.Events")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => counts.AddOrUpdate(instrument.Name, value, (_, before) => before + value));
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => counts.AddOrUpdate(instrument.Name, 1, (_, before) => before + 1));
        listener.Start();
        await using TestBus bus = new(BusCarrier.Unix);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        await using Subscription responder = server.Respond<Question, Answer>(question => question.Number == 0 ? throw new InvalidOperationException() : new Answer(1));
        await responder.Acknowledged;
        await client.RequestAsync<Question, Answer>(new Question(1), cancellationToken: TestBus.Patience);
        await Assert.ThrowsExactlyAsync<RequestFailedException>(() => client.RequestAsync<Question, Answer>(new Question(0), cancellationToken: TestBus.Patience));
        await client.DisposeAsync();
        await server.DisposeAsync();
        Assert.AreEqual(3, counts["banana.events.sent"]);
        Assert.AreEqual(3, counts["banana.events.received"]);
        Assert.AreEqual(2, counts["banana.events.handler.duration"]);
        Assert.AreEqual(1, counts["banana.events.handler.faults"]);
        Assert.AreEqual(2, counts["banana.events.disconnects"]);
        Assert.AreEqual(0, counts["banana.events.connections"]);
        Assert.AreEqual(0, counts["banana.events.queue.depth"]);
        Assert.AreEqual(0, counts["banana.events.requests.pending"]);
    }

    [TestMethod]
    public async Task Event_ThatIsRefused_IsToldToBothSides_AndTheNextOneArrives()
    {
        await using TestBus bus = new(BusCarrier.Unix);
        BananaSerializerOptions strict = new() { Policy = BananaPolicy.Untrusted with { Limits = BananaPolicy.Untrusted.Limits with { MaxStringBytes = 1000 } } };
        EventConnectionOptions connection = new() { Serializer = strict };
        connection.Events.Add<Text>().Add<Number>().Add<Question>().Add<Answer>();
        (Endpoint client, Endpoint server) = await bus.ConnectAsync(server: new EndpointOptions { Connection = connection, Logger = bus.Log });
        await using Inbox<Text> inbox = await Inbox<Text>.OpenAsync(server);
        await client.PublishAsync(new Text(new string('x', 2000)));
        await client.PublishAsync(new Text("next"));
        Assert.AreEqual("next", (await inbox.NextAsync()).Value);
        StringAssert.Contains((await bus.Log.WaitForAsync("Refused")).Text, "StringTooLong");
        StringAssert.Contains((await bus.Log.WaitForAsync("RefusedByPeer")).Text, "StringTooLong");
    }

    /// <summary>A number that an operator has an alarm for keeps its meaning.</summary>
    [TestMethod]
    public void LogEvents_HaveANumberEach()
    {
        int[] ids = [.. typeof(LogEvents).GetMethods().SelectMany(method => method.GetCustomAttributes(typeof(Microsoft.Extensions.Logging.LoggerMessageAttribute), false))
            .Cast<Microsoft.Extensions.Logging.LoggerMessageAttribute>().Select(attribute => attribute.EventId).Order()];
        CollectionAssert.AllItemsAreUnique(ids);
        Assert.AreEqual((1, true), (ids[0], ids.Length > 15));
    }
}
