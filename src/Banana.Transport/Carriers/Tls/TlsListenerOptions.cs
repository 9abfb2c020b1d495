using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Banana.Transport;

/// <summary>Options of a <see cref="TlsListener"/>. The protocol versions are those that the operating system allows.</summary>
public sealed class TlsListenerOptions : ListenerOptions
{
    /// <summary>The certificate of the server, with its private key. Not disposed.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Whether clients must have a certificate.</summary>
    /// <value>The default is false: none is asked for.</value>
    public bool RequiresClientCertificate { get; init; }

    /// <summary>A function that decides whether a client's certificate is accepted; it is not called where none is required.</summary>
    /// <value>The default is null: the operating system must trust it.</value>
    public RemoteCertificateValidationCallback? ValidateClientCertificate { get; init; }

    /// <summary>The time that a handshake may take.</summary>
    /// <value>The default is 10 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or less, or more than 49 days.</exception>
    public TimeSpan HandshakeTimeout { get; init => field = ReconnectOptions.Checked(value); } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The number of handshakes that may be in progress. A further client ends the oldest of them, which most likely waits for a client that says
    /// nothing; so silent clients never hold up others.
    /// </summary>
    /// <value>The default is 256.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or less.</exception>
    public int MaxHandshakes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 256;
}
