using System.Net;
using System.Net.Sockets;

namespace Banana.Transport;

/// <summary>Listens on a TCP or Unix domain socket. Only one call may accept at a time.</summary>
public sealed class SocketListener : IDisposable
{
    private readonly Socket _socket;

    /// <summary>Creates a listener and starts it.</summary>
    /// <param name="endPoint">The end point to listen on; port 0 selects a free port, see <see cref="LocalEndPoint"/>.</param>
    /// <exception cref="SocketException">The address is in use.</exception>
    public SocketListener(EndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        _socket = SocketDuplex.NewSocket(endPoint);
        try
        {
            _socket.Bind(endPoint);
            _socket.Listen();
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <summary>The end point that it listens on.</summary>
    public EndPoint LocalEndPoint => _socket.LocalEndPoint!;

    /// <summary>Waits for a peer to connect.</summary>
    public async ValueTask<SocketDuplex> AcceptAsync(CancellationToken cancellationToken = default) =>
        SocketDuplex.FromAccepted(await _socket.AcceptAsync(cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
