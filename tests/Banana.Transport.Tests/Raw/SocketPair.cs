using System.Net;
using System.Net.Sockets;

namespace Banana.Transport.Tests.Raw;

/// <summary>Both ends of a real connection over this machine's sockets.</summary>
internal sealed class SocketPair(SocketDuplex client, SocketDuplex server) : IAsyncDisposable
{
    public SocketDuplex Client => client;

    public SocketDuplex Server => server;

    public static async Task<SocketPair> ConnectAsync(bool isUnix)
    {
        EndPoint address = isUnix
            ? new UnixDomainSocketEndPoint(Path.Combine(Directory.CreateTempSubdirectory("banana").FullName, "s"))
            : new IPEndPoint(IPAddress.Loopback, 0);
        using SocketListener listener = new(address);
        Task<SocketDuplex> accepting = listener.AcceptAsync().AsTask();
        SocketDuplex client = await SocketDuplex.ConnectAsync(listener.LocalEndPoint);
        return new SocketPair(client, await accepting);
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await server.DisposeAsync();
    }
}
