using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Carriers;

/// <summary>What every listener and its connector do.</summary>
public abstract class ListenerContract : CarrierContract
{
    protected abstract IListener Listen();

    protected abstract IConnector ConnectorTo(string address);

    protected sealed override Task<Link> ConnectAsync()
    {
        IListener listener = Listen();
        return Link.ConnectAsync(listener, ConnectorTo(listener.Address));
    }

    [TestMethod]
    public async Task Connect_ToNothing_NamesTheAddress()
    {
        string address;
        await using (IListener listener = Listen())
        {
            address = listener.Address;
        }

        IConnector connector = ConnectorTo(address);
        IOException refused = await Assert.ThrowsExactlyAsync<IOException>(async () => await connector.ConnectAsync(RawPeer.Patience));
        Assert.Contains(address[(address.IndexOf(':', StringComparison.Ordinal) + 1)..], refused.Message);
        Assert.Contains("cannot be reached", refused.Message);
        Assert.AreEqual(address, connector.ToString());
    }

    [TestMethod]
    public async Task Connect_ThatIsCancelled_DoesNotConnect()
    {
        await using IListener listener = Listen();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await ConnectorTo(listener.Address).ConnectAsync(new CancellationToken(canceled: true)));
    }

    [TestMethod]
    public async Task Accept_ThatIsCancelled_LeavesTheListenerUsable()
    {
        await using IListener listener = Listen();
        using CancellationTokenSource stop = new();
        Task<CarrierConnection> accepting = listener.AcceptAsync(stop.Token).AsTask();
        await stop.CancelAsync();
        OperationCanceledException cancelled = await Assert.ThrowsAsync<OperationCanceledException>(() => accepting);
        Assert.AreEqual(stop.Token, cancelled.CancellationToken);
        await using Link link = await Link.ConnectAsync(listener, ConnectorTo(listener.Address));
        await Bytes.WriteAsync(link.Client.Output, [1]);
        await Bytes.ReadAsync(link.Server.Input, 1);
    }

    [TestMethod]
    public async Task Accept_WhenTheListenerIsDisposed_SaysSo()
    {
        IListener listener = Listen();
        Task<CarrierConnection> accepting = listener.AcceptAsync(RawPeer.Patience).AsTask();
        await listener.DisposeAsync();
        ObjectDisposedException disposed = await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => accepting);
        Assert.Contains(listener.Address, disposed.Message);
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(async () => await listener.AcceptAsync(RawPeer.Patience));
        await listener.DisposeAsync();
    }

    [TestMethod]
    public async Task Connections_OfADisposedListener_StayOpen()
    {
        IListener listener = Listen();
        await using Link link = await Link.ConnectAsync(listener, ConnectorTo(listener.Address));
        await listener.DisposeAsync();
        await Bytes.WriteAsync(link.Client.Output, [1]);
        CollectionAssert.AreEqual(new byte[] { 1 }, await Bytes.ReadAsync(link.Server.Input, 1));
    }

    [TestMethod]
    public async Task Connections_Many_AreEachTheirOwn()
    {
        await using IListener listener = Listen();
        List<Link> links = [];
        for (byte i = 0; i < 10; i++)
        {
            links.Add(await Link.ConnectAsync(listener, ConnectorTo(listener.Address)));
        }

        for (byte i = 0; i < 10; i++)
        {
            await Bytes.WriteAsync(links[i].Client.Output, [i]);
            CollectionAssert.AreEqual(new[] { i }, await Bytes.ReadAsync(links[i].Server.Input, 1));
        }

        foreach (Link link in links)
        {
            await link.Client.DisposeAsync();
            await link.Server.DisposeAsync();
        }
    }

    [TestMethod]
    public async Task Listen_WhereOneListens_NamesTheAddress()
    {
        await using IListener listener = Listen();
        IOException refused = Assert.ThrowsExactly<IOException>(() => ListenAgain(listener.Address));
        Assert.Contains(listener.Address[(listener.Address.IndexOf(':', StringComparison.Ordinal) + 1)..], refused.Message);
        await using Link link = await Link.ConnectAsync(listener, ConnectorTo(listener.Address));
    }

    protected virtual IListener ListenAgain(string address) => CarrierAddress.Parse(address).Listen();
}
