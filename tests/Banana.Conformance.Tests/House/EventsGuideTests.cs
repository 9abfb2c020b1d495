using System.Threading.Channels;
using Banana.Hosting;
using Banana.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Banana.Conformance.Tests.House;

/// <summary>The examples of docs/events.md are this very code, and do what the guide says.</summary>
[TestClass]
public sealed class EventsGuideTests
{
    private const int MostLines = 16;

    private static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    [TestMethod]
    public void Guide_Examples_AreThisVeryCodeAndShort()
    {
        IReadOnlyDictionary<string, int> lengths =
            ExampleRegions.Require("docs/events.md", "tests/Banana.Conformance.Tests/House/EventsGuideTests.cs", "guide");
        Assert.HasCount(11, lengths);
        Assert.IsLessThanOrEqualTo(MostLines, lengths.Values.Max());
    }

    /// <summary>What a user may watch is named in the guide, as it is named in the code.</summary>
    [TestMethod]
    public void Guide_Names_TheMetersActivitiesAndLogEvents()
    {
        string guide = Repository.Read("docs/events.md");
        string meters = Repository.Read("src/Banana.Transport/Bus/Diagnostics/BusMeter.cs");
        List<string> names = [.. System.Text.RegularExpressions.Regex.Matches(meters, "\"(banana\\.events\\.[a-z.]+)\"").Select(match => match.Groups[1].Value)];
        Assert.IsGreaterThan(10, names.Count);
        foreach (string name in names.Append("Banana.Events").Append("publish").Append("request").Append("process"))
        {
            Assert.Contains($"`{name}`", guide);
        }
    }

    [TestMethod]
    public async Task Endpoints_OfTheGuide_Connect()
    {
        string address = $"memory:{Guid.NewGuid()}";
        #region guide endpoints
        EndpointOptions options = new() { Reconnect = new ReconnectOptions() };
        await using Endpoint shop = new("shop", options);
        await shop.ServeAsync(CarrierAddress.Parse(address).Listen());

        await using Endpoint till = new("till", options);
        string peer = await till.ConnectAsync(CarrierAddress.Parse(address).ToConnector()); // "shop"
        #endregion
        Assert.AreEqual("shop", peer);
    }

    [TestMethod]
    public async Task Subscriptions_OfTheGuide_GetEvents()
    {
        (Endpoint shop, Endpoint till) = await ConnectAsync();
        await using Endpoint ownsShop = shop, ownsTill = till;
        Channel<int> prices = Channel.CreateUnbounded<int>();
        #region guide subscribe
        Subscription subscription = shop.Subscribe<PriceChanged>(async (changed, cancellationToken) =>
            await prices.Writer.WriteAsync(changed.Cents, cancellationToken));
        await subscription.Acknowledged; // what connected endpoints publish from now on arrives
        #endregion

        #region guide publish
        await till.PublishAsync(new PriceChanged("tea", 250));                                                // to all that subscribe
        await till.PublishAsync(new PriceChanged("tea", 260), new PublishOptions { To = "shop" });            // to one
        await till.PublishAsync(new Heartbeat(), new PublishOptions { RequireSubscriber = false });           // to anyone, or nobody
        #endregion

        Assert.AreEqual((250, 260), (await prices.Reader.ReadAsync(Patience), await prices.Reader.ReadAsync(Patience)));
        await subscription.DisposeAsync();
        await Assert.ThrowsAsync<NoSubscribersException>(() => shop.PublishAsync(new PriceChanged("tea", 1)).AsTask());
    }

    [TestMethod]
    public async Task Requests_OfTheGuide_AreAnswered()
    {
        (Endpoint shop, Endpoint till) = await ConnectAsync();
        await using Endpoint ownsShop = shop, ownsTill = till;
        #region guide request
        Subscription answering = shop.Respond<PriceAsked, PriceChanged>(asked => new PriceChanged(asked.Article, 250));
        await answering.Acknowledged;

        RequestOptions patience = new() { To = "shop", Timeout = TimeSpan.FromSeconds(5) };
        PriceChanged price = await till.RequestAsync<PriceAsked, PriceChanged>(new PriceAsked("tea"), patience);
        #endregion
        Assert.AreEqual(250, price.Cents);
    }

    [TestMethod]
    public async Task Streams_OfTheGuide_ReturnEvents()
    {
        (Endpoint shop, Endpoint till) = await ConnectAsync();
        await using Endpoint ownsShop = shop, ownsTill = till;
        int sum = 0;
        Task publishing = Task.Run(async () =>
        {
            await till.WaitForSubscriptionAsync<PriceChanged>("shop", Patience);
            await till.PublishAsync(new PriceChanged("tea", 1));
            await till.PublishAsync(new PriceChanged("tea", 2));
        });
        #region guide stream
        await foreach (PriceChanged changed in shop.StreamAsync<PriceChanged>(take: 2))
        {
            sum += changed.Cents;
        }
        #endregion

        Assert.AreEqual(3, sum);
        await publishing;
    }

    [TestMethod]
    public async Task LiveStreams_OfTheGuide_ArriveElementByElement()
    {
        (Endpoint shop, Endpoint till) = await ConnectAsync();
        await using Endpoint ownsShop = shop, ownsTill = till;
        TaskCompletionSource<int> counted = new();
        await shop.Subscribe<Inventory>(async inventory =>
        {
            int count = 0;
            await foreach (string _ in inventory.Articles)
            {
                count++;
            }

            counted.SetResult(count);
        }).Acknowledged;
        #region guide live
        await till.PublishAsync(new Inventory { Shelf = "left", Articles = ReadShelfAsync() }); // sent as they are produced, and taken

        static async IAsyncEnumerable<string> ReadShelfAsync()
        {
            for (int i = 0; i < 1000; i++)
            {
                yield return $"article {i}";
                await Task.Yield();
            }
        }
        #endregion
        Assert.AreEqual(1000, await counted.Task.WaitAsync(Patience));
    }

    [TestMethod]
    public async Task Lanes_OfTheGuide_KeepTheOrderOfDifferentTypes()
    {
        (Endpoint shop, Endpoint till) = await ConnectAsync();
        await using Endpoint ownsShop = shop, ownsTill = till;
        await using Subscription prices = shop.Subscribe<PriceChanged>(_ => { });
        await using Subscription beats = shop.Subscribe<Heartbeat>(_ => { });
        await Task.WhenAll(prices.Acknowledged, beats.Acknowledged);
        #region guide lanes
        PublishOptions lane = new() { Lane = "till 3", Priority = EventPriority.High };
        await till.PublishAsync(new PriceChanged("tea", 250), lane);
        await till.PublishAsync(new Heartbeat(), lane); // arrives after it, though it is of another type
        #endregion
        Assert.AreEqual((0L, 0L), (prices.Dropped, beats.Dropped));
    }

    [TestMethod]
    public async Task Queues_OfTheGuide_AreBounded()
    {
        (Endpoint shop, Endpoint till) = await ConnectAsync();
        await using Endpoint ownsShop = shop, ownsTill = till;
        Func<Heartbeat, ValueTask> handler = _ => ValueTask.CompletedTask;
        #region guide queue
        SubscriptionOptions latest = new() { Capacity = 1, FullMode = FullMode.DropOldest };
        Subscription subscription = shop.Subscribe(handler, latest); // subscription.Dropped counts
        #endregion
        await subscription.Acknowledged;
        await till.PublishAsync(new Heartbeat());
        Assert.AreEqual(0, subscription.Dropped);
    }

    [TestMethod]
    public async Task Hosting_OfTheGuide_StartsAndStops()
    {
        string address = $"memory:{Guid.NewGuid()}";
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        #region guide hosting
        builder.Services
            .AddBananaEndpoint("shop", endpoint => endpoint
                .Serve(address)
                .Bind(builder.Configuration.GetSection("Banana:shop"))
                .AddHandler<PriceChanged, PriceHandler>())
            .AddHealthChecks().AddBananaEndpoint("shop");
        #endregion
        using IHost host = builder.Build();
        await host.StartAsync(Patience);
        await host.Services.GetRequiredService<Endpoint>().PublishAsync(new PriceChanged("tea", 250));
        await host.StopAsync(Patience);
    }

    private static async Task<(Endpoint Shop, Endpoint Till)> ConnectAsync()
    {
        string address = $"memory:{Guid.NewGuid()}";
        Endpoint shop = new("shop");
        await shop.ServeAsync(new MemoryListener(address));
        Endpoint till = new("till");
        await till.ConnectAsync(new MemoryConnector(address), Patience);
        await shop.WaitForConnectionAsync("till", Patience);
        return (shop, till);
    }
}

#region guide events
[Event("guide.price-changed")]
public sealed record PriceChanged(string Article, int Cents);

[Event("guide.inventory")]
public sealed class Inventory
{
    public required string Shelf { get; init; }

    public required IAsyncEnumerable<string> Articles { get; init; }
}
#endregion

[Event("guide.price-asked")]
public sealed record PriceAsked(string Article);

[Event("guide.heartbeat")]
public sealed record Heartbeat;

#region guide handler
public sealed class PriceHandler : IEventHandler<PriceChanged>
{
    public ValueTask HandleAsync(PriceChanged value, EventContext context, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{context.Sender}: {value.Article} costs {value.Cents}");
        return ValueTask.CompletedTask;
    }
}
#endregion
