using System.Net.Security;

namespace Banana.Transport;

/// <summary>
/// Listens with TLS over another carrier, usually TCP. Handshakes run in the background, beside each other; only connections that have completed theirs are
/// accepted.
/// </summary>
public sealed class TlsListener : IListener
{
    private readonly IListener _inner;
    private readonly TlsListenerOptions _options;
    private readonly SslServerAuthenticationOptions _authentication;
    private readonly PendingHandshakes _handshakes;

    /// <summary>Creates a listener. It starts to accept with the first <see cref="AcceptAsync"/>.</summary>
    /// <param name="inner">The listener of the carrier below, which this one owns.</param>
    /// <param name="options">The options.</param>
    /// <exception cref="ArgumentException">The certificate has no private key.</exception>
    public TlsListener(IListener inner, TlsListenerOptions options)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(options);
        if (!options.Certificate.HasPrivateKey)
        {
            throw new ArgumentException("The certificate of a server needs its private key. Load it together with the key.", nameof(options));
        }

        _inner = inner;
        _options = options;
        _authentication = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(options.Certificate, additionalCertificates: null, offline: true),
            ClientCertificateRequired = options.RequiresClientCertificate,
            RemoteCertificateValidationCallback = options.RequiresClientCertificate ? options.ValidateClientCertificate : null,
        };
        _handshakes = new PendingHandshakes(inner, options, HandshakeAsync);
    }

    /// <inheritdoc/>
    public string Address => TlsConnection.AddressOver(_inner.Address);

    /// <inheritdoc/>
    public async ValueTask<CarrierConnection> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _handshakes.TakeAsync(cancellationToken).ConfigureAwait(false) ?? throw new ObjectDisposedException(null, $"The listener on {Address} is disposed. Make a new one.");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _inner.DisposeAsync().ConfigureAwait(false);
        await _handshakes.DisposeAsync().ConfigureAwait(false);
    }

    private Task<CarrierConnection> HandshakeAsync(CarrierConnection accepted, CancellationToken cancellationToken) => TlsHandshake.RunAsync(
        accepted,
        TlsConnection.AddressOver(accepted.RemoteAddress),
        (tls, token) => tls.AuthenticateAsServerAsync(_authentication, token),
        _options.HandshakeTimeout,
        _options.TimeProvider,
        cancellationToken);
}
