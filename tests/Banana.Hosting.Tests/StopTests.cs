using Banana.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Banana.Hosting.Tests;

/// <summary>A host that stops ends its endpoints in good order.</summary>
[TestClass]
public sealed class StopTests
{
    [TestMethod]
    public async Task StopAsync_WaitsForTheHandlerThatIsRunning_AndSaysGoodbye()
    {
        string address = TestHost.NewAddress();
        await using TestHost host = await StartSleeperAsync(address);
        await using Endpoint peer = new("peer");
        await peer.ConnectAsync(CarrierAddress.Parse(address).ToConnector(), TestHost.Patience);
        await using IAsyncEnumerator<ConnectionChange> changes = peer.WatchConnectionsAsync(TestHost.Patience).GetAsyncEnumerator();
        ValueTask<bool> changed = changes.MoveNextAsync();
        Sleeper sleeper = host.Services.GetRequiredService<Sleeper>();
        await peer.PublishAsync(new Note("a"));
        await sleeper.Entered.Task.WaitAsync(TestHost.Patience);
        Task stopping = host.StopAsync();
        Assert.IsFalse(stopping.IsCompleted);
        sleeper.Leave.SetResult();
        await stopping;
        Assert.IsTrue(sleeper.HasLeft);
        Assert.IsTrue(await changed);
        Assert.AreEqual(ConnectionCloseReason.Goodbye, changes.Current.Reason);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => host.Endpoint.PublishAsync(new Note("late")).AsTask());
    }

    [TestMethod]
    public async Task StopAsync_ThatIsOutOfPatience_ReturnsAndLogsWhy()
    {
        await using TestHost host = await StartSleeperAsync(TestHost.NewAddress());
        Sleeper sleeper = host.Services.GetRequiredService<Sleeper>();
        await host.Endpoint.PublishAsync(new Note("a"));
        await sleeper.Entered.Task.WaitAsync(TestHost.Patience);
        await host.StopAsync(new CancellationToken(canceled: true));
        StringAssert.StartsWith((await host.Log.WaitForAsync("StillStopping")).Text, "sleepy is still stopping");
        sleeper.Leave.SetResult();
    }

    [TestMethod]
    public async Task StopAsync_OfServicesThatWereAddedLater_ComesFirst()
    {
        Trace trace = new();
        await using TestHost host = new(services => services
            .AddSingleton(trace)
            .AddScoped<Unit>()
            .AddBananaEndpoint("shop", endpoint => endpoint.AddHandler<Note, ScopedHandler>())
            .AddHostedService<Announcer>());
        await host.StartAsync();
        Assert.AreEqual("open of shop in 1", await trace.NextAsync());
        Assert.AreEqual("end 1", await trace.NextAsync());
        await host.StopAsync();
        Assert.AreEqual("closed of shop in 2", await trace.NextAsync());
    }

    [TestMethod]
    public async Task StopAsync_WhileConnecting_EndsThat()
    {
        await using TestHost host = await TestHost.StartAsync(
            "client", endpoint => endpoint.Connect(TestHost.NewAddress()).Configure(options => options.WaitsForConnections = false));
        await host.Log.WaitForAsync("Retrying");
        await host.StopAsync();
        Assert.IsTrue(host.Endpoint.Stopped.IsCompleted);
    }

    private static async Task<TestHost> StartSleeperAsync(string address)
    {
        TestHost host = new(services => services
            .AddSingleton<Sleeper>()
            .AddBananaEndpoint("sleepy", endpoint => endpoint.Serve(address).AddHandler<Note, Sleeper>()));
        await host.StartAsync();
        return host;
    }

    /// <summary>Publishes at its start and at its end; the second event may be handled only while the endpoint is there.</summary>
    private sealed class Announcer(Endpoint endpoint, Trace trace) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => endpoint.PublishAsync(new Note("open"), null, cancellationToken).AsTask();

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            await endpoint.PublishAsync(new Note("closed"), null, cancellationToken);
            Assert.IsNotNull(trace);
        }
    }
}
