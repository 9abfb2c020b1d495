using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Banana.Transport;

/// <summary>
/// An address as text, as options and command lines have it: <c>tcp:host:port</c>, <c>tls:host:port</c>, <c>unix:/path</c>, <c>pipe:name</c>,
/// <c>ws://host/path</c>, <c>wss://host/path</c> or <c>memory:name</c>.
/// </summary>
public sealed class CarrierAddress
{
    private const string Forms = "tcp:host:port, tls:host:port, unix:/path, pipe:name, ws://host/path, wss://host/path or memory:name";

    private readonly string _text;
    private readonly string _kind;
    private readonly string _rest;

    private CarrierAddress(string text, string kind, string rest)
    {
        _text = text;
        _kind = kind;
        _rest = rest;
    }

    /// <summary>Parses an address.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is no address. The message tells the possible forms.</exception>
    public static CarrierAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        CarrierAddress address = new(text, colon < 0 ? "" : text[..colon], text[(colon + 1)..]);
        return address.FindFault() is { } fault ? throw new FormatException($"'{ForeignText.Escape(text)}' is no address: {fault}. Write {Forms}.") : address;
    }

    /// <summary>Parses an address.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address.</param>
    /// <returns>False if the text is no address.</returns>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CarrierAddress? address)
    {
        address = null;
        try
        {
            address = text is null ? null : Parse(text);
        }
        catch (FormatException)
        {
            return false;
        }

        return address is not null;
    }

    /// <summary>Creates a connector to the address.</summary>
    /// <param name="tls">The options of an address that starts with <c>tls:</c>; others ignore them.</param>
    public IConnector ToConnector(TlsConnectorOptions? tls = null) => _kind switch
    {
        "tcp" => new SocketConnector(RemoteEndPoint()),
        "tls" => new TlsConnector(new SocketConnector(RemoteEndPoint()), tls),
        "unix" => new SocketConnector(new UnixDomainSocketEndPoint(_rest)),
        "pipe" => new NamedPipeConnector(_rest),
        "memory" => new MemoryConnector(_rest),
        _ => new WebSocketConnector(new Uri(_text)),
    };

    /// <summary>
    /// Starts a listener on the address. The host of TCP is an IP address of this machine, <c>localhost</c>, or <c>*</c> for all; port 0 selects a free port.
    /// </summary>
    /// <param name="options">The options: <see cref="TlsListenerOptions"/> for an address that starts with <c>tls:</c>; null for the defaults.</param>
    /// <exception cref="IOException">The address is in use, or cannot be used.</exception>
    /// <exception cref="ArgumentException">The address needs other options.</exception>
    /// <exception cref="NotSupportedException">The address is one for clients only.</exception>
    public IListener Listen(ListenerOptions? options = null) => _kind switch
    {
        "tcp" => new SocketListener(LocalEndPoint(), options),
        "tls" when options is TlsListenerOptions tls => new TlsListener(new SocketListener(LocalEndPoint(), options), tls),
        "tls" => throw new ArgumentException($"A server on {_text} needs a certificate. Pass TlsListenerOptions.", nameof(options)),
        "unix" => new SocketListener(new UnixDomainSocketEndPoint(_rest), options),
        "pipe" => new NamedPipeListener(_rest, options: options),
        "memory" => new MemoryListener(_rest, options),
        _ => throw new NotSupportedException($"A server of {_text} is a web server. Accept WebSockets there, and pass them to WebSocketCarrier.FromAccepted."),
    };

    /// <summary>Returns the text.</summary>
    public override string ToString() => _text;

    private string? FindFault() => _kind switch
    {
        "tcp" or "tls" => FindHostFault(),
        "unix" => FindPathFault(),
        "pipe" or "memory" => _rest.Length == 0 ? "the name is missing" : null,
        "ws" or "wss" => Uri.TryCreate(_text, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0 ? null : "it is no URI",
        _ => "its kind is unknown",
    };

    private string? FindHostFault()
    {
        int colon = _rest.LastIndexOf(':');
        if (colon <= 0)
        {
            return "the host or the port is missing";
        }

        return ushort.TryParse(_rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _) ? null : "the port is no number up to 65535";
    }

    private string? FindPathFault()
    {
        try
        {
            _ = new UnixDomainSocketEndPoint(_rest);
            return null;
        }
        catch (ArgumentException unfit)
        {
            return _rest.Length == 0 ? "the path is missing" : unfit.Message;
        }
    }

    private (string Host, int Port) Split()
    {
        int colon = _rest.LastIndexOf(':');
        return (_rest[..colon].Trim('[', ']'), int.Parse(_rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture));
    }

    private EndPoint RemoteEndPoint()
    {
        (string host, int port) = Split();
        return IPAddress.TryParse(host, out IPAddress? ip) ? new IPEndPoint(ip, port) : new DnsEndPoint(host, port);
    }

    private IPEndPoint LocalEndPoint()
    {
        (string host, int port) = Split();
        return host switch
        {
            "*" => new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port),
            "localhost" => new IPEndPoint(IPAddress.Loopback, port),
            _ when IPAddress.TryParse(host, out IPAddress? ip) => new IPEndPoint(ip, port),
            _ => throw new IOException($"{_text} cannot be listened on: '{ForeignText.Escape(host)}' is no IP address of this machine. Write one, localhost, or * for all."),
        };
    }
}
