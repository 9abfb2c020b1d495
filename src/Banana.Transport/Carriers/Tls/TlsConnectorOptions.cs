using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Banana.Transport;

/// <summary>Options of a <see cref="TlsConnector"/>. The protocol versions are those that the operating system allows.</summary>
public sealed class TlsConnectorOptions
{
    /// <summary>The name that the server's certificate must have; sent to the server, so that it can choose one.</summary>
    /// <value>The default is null: the host of the address.</value>
    public string? TargetHost { get; init; }

    /// <summary>The certificate of this side, with its private key, for a server that requires one. Not disposed.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>A function that decides whether the server's certificate is accepted.</summary>
    /// <value>The default is null: the operating system must trust it, and it must have the name of the host.</value>
    public RemoteCertificateValidationCallback? ValidateServerCertificate { get; init; }

    /// <summary>The time that the handshake may take.</summary>
    /// <value>The default is 10 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or less, or more than 49 days.</exception>
    public TimeSpan HandshakeTimeout { get; init => field = ReconnectOptions.Checked(value); } = TimeSpan.FromSeconds(10);

    /// <summary>The source of time for the timeout.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
