using System.Net;
using System.Net.Sockets;

namespace Banana.Transport;

/// <summary>Listens on a TCP or Unix-domain socket. Accepting is for one caller at a time.</summary>
public sealed class SocketListener : IDisposable
{
    private readonly Socket _socket;

    /// <summary>Starts to listen.</summary>
    /// <param name="endPoint">Where; port 0 picks a free one, see <see cref="LocalEndPoint"/>.</param>
    /// <exception cref="SocketException">The address is taken.</exception>
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

    /// <summary>Where it listens.</summary>
    public EndPoint LocalEndPoint => _socket.LocalEndPoint!;

    /// <summary>Waits for a peer to connect.</summary>
    public async ValueTask<SocketDuplex> AcceptAsync(CancellationToken cancellationToken = default) =>
        SocketDuplex.FromAccepted(await _socket.AcceptAsync(cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
