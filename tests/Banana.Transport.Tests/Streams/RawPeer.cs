using System.Buffers;
using System.IO.Pipelines;

namespace Banana.Transport.Tests.Streams;

/// <summary>The bare other end of a connection in memory: bytes in, bytes out.</summary>
internal sealed class RawPeer(IDuplexPipe pipe, SemaphoreSlim waits)
{
    private readonly List<byte> _received = [];

    public static BananaSerializerOptions Serializer { get; } = new(FoolscapDialect.Instance);

    /// <summary>No test takes nearly as long.</summary>
    public static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    public static (TokenConnection Connection, RawPeer Peer) Connect(TokenConnectionOptions? options = null, PipeOptions? pipes = null)
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create(pipes);
        WatchedPipe watched = new(here);
        return (new TokenConnection(watched, options ?? new TokenConnectionOptions { Serializer = Serializer }), new RawPeer(there, watched.Waits));
    }

    /// <summary>Returns when the connection has begun to wait for something; each wait counts once.</summary>
    public Task WaitedForAsync() => waits.WaitAsync(Patience);

    public async Task SendAsync(string hex) => await pipe.Output.WriteAsync(Hex.Parse(hex), Patience);

    public ValueTask CompleteAsync() => pipe.Output.CompleteAsync();

    /// <summary>Reads until this many bytes have come, and returns them.</summary>
    public async Task<string> ReadAsync(int count)
    {
        while (_received.Count < count)
        {
            ReadResult result = await pipe.Input.ReadAsync(Patience);
            _received.AddRange(result.Buffer.ToArray());
            pipe.Input.AdvanceTo(result.Buffer.End);
            Assert.IsFalse(result.IsCompleted && _received.Count < count, $"only {Hex.Format([.. _received])} came");
        }

        string hex = Hex.Format([.. _received[..count]]);
        _received.RemoveRange(0, count);
        return hex;
    }

    /// <summary>Reads to the end of the stream.</summary>
    public async Task<byte[]> ReadToEndAsync()
    {
        while (true)
        {
            ReadResult result = await pipe.Input.ReadAsync(Patience);
            _received.AddRange(result.Buffer.ToArray());
            pipe.Input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return [.. _received];
            }
        }
    }

    /// <summary>Receives this many objects, or all there are.</summary>
    public static async Task<List<ReceivedObject<object>>> TakeAsync(TokenConnection connection, int count)
    {
        List<ReceivedObject<object>> received = [];
        await foreach (ReceivedObject<object> item in connection.ReceiveAllAsync(Patience))
        {
            received.Add(item);
            if (received.Count == count)
            {
                break;
            }
        }

        return received;
    }
}
