using System.Net.WebSockets;

namespace Banana.Transport;

/// <summary>A connection over a WebSocket.</summary>
internal sealed class WebSocketConnection(WebSocket socket, string remoteAddress) : StreamConnection(new WebSocketBytes(socket), remoteAddress)
{
    /// <summary>Ends the socket at once. The close frame goes out when the output is completed.</summary>
    public override ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return base.DisposeAsync();
    }

    protected override async ValueTask EndSendingAsync()
    {
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (WebSocketException)
        {
            // the peer is gone
        }
    }
}
