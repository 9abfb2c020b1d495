using System.Net.WebSockets;

namespace Banana.Transport;

/// <summary>
/// The bytes of the binary messages of a WebSocket, whose bounds mean nothing. Cancelling a read does not end the socket: the wait for the next
/// message goes on, and the next read continues it.
/// </summary>
internal sealed class WebSocketBytes(WebSocket socket) : DuplexStream(Null, Null)
{
    private Task<ValueWebSocketReceiveResult>? _waiting; // without a buffer, so that it can outlive its read
    private bool _isOver;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_isOver)
        {
            ValueWebSocketReceiveResult ready = await WaitAsync(cancellationToken).ConfigureAwait(false);
            if (ready.MessageType == WebSocketMessageType.Close)
            {
                _isOver = true;
                break;
            }

            if (ready.MessageType == WebSocketMessageType.Text)
            {
                throw new IOException("The peer sent text. Send binary messages.");
            }

            if (buffer.IsEmpty)
            {
                return 0;
            }

            if (ready.EndOfMessage)
            {
                continue; // nothing is in it, or left of it
            }

            int count = (await ReceiveAsync(buffer).ConfigureAwait(false)).Count;
            if (count > 0)
            {
                return count;
            }
        }

        return 0;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await socket.SendAsync(buffer, WebSocketMessageType.Binary, WebSocketMessageFlags.EndOfMessage, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is WebSocketException || (gone is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new IOException(gone.Message, gone);
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override void Dispose(bool disposing)
    {
        _waiting?.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default); // seen
        base.Dispose(disposing);
    }

    private async Task<ValueWebSocketReceiveResult> WaitAsync(CancellationToken cancellationToken)
    {
        Task<ValueWebSocketReceiveResult> waiting = _waiting ??= ReceiveAsync(Memory<byte>.Empty);
        ValueWebSocketReceiveResult ready = await waiting.WaitAsync(cancellationToken).ConfigureAwait(false);
        _waiting = null;
        return ready;
    }

    private async Task<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, CancellationToken.None).ConfigureAwait(false); // to cancel it would end the socket
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            throw new IOException(gone.Message, gone);
        }
    }
}
