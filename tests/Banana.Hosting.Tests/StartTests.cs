using Banana.Transport;
using Microsoft.Extensions.DependencyInjection;

namespace Banana.Hosting.Tests;

/// <summary>A host that has started serves, and is connected.</summary>
[TestClass]
public sealed class StartTests
{
    [TestMethod]
    public async Task StartAsync_MeansServing()
    {
        string address = TestHost.NewAddress();
        await using TestHost host = await TestHost.StartAsync("server", endpoint => endpoint.Serve(address));
        await using Endpoint client = new("client");
        Assert.AreEqual("server", await client.ConnectAsync(CarrierAddress.Parse(address).ToConnector(), TestHost.Patience));
    }

    [TestMethod]
    public async Task StartAsync_MeansConnected_AndHandlersAreKnownToBothSides()
    {
        string address = TestHost.NewAddress();
        await using TestHost server = await TestHost.StartAsync("server", endpoint => endpoint.Serve(address).AddHandler<Note, Keeper>());
        await using TestHost client = await TestHost.StartAsync("client", endpoint => endpoint.Connect(address).AddRequestHandler<Sum, Total, Adder>());
        Assert.IsTrue(client.Endpoint.IsSubscribed<Note>("server"));
        await client.Endpoint.PublishAsync(new Note("at once"));
        await server.Endpoint.WaitForConnectionAsync("client", TestHost.Patience);
        Assert.AreEqual(5, (await server.Endpoint.RequestAsync<Sum, Total>(new Sum(2, 3))).Value);
    }

    [TestMethod]
    public async Task StartAsync_WhileThePeerIsNotThere_WaitsForIt()
    {
        string address = TestHost.NewAddress();
        await using TestHost client = TestHost.With("client", endpoint => endpoint.Connect(address).Configure(RetryAtOnce));
        Task starting = client.StartAsync();
        await client.Log.WaitForAsync("Retrying");
        Assert.IsFalse(starting.IsCompleted);
        await using TestHost server = await TestHost.StartAsync("server", endpoint => endpoint.Serve(address));
        await starting;
        Assert.IsTrue(client.Endpoint.IsConnectedTo("server"));
    }

    [TestMethod]
    public async Task StartAsync_WithoutWaiting_ConnectsInTheBackground()
    {
        string address = TestHost.NewAddress();
        await using TestHost client = await TestHost.StartAsync("client", endpoint => endpoint.Connect(address).Configure(options =>
        {
            options.WaitsForConnections = false;
            RetryAtOnce(options);
        }));
        Assert.IsFalse(client.Endpoint.IsConnectedTo("server"));
        await using TestHost server = await TestHost.StartAsync("server", endpoint => endpoint.Serve(address));
        await client.Endpoint.WaitForConnectionAsync("server", TestHost.Patience);
    }

    [TestMethod]
    public async Task StartAsync_WithoutReconnecting_FailsAndNamesTheAddress()
    {
        string address = TestHost.NewAddress();
        await using TestHost client = TestHost.With("client", endpoint => endpoint.Connect(address).Configure(options => options.Reconnect.Enabled = false));
        StringAssert.Contains((await Assert.ThrowsAsync<IOException>(client.StartAsync)).Message, address);
    }

    [TestMethod]
    public async Task StartAsync_InTheBackgroundWithoutReconnecting_LogsWhatItGaveUp()
    {
        string address = TestHost.NewAddress();
        await using TestHost client = await TestHost.StartAsync("client", endpoint => endpoint.Connect(address).Configure(options =>
        {
            options.WaitsForConnections = false;
            options.Reconnect.Enabled = false;
        }));
        Assert.AreEqual($"client no longer tries to connect to {address}", (await client.Log.WaitForAsync("GaveUp")).Text);
    }

    [TestMethod]
    public async Task StartAsync_AtAnAddressInUse_Fails()
    {
        string address = TestHost.NewAddress();
        await using TestHost first = await TestHost.StartAsync("first", endpoint => endpoint.Serve(address));
        await using TestHost second = TestHost.With("second", endpoint => endpoint.Serve(address));
        StringAssert.Contains((await Assert.ThrowsAsync<IOException>(second.StartAsync)).Message, address[5..]);
    }

    [TestMethod]
    public async Task Endpoints_OfOneHost_HaveKeys_AndMayConnectToEachOther()
    {
        string address = TestHost.NewAddress();
        await using TestHost host = new(services => services
            .AddBananaEndpoint("inside", endpoint => endpoint.Connect(address)) // before the other one is even added
            .AddBananaEndpoint("outside", endpoint => endpoint.Serve(address)));
        await host.StartAsync();
        Endpoint inside = host.Services.GetRequiredKeyedService<Endpoint>("inside");
        Endpoint outside = host.Services.GetRequiredKeyedService<Endpoint>("outside");
        Assert.AreSame(inside, host.Endpoint);
        Assert.AreNotSame(inside, outside);
        Assert.IsTrue(inside.IsConnectedTo("outside"));
    }

    [TestMethod]
    public void AddBananaEndpoint_OfANameThatIsTaken_Throws()
    {
        ServiceCollection services = new();
        services.AddBananaEndpoint("shop");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => services.AddBananaEndpoint("shop")).Message, "Give each endpoint a name of its own.");
        Assert.ThrowsExactly<ArgumentException>(() => services.AddBananaEndpoint(""));
        Assert.ThrowsExactly<ArgumentException>(() => services.AddBananaEndpoint(new string('n', 256)));
    }

    private static void RetryAtOnce(HostedEndpointOptions options) => options.Reconnect.LongestDelay = options.Reconnect.FirstDelay = TimeSpan.FromMilliseconds(20);
}
