using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace Banana.Transport.Tests.Streams;

/// <summary>Both ends of a real connection, in memory or over this machine's sockets.</summary>
internal sealed class CarrierPair(IDuplexPipe client, IDuplexPipe server) : IAsyncDisposable
{
    public IDuplexPipe Client => client;

    public IDuplexPipe Server => server;

    public static async Task<CarrierPair> ConnectAsync(Carrier carrier)
    {
        if (carrier == Carrier.Memory)
        {
            (IDuplexPipe first, IDuplexPipe second) = DuplexPair.Create(new PipeOptions(pauseWriterThreshold: 1000, resumeWriterThreshold: 500));
            return new CarrierPair(first, second);
        }

        EndPoint address = carrier == Carrier.Unix
            ? new UnixDomainSocketEndPoint(Path.Combine(Directory.CreateTempSubdirectory("banana").FullName, "s"))
            : new IPEndPoint(IPAddress.Loopback, 0);
        await using SocketListener listener = new(address);
        Task<CarrierConnection> accepting = listener.AcceptAsync().AsTask();
        CarrierConnection connected = await new SocketConnector(listener.LocalEndPoint).ConnectAsync();
        return new CarrierPair(connected, await accepting);
    }

    /// <summary>Takes the carrier away, as a crash does; nobody says goodbye.</summary>
    public async ValueTask CutAsync()
    {
        if (server is CarrierConnection carried)
        {
            await carried.DisposeAsync();
            return;
        }

        await server.Output.CompleteAsync();
        await server.Input.CompleteAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable socket in new[] { client, server }.OfType<IAsyncDisposable>())
        {
            await socket.DisposeAsync();
        }
    }
}
