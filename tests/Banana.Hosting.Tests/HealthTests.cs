using Banana.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Banana.Hosting.Tests;

/// <summary>The health check tells what an endpoint lacks.</summary>
[TestClass]
public sealed class HealthTests
{
    [TestMethod]
    public async Task Check_OfAServer_IsHealthyWhileItServes()
    {
        await using TestHost host = Checked("shop", endpoint => endpoint.Serve(TestHost.NewAddress()));
        Expect(await host.CheckAsync(), HealthStatus.Unhealthy, "'shop' is not serving.");
        await host.StartAsync();
        Expect(await host.CheckAsync(), HealthStatus.Healthy, "'shop' is serving.");
        await host.StopAsync();
        Expect(await host.CheckAsync(), HealthStatus.Unhealthy, "'shop' is not serving.");
    }

    [TestMethod]
    public async Task Check_OfAClient_IsDegradedWhileItsPeerIsMissing()
    {
        string address = TestHost.NewAddress();
        await using TestHost client = Checked("till", endpoint => endpoint.Connect(address).Configure(options =>
        {
            options.WaitsForConnections = false;
            options.Reconnect.LongestDelay = TimeSpan.FromMilliseconds(20);
        }));
        await client.StartAsync();
        Expect(await client.CheckAsync(), HealthStatus.Degraded, $"'till' is not connected to {address}.");

        await using TestHost server = await TestHost.StartAsync("shop", endpoint => endpoint.Serve(address));
        await client.Endpoint.WaitForConnectionAsync("shop", TestHost.Patience);
        HealthReportEntry healthy = await client.CheckUntilAsync(HealthStatus.Healthy);
        Assert.AreEqual(1, healthy.Data["connections"]);

        await server.StopAsync();
        Expect(await client.CheckUntilAsync(HealthStatus.Degraded), HealthStatus.Degraded, $"'till' is not connected to 'shop' at {address}.");
    }

    [TestMethod]
    public async Task Check_OfAnEndpointThatAHandlerStopped_TellsTheFault()
    {
        await using TestHost host = new(services => services
            .AddSingleton<Trace>()
            .AddScoped<Unit>()
            .AddBananaEndpoint("shop", endpoint => endpoint.AddHandler<Note, ScopedHandler>().Configure(options =>
            {
                options.OnHandlerFault = HandlerFaultAction.StopEndpoint;
                options.StopsHostOnFault = false;
            }))
            .AddHealthChecks().AddBananaEndpoint("shop", failureStatus: HealthStatus.Degraded));
        await host.StartAsync();
        await host.Endpoint.PublishAsync(new Note("bad"));
        await host.Endpoint.Stopped.WaitAsync(TestHost.Patience);
        HealthReportEntry entry = await host.CheckAsync();
        Expect(entry, HealthStatus.Degraded, "'shop' is not serving.");
        Assert.AreEqual("a bad note", entry.Exception!.Message);
    }

    [TestMethod]
    public async Task Check_OfAnEndpointThatIsNotThere_SaysHowToAddIt()
    {
        await using TestHost host = new(services => services.AddHealthChecks().AddBananaEndpoint("shop"));
        InvalidOperationException thrown = await Assert.ThrowsExactlyAsync<InvalidOperationException>(host.CheckAsync);
        StringAssert.Contains(thrown.Message, "Add it: services.AddBananaEndpoint(\"shop\", …).");
    }

    private static TestHost Checked(string name, Action<BananaEndpointBuilder> configure) =>
        new(services => services.AddBananaEndpoint(name, configure).AddHealthChecks().AddBananaEndpoint(name));

    private static void Expect(HealthReportEntry entry, HealthStatus status, string description) =>
        Assert.AreEqual((status, description), (entry.Status, entry.Description));
}
