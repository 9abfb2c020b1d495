namespace Banana.Transport.Tests.Streams;

/// <summary>What a connection goes over.</summary>
public enum Carrier
{
    Memory,
    Tcp,
    Unix,
    Tls,
}
