using Banana.Transport;

namespace Banana.Hosting;

/// <summary>An endpoint that a configuration names by its address.</summary>
/// <param name="connector">The address.</param>
internal sealed class EndpointPeer(IConnector connector)
{
    /// <summary>The address.</summary>
    public IConnector Connector => connector;

    /// <summary>Its name; null before the first connection.</summary>
    public string? Name { get; set; }

    /// <summary>Says who is missing; null if it is connected.</summary>
    public string? FindFault(Endpoint endpoint) => Name switch
    {
        null => $"{connector}",
        _ when endpoint.IsConnectedTo(Name) => null,
        _ => $"'{Name}' at {connector}",
    };
}
