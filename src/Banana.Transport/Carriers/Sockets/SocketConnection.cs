using System.Net;
using System.Net.Sockets;

namespace Banana.Transport;

/// <summary>A connection over a TCP or Unix domain socket.</summary>
internal sealed class SocketConnection : StreamConnection
{
    private readonly Socket _socket;

    private SocketConnection(Socket socket, string remoteAddress)
        : base(new SocketStream(socket), remoteAddress)
    {
        _socket = socket;
    }

    /// <summary>Takes over a connected socket.</summary>
    /// <param name="socket">The socket, which is disposed if this fails.</param>
    /// <param name="address">The address; null if the socket knows its peer's.</param>
    /// <exception cref="SocketException">The peer is already gone.</exception>
    public static SocketConnection Over(Socket socket, string? address)
    {
        try
        {
            if (socket.AddressFamily != AddressFamily.Unix)
            {
                socket.NoDelay = true; // what is flushed is complete: nothing follows that it should wait for
            }

            return new SocketConnection(socket, address ?? EndPointText.Format(socket.RemoteEndPoint!));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Creates a socket for an end point.</summary>
    public static Socket NewSocket(EndPoint endPoint) => endPoint switch
    {
        UnixDomainSocketEndPoint => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified),
        IPEndPoint ip when !ip.Address.Equals(IPAddress.IPv6Any) => new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp),
        _ => new Socket(SocketType.Stream, ProtocolType.Tcp), // for both families, if the system has both
    };

    protected override ValueTask EndSendingAsync()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // the peer is gone
        }

        return ValueTask.CompletedTask;
    }
}
