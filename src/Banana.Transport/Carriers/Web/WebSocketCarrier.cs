using System.Net.WebSockets;

namespace Banana.Transport;

/// <summary>The server's side of a WebSocket, which a web server has accepted.</summary>
public static class WebSocketCarrier
{
    /// <summary>
    /// Makes a connection of an accepted WebSocket. Its binary messages are a stream of bytes; where one ends means nothing. The web server must let its
    /// request wait until the connection is disposed.
    /// </summary>
    /// <param name="webSocket">The WebSocket, which the connection owns.</param>
    /// <param name="remoteAddress">The address of the peer, for messages.</param>
    public static CarrierConnection FromAccepted(WebSocket webSocket, string remoteAddress = "ws:")
    {
        ArgumentNullException.ThrowIfNull(webSocket);
        ArgumentNullException.ThrowIfNull(remoteAddress);
        return new WebSocketConnection(webSocket, remoteAddress);
    }
}
