using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Banana.Transport;

/// <summary>A connection over TLS.</summary>
/// <param name="inner">The connection below it, which it owns.</param>
/// <param name="tls">Its stream, after the handshake.</param>
/// <param name="remoteAddress">The address of the peer.</param>
internal sealed class TlsConnection(CarrierConnection inner, SslStream tls, string remoteAddress) : StreamConnection(tls, remoteAddress)
{
    public override X509Certificate2? PeerCertificate { get; } = (X509Certificate2?)tls.RemoteCertificate;

    /// <summary>The address over TLS of an address over TCP; others stay as they are, since TLS may go over anything.</summary>
    public static string AddressOver(string address) => address.StartsWith("tcp:", StringComparison.Ordinal) ? $"tls:{address[4..]}" : address;

    /// <summary>Disposes both; the one below first, because a pending write would hold up the other.</summary>
    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override async ValueTask EndSendingAsync() => await tls.ShutdownAsync().ConfigureAwait(false);
}
