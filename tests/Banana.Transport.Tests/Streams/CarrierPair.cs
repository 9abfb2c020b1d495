using System.IO.Pipelines;
using Banana.Transport.Tests.Carriers;

namespace Banana.Transport.Tests.Streams;

/// <summary>Both ends of a real connection, in memory or over this machine's carriers.</summary>
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

        CarrierAddress address = CarrierAddress.Parse(carrier switch
        {
            Carrier.Unix => $"unix:{Path.Combine(Directory.CreateTempSubdirectory("banana").FullName, "s")}",
            Carrier.Tls => "tls:127.0.0.1:0",
            _ => "tcp:127.0.0.1:0",
        });
        await using IListener listener = address.Listen(new TlsListenerOptions { Certificate = TestCertificates.Server });
        Task<CarrierConnection> accepting = listener.AcceptAsync().AsTask();
        CarrierConnection connected = await CarrierAddress.Parse(listener.Address).ToConnector(TestCertificates.Trusting(TestCertificates.Server)).ConnectAsync();
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
