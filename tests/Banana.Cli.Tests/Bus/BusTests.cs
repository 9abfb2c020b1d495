using System.Text;
using Banana.Cli.Bus;
using Banana.Cli.Tests.Commands;
using Banana.Transport;

namespace Banana.Cli.Tests.Bus;

/// <summary><c>banana bus</c>, whose other end is an endpoint of the test that knows the types of the events.</summary>
[TestClass]
public sealed class BusTests
{
    private static int s_last;

    private readonly CarrierAddress _address = CarrierAddress.Parse($"memory:bus-tests-{Interlocked.Increment(ref s_last)}");

    private static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [TestMethod]
    public async Task Publish_OfLines_ReachesWhoKnowsTheType_InOrder()
    {
        await using Endpoint shop = await ServeAsync();
        List<string> received = [];
        await using Subscription subscription = shop.Subscribe<string>(received.Add);
        TaskCompletionSource<List<int>> numbers = new();
        await using Subscription other = shop.Subscribe<List<int>>(numbers.SetResult);
        InProcess published = await PublishAsync("text", """{"t":"str","v":"a"}""" + "\n\n" + """{"t":"str","v":"b"}""");
        Assert.AreEqual((0, ""), (published.ExitCode, published.Errors));
        await shop.PublishAsync("end", new PublishOptions { Internal = true }); // behind the others
        await PublishAsync("numbers", """{"t":"list","items":[{"t":"int","v":"7"}]}""");
        CollectionAssert.AreEqual(new[] { 7 }, await numbers.Task.WaitAsync(Patience));
        CollectionAssert.AreEqual(new[] { "a", "b", "end" }, received);
    }

    [TestMethod]
    public async Task Publish_OfWhatTheOtherSideRefuses_SaysSoAndExits2()
    {
        await using Endpoint shop = await ServeAsync();
        await using Subscription subscription = shop.Subscribe<string>(_ => { });
        InProcess published = await PublishAsync("text", """{"t":"int","v":"1"}""");
        Assert.AreEqual(2, published.ExitCode, published.Errors);
        Assert.Contains("'text'", published.Errors);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(20)]
    public async Task Publish_ToNobody_SaysWhatToDoAndExits1(int wait)
    {
        await using Endpoint shop = await ServeAsync();
        InProcess published = await PublishAsync("text", """{"t":"str","v":"a"}""", TimeSpan.FromMilliseconds(wait));
        Assert.AreEqual(1, published.ExitCode);
        Assert.AreEqual("banana: Nobody there subscribes to 'text'. Start 'banana bus watch' before, or wait longer with --wait.\n", published.Errors);
    }

    [TestMethod]
    public async Task Publish_BeforeAnybodySubscribes_WaitsIfAsked()
    {
        await using Endpoint shop = await ServeAsync();
        Task<InProcess> publishing = PublishAsync("text", """{"t":"str","v":"a"}""", TimeSpan.FromMinutes(1));
        await shop.WaitForConnectionAsync("publisher", Patience);
        Assert.AreEqual("a", await shop.WaitForAsync<string>(Patience));
        Assert.AreEqual(0, (await publishing).ExitCode);
    }

    [TestMethod]
    public async Task Watch_OfOneEvent_PrintsValuesUntilTheGoodbye()
    {
        Endpoint shop = await ServeAsync();
        Task<InProcess> watching = WatchAsync(null, "text");
        await shop.WaitForSubscriptionAsync<string>("watcher", Patience);
        await shop.PublishAsync("a");
        await shop.PublishAsync("b");
        await shop.DisposeAsync();
        InProcess watched = await watching;
        Assert.AreEqual(0, watched.ExitCode, watched.Errors);
        CollectionAssert.AreEqual(new[] { """{"t":"string","v":"a"}""", """{"t":"string","v":"b"}""" }, Unmarked(watched));
        Assert.AreEqual("banana: 'shop' is gone: Goodbye.\n", watched.Errors);
    }

    [TestMethod]
    public async Task Watch_OfSeveralEvents_NamesThemAndEndsAfterItsCount()
    {
        await using Endpoint shop = await ServeAsync();
        Task<InProcess> watching = WatchAsync(2, "text", "numbers");
        await shop.WaitForSubscriptionAsync<List<int>>("watcher", Patience);
        await shop.PublishAsync<List<int>>([7]);
        await shop.PublishAsync("a");
        InProcess watched = await watching;
        Assert.AreEqual((0, ""), (watched.ExitCode, watched.Errors));
        CollectionAssert.AreEquivalent(
            new[] { """{"event":"numbers","value":{"t":"list","items":[{"t":"int","v":"7"}]}}""", """{"event":"text","value":{"t":"string","v":"a"}}""" }, Unmarked(watched));
    }

    [TestMethod]
    public async Task Watch_ThatEndsBeforeItsCount_Exits1()
    {
        Endpoint shop = await ServeAsync();
        Task<InProcess> watching = WatchAsync(2, "text");
        await shop.WaitForSubscriptionAsync<string>("watcher", Patience);
        await shop.PublishAsync("a");
        await shop.DisposeAsync();
        InProcess watched = await watching;
        Assert.AreEqual((1, 1), (watched.ExitCode, watched.Lines.Length), watched.Errors);
    }

    [TestMethod]
    public async Task Request_OfEachLine_PrintsAnswersAndGoesOnAfterAFailure()
    {
        await using Endpoint shop = await ServeAsync();
        await using Subscription subscription = shop.Respond<string, List<int>>(text => text == "bad" ? throw new InvalidOperationException("no") : [text.Length]);
        InProcess asked = await RequestAsync("text", "numbers", """{"t":"str","v":"abc"}""" + "\n" + """{"t":"str","v":"bad"}""" + "\n" + """{"t":"str","v":"x"}""");
        Assert.AreEqual(1, asked.ExitCode);
        CollectionAssert.AreEqual(
            new[] { """{"t":"list","items":[{"t":"int","v":"3"}]}""", """{"t":"list","items":[{"t":"int","v":"1"}]}""" }, Unmarked(asked));
        Assert.StartsWith("banana: line 2: 'shop' could not answer: ", asked.Errors);
        Assert.HasCount(1, asked.Errors.TrimEnd().Split('\n'));
    }

    [TestMethod]
    public async Task Request_ThatNobodyAnswers_Exits1()
    {
        await using Endpoint shop = await ServeAsync();
        InProcess asked = await RequestAsync("text", null, """{"t":"str","v":"abc"}""");
        Assert.AreEqual((1, "banana: Nobody there answers 'text'.\n"), (asked.ExitCode, asked.Errors));
    }

    [TestMethod]
    public async Task Serve_WithRelayAndEcho_PassesEventsOnAndAnswersRequests()
    {
        using CancellationTokenSource stopping = new();
        using StringWriter errors = new() { NewLine = "\n" };
        Task<int> serving = BusServer.RunAsync(TextWriter.Synchronized(errors), _address, "server", ["text"], ["numbers"], stopping.Token);
        await using Endpoint shop = NewShop();
        await shop.ConnectAsync(_address.ToConnector(), Patience);
        Task<InProcess> watching = WatchAsync(1, "text");
        Task<string> waiting = shop.WaitForAsync<string>(Patience);
        await PublishAsync("text", """{"t":"str","v":"a"}""", TimeSpan.FromMinutes(1));
        Assert.AreEqual("a", await waiting);
        await shop.PublishAsync("b", new PublishOptions { To = "server" }); // in case the watcher came after the other event
        Assert.AreEqual(0, (await watching).ExitCode);
        CollectionAssert.AreEqual(new[] { 5 }, await shop.RequestAsync<List<int>, List<int>>([5], cancellationToken: Patience));
        RequestFailedException refused = await Assert.ThrowsExactlyAsync<RequestFailedException>(() => shop.RequestAsync<string, string>("c"));
        Assert.Contains("answers no requests", refused.Message);
        await stopping.CancelAsync();
        Assert.AreEqual(0, await serving);
        Assert.Contains("banana: server serves at memory:", errors.ToString());
        Assert.Contains("banana: server is connected to shop", errors.ToString());
        Assert.Contains("banana: server is no longer connected to watcher", errors.ToString());
    }

    private static Endpoint NewShop()
    {
        EndpointOptions options = new();
        options.Events.Add<string>("text").Add<List<int>>("numbers");
        return new Endpoint("shop", options);
    }

    private async Task<Endpoint> ServeAsync()
    {
        Endpoint shop = NewShop();
        await shop.ServeAsync(_address.Listen());
        return shop;
    }

    private Task<InProcess> PublishAsync(string name, string lines, TimeSpan wait = default) => InProcess.RunAsync(
        Encoding.UTF8.GetBytes(lines), streams => BusPublisher.RunAsync(streams, _address, "publisher", name, wait, Patience));

    private Task<InProcess> WatchAsync(long? count, params string[] names) =>
        InProcess.RunAsync([], streams => BusWatcher.RunAsync(streams, _address, "watcher", names, count, Patience));

    private Task<InProcess> RequestAsync(string name, string? answer, string lines) => InProcess.RunAsync(
        Encoding.UTF8.GetBytes(lines), streams => BusRequester.RunAsync(streams, _address, "requester", name, answer, TimeSpan.FromMinutes(1), Patience));

    /// <summary>The lines without the mark of their encoding.</summary>
    private static string[] Unmarked(InProcess done) => [.. done.Lines.Select(line => line.TrimStart('\uFEFF'))];
}
