namespace Banana.Transport.Tests.Bus;

/// <summary>How endpoints connect.</summary>
[TestClass]
public sealed class ConnectTests
{
    [TestMethod]
    [EachCarrier]
    public async Task ConnectAsync_ToAServer_ConnectsBothSides(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        Assert.IsTrue(client.IsConnectedTo("server"));
        Assert.IsTrue(server.IsConnectedTo("client"));
        Assert.AreEqual("client server", string.Join(' ', client.GetEndpoints().Select(endpoint => endpoint.Name)));
        Assert.AreEqual("server client", string.Join(' ', server.GetEndpoints().Select(endpoint => endpoint.Name)));
    }

    [TestMethod]
    [EachCarrier]
    public async Task WaitForConnectionAsync_ReturnsWhenConnected_AndNotBefore(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server");
        Endpoint client = bus.Add("client");
        Task waiting = client.WaitForConnectionAsync("server", TestBus.Patience);
        Task waitingThere = server.WaitForConnectionAsync("client", TestBus.Patience);
        Assert.IsFalse(waiting.IsCompleted || waitingThere.IsCompleted);
        await client.ConnectAsync(bus.To("server"), TestBus.Patience);
        await waiting;
        await waitingThere;
    }

    [TestMethod]
    [EachCarrier]
    public async Task WaitForConnectionAsync_ThatIsCancelled_Ends(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint endpoint = bus.Add("alone");
        using CancellationTokenSource cancellation = new();
        Task waiting = endpoint.WaitForConnectionAsync("nobody", cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
    }

    [TestMethod]
    [EachCarrier]
    public async Task ConnectAsync_ToItself_IsRejected(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server");
        ConnectionRejectedException rejected =
            await Assert.ThrowsExactlyAsync<ConnectionRejectedException>(() => server.ConnectAsync(bus.To("server"), TestBus.Patience));
        StringAssert.Contains(rejected.Message, "both endpoints are named 'server'");
        Assert.HasCount(1, server.GetEndpoints());
    }

    [TestMethod]
    [EachCarrier]
    public async Task ConnectAsync_ToWhomItIsConnected_IsRejected_AndTheConnectionStays(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        ConnectionRejectedException rejected =
            await Assert.ThrowsExactlyAsync<ConnectionRejectedException>(() => client.ConnectAsync(bus.To("server"), TestBus.Patience));
        StringAssert.Contains(rejected.Message, "already connected");
        await using Inbox<Text> inbox = await Inbox<Text>.OpenAsync(server);
        await client.PublishAsync(new Text("still there"));
        Assert.AreEqual("still there", (await inbox.NextAsync()).Value);
    }

    [TestMethod]
    [EachCarrier]
    public async Task ConnectAsync_OfTwoThatShareAName_RejectsTheSecondAndTellsItWhy(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        await bus.ConnectAsync();
        Endpoint impostor = new("client", bus.NewOptions());
        ConnectionRejectedException rejected =
            await Assert.ThrowsExactlyAsync<ConnectionRejectedException>(() => impostor.ConnectAsync(bus.To("server"), TestBus.Patience));
        StringAssert.Contains(rejected.Message, "already connected");
        await impostor.DisposeAsync();
    }

    [TestMethod]
    [EachCarrier]
    public async Task ConnectAsync_ToTheSameAddressTwiceInOneCall_IsRejectedBeforeAnythingIsDialled(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server");
        Endpoint client = bus.Add("client");
        await Assert.ThrowsExactlyAsync<ConnectionRejectedException>(() => client.ConnectAsync([bus.To("server"), bus.To("server")], TestBus.Patience));
        Assert.HasCount(1, client.GetEndpoints());
        Assert.HasCount(1, server.GetEndpoints());
    }

    [TestMethod]
    [EachCarrier]
    public async Task ConnectAsync_ToMany_ConnectsAll_OrNone(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        await bus.ServeAsync("a");
        await bus.ServeAsync("b");
        Endpoint client = bus.Add("client");
        CollectionAssert.AreEqual(new[] { "a", "b" }, (await client.ConnectAsync([bus.To("a"), bus.To("b")], TestBus.Patience)).ToArray());

        await bus.ServeAsync("c");
        await bus.Listen("gone").DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => client.ConnectAsync([bus.To("c"), bus.To("gone")], TestBus.Patience));
        Assert.AreEqual("client a b", string.Join(' ', client.GetEndpoints().Select(endpoint => endpoint.Name)));
    }

    [TestMethod]
    [EachCarrier]
    public async Task ConnectAsync_ToNothing_NamesTheAddress(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        await bus.Listen("gone").DisposeAsync();
        IOException failed = await Assert.ThrowsAsync<IOException>(() => bus.Add("client").ConnectAsync(bus.To("gone"), TestBus.Patience));
        StringAssert.Contains(failed.Message, bus.To("gone").ToString());
    }

    [TestMethod]
    [EachCarrier]
    public async Task ConnectAsync_OfBothSidesAtTheSameTime_LeavesOneConnection(BusCarrier carrier)
    {
        for (int i = 0; i < 20; i++)
        {
            await using TestBus bus = new(carrier);
            Endpoint left = await bus.ServeAsync("left");
            Endpoint right = await bus.ServeAsync("right");
            Task<string>[] both = [left.ConnectAsync(bus.To("right"), TestBus.Patience), right.ConnectAsync(bus.To("left"), TestBus.Patience)];
            await Task.WhenAll(both).ContinueWith(static _ => { }, TaskScheduler.Default);
            Assert.HasCount(1, both.Where(call => call.IsCompletedSuccessfully).ToArray());
            foreach (Task<string> call in both.Where(call => call.IsFaulted))
            {
                Assert.IsInstanceOfType<ConnectionRejectedException>(call.Exception!.InnerException);
            }

            await left.WaitForConnectionAsync("right", TestBus.Patience);
            await right.WaitForConnectionAsync("left", TestBus.Patience);
            await using Inbox<Number> inbox = await Inbox<Number>.OpenAsync(right);
            await left.PublishAsync(new Number(i));
            Assert.AreEqual(i, (await inbox.NextAsync()).Value);
        }
    }

    [TestMethod]
    [EachCarrier]
    public async Task ConnectAsync_ReturnsWhenTheSubscriptionsOfThePeerAreKnown(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        Endpoint server = await bus.ServeAsync("server");
        await using Inbox<Text> there = await Inbox<Text>.OpenAsync(server);
        Endpoint client = bus.Add("client");
        await using Inbox<Number> here = await Inbox<Number>.OpenAsync(client);
        await client.ConnectAsync(bus.To("server"), TestBus.Patience);
        Assert.IsTrue(client.IsSubscribed<Text>("server"));
        Assert.IsFalse(client.IsSubscribed<Number>("server"));
        await client.PublishAsync(new Text("at once"));
        Assert.AreEqual("at once", (await there.NextAsync()).Value);
        await server.WaitForConnectionAsync("client", TestBus.Patience);
        Assert.IsTrue(server.IsSubscribed<Number>("client"));
    }

    [TestMethod]
    [EachCarrier]
    public async Task DisconnectAsync_EndsTheConnectionOnBothSides_AndAnotherCanBeMade(BusCarrier carrier)
    {
        await using TestBus bus = new(carrier);
        (Endpoint client, Endpoint server) = await bus.ConnectAsync();
        await using IAsyncEnumerator<ConnectionChange> changes = server.WatchConnectionsAsync(TestBus.Patience).GetAsyncEnumerator();
        ValueTask<bool> next = changes.MoveNextAsync();
        Assert.IsTrue(await client.DisconnectAsync("server"));
        Assert.IsFalse(await client.DisconnectAsync("server"));
        Assert.IsTrue(await next);
        Assert.AreEqual(ConnectionCloseReason.Goodbye, changes.Current.Reason);
        await client.ConnectAsync(bus.To("server"), TestBus.Patience);
        await server.WaitForConnectionAsync("client", TestBus.Patience);
    }
}
