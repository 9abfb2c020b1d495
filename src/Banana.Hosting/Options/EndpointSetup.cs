using Banana.Transport;

namespace Banana.Hosting;

/// <summary>What the code says about one endpoint, while the container is built.</summary>
/// <param name="name">The name of the endpoint.</param>
internal sealed class EndpointSetup(string name)
{
    /// <summary>The name of the endpoint.</summary>
    public string Name => name;

    /// <summary>How graphs are written and read; null for the default.</summary>
    public BananaSerializerOptions? Serializer { get; set; }

    /// <summary>The options of listeners; null for the default.</summary>
    public ListenerOptions? Listeners { get; set; }

    /// <summary>The options of connections to <c>tls:</c> addresses; null for the default.</summary>
    public TlsConnectorOptions? Tls { get; set; }

    /// <summary>The registrations of events.</summary>
    public List<Action<EventTypeRegistry>> Events { get; } = [];

    /// <summary>The subscriptions of handlers, made before the endpoint serves or connects.</summary>
    public List<Action<IServiceProvider, Endpoint>> Subscriptions { get; } = [];
}
