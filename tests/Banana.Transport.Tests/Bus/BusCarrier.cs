namespace Banana.Transport.Tests.Bus;

/// <summary>What endpoints are connected over.</summary>
public enum BusCarrier
{
    Memory,
    Unix,
    Tls,
}
