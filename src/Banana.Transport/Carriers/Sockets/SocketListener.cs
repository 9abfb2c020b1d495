using System.Net;
using System.Net.Sockets;

namespace Banana.Transport;

/// <summary>
/// Listens on a TCP or Unix domain socket. The file of a Unix domain socket is removed when the listener is disposed; one that a dead process has
/// left is replaced.
/// </summary>
public sealed class SocketListener : IListener
{
    private readonly Socket _socket;
    private readonly string? _path; // of a Unix domain socket
    private readonly PatientAccept _accept;

    /// <summary>Creates a listener and starts it.</summary>
    /// <param name="endPoint">The end point to listen on; port 0 selects a free port, see <see cref="LocalEndPoint"/>.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="IOException">The address is in use, or cannot be used. The message names it.</exception>
    public SocketListener(EndPoint endPoint, ListenerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        options ??= ListenerOptions.Default;
        _socket = SocketConnection.NewSocket(endPoint);
        try
        {
            if (endPoint is UnixDomainSocketEndPoint)
            {
                _path = endPoint.ToString()!;
                UnixSocketFile.Listen(_socket, _path, options);
                LocalEndPoint = endPoint;
            }
            else
            {
                _socket.Bind(endPoint);
                _socket.Listen(options.Backlog);
                LocalEndPoint = _socket.LocalEndPoint!;
            }
        }
        catch (Exception failure)
        {
            _socket.Dispose();
            if (failure is SocketException)
            {
                throw new IOException($"{EndPointText.Format(endPoint)} cannot be listened on. {failure.Message}", failure);
            }

            throw;
        }

        _accept = new PatientAccept(Address, options);
    }

    /// <summary>The end point that it listens on.</summary>
    public EndPoint LocalEndPoint { get; }

    /// <inheritdoc/>
    public string Address => EndPointText.Format(LocalEndPoint);

    /// <inheritdoc/>
    public ValueTask<CarrierConnection> AcceptAsync(CancellationToken cancellationToken = default) => _accept.AcceptAsync(AcceptOnceAsync, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _accept.Dispose();
        if (_path is null)
        {
            _socket.Dispose();
        }
        else
        {
            UnixSocketFile.Close(_socket, _path);
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask<CarrierConnection> AcceptOnceAsync(CancellationToken cancellationToken)
    {
        Socket accepted = await _socket.AcceptAsync(cancellationToken).ConfigureAwait(false);
        return SocketConnection.Over(accepted, _path is null ? null : Address); // who connects to a Unix domain socket has no address
    }
}
