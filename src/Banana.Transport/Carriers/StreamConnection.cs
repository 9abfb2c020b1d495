using System.IO.Pipelines;

namespace Banana.Transport;

/// <summary>A connection over a stream. While it is idle it holds no buffers, or a small one, so that thousands of them cost little.</summary>
internal class StreamConnection : CarrierConnection
{
    private const int BufferSize = 16 * 1024; // as much as one TLS record; taken from the pool when there is something to read or write
    private const int HeldBufferSize = 4 * 1024; // where the stream needs one to wait with

    private readonly Stream _stream;
    private readonly bool _waitsWithoutBuffer;
    private int _hasEnded;

    /// <param name="stream">The stream, which the connection owns.</param>
    /// <param name="remoteAddress">The address of the peer.</param>
    /// <param name="waitsWithoutBuffer">Whether a read of zero bytes waits until there is something to read.</param>
    public StreamConnection(Stream stream, string remoteAddress, bool waitsWithoutBuffer = true)
    {
        _stream = stream;
        _waitsWithoutBuffer = waitsWithoutBuffer;
        RemoteAddress = remoteAddress;
    }

    public sealed override PipeReader Input => field ??= PipeReader.Create(_stream, new StreamPipeReaderOptions(
        bufferSize: _waitsWithoutBuffer ? BufferSize : HeldBufferSize,
        minimumReadSize: HeldBufferSize,
        leaveOpen: true,
        useZeroByteReads: _waitsWithoutBuffer));

    public sealed override PipeWriter Output => field ??= PipeWriter.Create(
        new SendingHalf(this, _stream), new StreamPipeWriterOptions(minimumBufferSize: BufferSize));

    public sealed override string RemoteAddress { get; }

    public override ValueTask DisposeAsync() => _stream.DisposeAsync();

    internal sealed override Stream AsStream() => _stream;

    /// <summary>Lets the peer see the end of the stream, while it may still send. Does nothing if the carrier cannot.</summary>
    protected virtual ValueTask EndSendingAsync() => ValueTask.CompletedTask;

    /// <summary>Called when the writing end is completed. Never fails: whoever completes it has nothing more to say.</summary>
    private async Task EndAsync()
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) != 0)
        {
            return;
        }

        try
        {
            await EndSendingAsync().ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException or OperationCanceledException)
        {
            // the peer is gone, or this side is disposed: it ends anyhow
        }
    }

    /// <summary>The stream for writing: disposing it ends this direction only.</summary>
    private sealed class SendingHalf(StreamConnection connection, Stream stream) : DuplexStream(stream, stream, leavesOpen: true)
    {
        public override async ValueTask DisposeAsync()
        {
            await connection.EndAsync().ConfigureAwait(false);
            await base.DisposeAsync().ConfigureAwait(false);
        }

        protected override void Dispose(bool disposing)
        {
            _ = connection.EndAsync();
            base.Dispose(disposing);
        }
    }
}
