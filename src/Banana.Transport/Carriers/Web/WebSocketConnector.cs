using System.Net.WebSockets;

namespace Banana.Transport;

/// <summary>Connects to a web server with a WebSocket, over TLS if its address starts with <c>wss</c>.</summary>
public sealed class WebSocketConnector : IConnector
{
    private readonly Uri _address;
    private readonly Action<ClientWebSocketOptions>? _configure;

    /// <summary>Creates a connector.</summary>
    /// <param name="address">The address, <c>ws://…</c> or <c>wss://…</c>.</param>
    /// <param name="configure">An action that sets the options of each WebSocket, such as headers and certificates; null for the defaults.</param>
    /// <exception cref="ArgumentException">The address is of another form.</exception>
    public WebSocketConnector(Uri address, Action<ClientWebSocketOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.Scheme is not ("ws" or "wss"))
        {
            throw new ArgumentException($"The address of a WebSocket starts with ws:// or wss://, and not as '{address}'.", nameof(address));
        }

        _address = address;
        _configure = configure;
    }

    /// <inheritdoc/>
    public async ValueTask<CarrierConnection> ConnectAsync(CancellationToken cancellationToken = default)
    {
        ClientWebSocket socket = new();
        try
        {
            _configure?.Invoke(socket.Options);
            await socket.ConnectAsync(_address, cancellationToken).ConfigureAwait(false);
            return new WebSocketConnection(socket, ToString());
        }
        catch (Exception refused)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw refused is WebSocketException ? new IOException($"{this} cannot be reached. {refused.InnerException?.Message ?? refused.Message}", refused) : refused;
        }
    }

    /// <summary>Returns the address.</summary>
    public override string ToString() => _address.ToString();
}
