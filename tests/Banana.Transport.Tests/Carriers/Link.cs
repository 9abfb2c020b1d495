namespace Banana.Transport.Tests.Carriers;

/// <summary>Both ends of a connection, and the listener that made it, if any.</summary>
public sealed class Link(CarrierConnection client, CarrierConnection server, IAsyncDisposable? below = null) : IAsyncDisposable
{
    public CarrierConnection Client => client;

    public CarrierConnection Server => server;

    public static async Task<Link> ConnectAsync(IListener listener, IConnector connector)
    {
        Task<CarrierConnection> accepting = listener.AcceptAsync(Streams.RawPeer.Patience).AsTask();
        CarrierConnection client = await connector.ConnectAsync(Streams.RawPeer.Patience);
        return new Link(client, await accepting, listener);
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await server.DisposeAsync();
        if (below is not null)
        {
            await below.DisposeAsync();
        }
    }
}
