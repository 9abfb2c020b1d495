using System.Net;
using System.Net.Sockets;

namespace Banana.Transport;

/// <summary>Connects to a TCP or Unix domain socket.</summary>
public sealed class SocketConnector : IConnector
{
    private readonly EndPoint _endPoint;

    /// <summary>Creates a connector.</summary>
    /// <param name="endPoint">An <see cref="IPEndPoint"/>, a <see cref="DnsEndPoint"/>, or a <see cref="UnixDomainSocketEndPoint"/>.</param>
    public SocketConnector(EndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        _endPoint = endPoint;
    }

    /// <inheritdoc/>
    public async ValueTask<CarrierConnection> ConnectAsync(CancellationToken cancellationToken = default)
    {
        Socket socket = SocketConnection.NewSocket(_endPoint);
        try
        {
            await socket.ConnectAsync(_endPoint, cancellationToken).ConfigureAwait(false);
            return SocketConnection.Over(socket, ToString());
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            throw new IOException($"{this} cannot be reached. {refused.Message}", refused);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Returns the address.</summary>
    public override string ToString() => EndPointText.Format(_endPoint);
}
