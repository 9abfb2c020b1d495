using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Banana.Transport.Tests.Carriers;

/// <summary>Certificates, made in memory.</summary>
internal static class TestCertificates
{
    public static X509Certificate2 Server { get; } = New("localhost", TimeSpan.FromDays(1));

    public static X509Certificate2 Expired { get; } = New("localhost", TimeSpan.FromDays(-1));

    public static X509Certificate2 Client { get; } = New("client", TimeSpan.FromDays(1));

    public static X509Certificate2 Stranger { get; } = New("stranger", TimeSpan.FromDays(1));

    /// <summary>Options that trust one server, as if its certificate were installed on this machine.</summary>
    public static TlsConnectorOptions Trusting(X509Certificate2 server, X509Certificate2? own = null, string? targetHost = "localhost") => new()
    {
        TargetHost = targetHost,
        Certificate = own,
        ValidateServerCertificate = (_, certificate, _, errors) => IsValid((X509Certificate2)certificate!, server)
            && !errors.HasFlag(System.Net.Security.SslPolicyErrors.RemoteCertificateNameMismatch),
    };

    /// <summary>Whether it is this one, and its time has not passed.</summary>
    public static bool IsValid(X509Certificate2? certificate, X509Certificate2 expected)
    {
        if (certificate is null)
        {
            return false;
        }

        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(expected);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private static X509Certificate2 New(string name, TimeSpan validity)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-10), now + validity);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null); // Windows takes no key that is in memory only
    }
}
