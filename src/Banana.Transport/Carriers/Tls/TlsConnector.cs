using System.Net.Security;

namespace Banana.Transport;

/// <summary>Connects with TLS over another carrier, usually TCP.</summary>
public sealed class TlsConnector : IConnector
{
    private readonly IConnector _inner;
    private readonly TlsConnectorOptions _options;
    private readonly string _address;

    /// <summary>Creates a connector.</summary>
    /// <param name="inner">The connector of the carrier below.</param>
    /// <param name="options">The options; null for the defaults.</param>
    public TlsConnector(IConnector inner, TlsConnectorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
        _options = options ?? new TlsConnectorOptions();
        _address = TlsConnection.AddressOver(inner.ToString()!);
    }

    /// <inheritdoc/>
    public async ValueTask<CarrierConnection> ConnectAsync(CancellationToken cancellationToken = default)
    {
        CarrierConnection connected = await _inner.ConnectAsync(cancellationToken).ConfigureAwait(false);
        return await TlsHandshake.RunAsync(connected, _address, AuthenticateAsync, _options.HandshakeTimeout, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns the address.</summary>
    public override string ToString() => _address;

    private Task AuthenticateAsync(SslStream tls, CancellationToken cancellationToken) => tls.AuthenticateAsClientAsync(
        new SslClientAuthenticationOptions
        {
            TargetHost = _options.TargetHost ?? HostOf(_address),
            ClientCertificates = _options.Certificate is { } certificate ? [certificate] : null,
            RemoteCertificateValidationCallback = _options.ValidateServerCertificate,
        },
        cancellationToken);

    /// <summary>The host of <c>tls:host:port</c>; of other addresses all, which no certificate has as its name.</summary>
    private static string HostOf(string address) =>
        address.StartsWith("tls:", StringComparison.Ordinal) ? address[4..address.LastIndexOf(':')].Trim('[', ']') : address;
}
