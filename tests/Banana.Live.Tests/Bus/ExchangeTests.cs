using System.Text.Json;
using Banana.Transport;

namespace Banana.Live.Tests.Bus;

/// <summary>Two real processes over a Unix socket.</summary>
[TestClass]
public sealed class ExchangeTests
{
    [TestMethod]
    public async Task Events_OfTwoProcesses_GoBothWays()
    {
        CarrierAddress address = CarrierAddress.Parse(BusProcess.NewAddress());
        EndpointOptions options = new();
        options.Events.Add<string>("text").Add<List<int>>("numbers");
        await using Endpoint shop = new("shop", options);
        await shop.ServeAsync(address.Listen());
        await using Subscription answering = shop.Respond<List<int>, string>(numbers => $"{numbers.Sum()}");
        Task<string> text = shop.WaitForAsync<string>();
        await using BusProcess publisher = BusProcess.Start("bus", "publish", $"{address}", "--event", "text");
        await using BusProcess watcher = BusProcess.Start("bus", "watch", $"{address}", "--event", "text", "--name", "watcher");
        await publisher.WriteAsync("""{"t":"str","v":"caf\u00e9"}""");
        Assert.AreEqual("caf\u00e9", await text.WaitAsync(BusProcess.Patience));
        await shop.WaitForSubscriptionAsync<string>("watcher").WaitAsync(BusProcess.Patience);
        await shop.PublishAsync("b");
        await using BusProcess requester = BusProcess.Start("bus", "request", $"{address}", "--event", "numbers", "--answer", "text");
        await requester.WriteAsync("""{"t":"list","items":[{"t":"int","v":"3"},{"t":"int","v":"4"}]}""");
        Assert.AreEqual((0, """{"t":"string","v":"7"}""" + "\n", ""), await requester.FinishAsync());
        Assert.AreEqual((0, "", ""), await publisher.FinishAsync());
        watcher.Interrupt();
        Assert.AreEqual((0, """{"t":"string","v":"b"}""" + "\n", ""), await watcher.FinishAsync());
    }

    [TestMethod]
    [DataRow("broadcast")]
    [DataRow("request")]
    public async Task Bench_OfAFewEvents_LosesNoneAndKeepsTheirOrder(string mode)
    {
        await using BusProcess bench = BusProcess.Start("bench", "bus", "--events", "500", "--payload-bytes", "20", "--mode", mode, "--json");
        (int exitCode, string output, string errors) = await bench.FinishAsync();
        Assert.AreEqual((0, ""), (exitCode, errors));
        JsonElement figures = JsonDocument.Parse(output).RootElement;
        CollectionAssert.AreEqual(
            new[] { "events_per_s", "json_lines_per_s", "x_json_lines", "p50_us", "p99_us", "p999_us", "lost", "reordered" },
            figures.EnumerateObject().Select(figure => figure.Name).ToList());
        Assert.AreEqual((0, 0), (figures.GetProperty("lost").GetInt32(), figures.GetProperty("reordered").GetInt32()));
        Assert.IsTrue(figures.EnumerateObject().Take(6).All(figure => figure.Value.GetDouble() > 0), output);
    }
}
