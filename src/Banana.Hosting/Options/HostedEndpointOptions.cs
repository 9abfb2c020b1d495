using Banana.Transport;

namespace Banana.Hosting;

/// <summary>
/// Options of an endpoint that a host runs: what a configuration can say. They are validated when the host starts. What is code, such as
/// events and certificates, is added to the <see cref="BananaEndpointBuilder"/>.
/// </summary>
public sealed class HostedEndpointOptions
{
    private static readonly EndpointOptions s_endpoint = new();
    private static readonly EventConnectionOptions s_connection = new();

    /// <summary>The addresses to serve at, in the forms of <see cref="CarrierAddress"/>, such as <c>unix:/run/shop.sock</c>.</summary>
    /// <value>Empty by default.</value>
    public IList<string> Serve { get; } = [];

    /// <summary>The addresses of the endpoints to connect to, in the same forms. Each may occur once.</summary>
    /// <value>Empty by default.</value>
    public IList<string> Connect { get; } = [];

    /// <summary>
    /// Whether the host has started only when all these endpoints are connected. If false, it has started when this endpoint serves, and
    /// connections are made in the background.
    /// </summary>
    /// <value>The default is true. Where two endpoints wait for each other, one of them must not.</value>
    public bool WaitsForConnections { get; set; } = true;

    /// <summary>How connections are made again.</summary>
    public HostedReconnectOptions Reconnect { get; set; } = new();

    /// <inheritdoc cref="EndpointOptions.OnHandlerFault"/>
    public HandlerFaultAction OnHandlerFault { get; set; }

    /// <summary>Whether the host stops when the endpoint was stopped by a handler (<see cref="HandlerFaultAction.StopEndpoint"/>).</summary>
    /// <value>The default is true. If false, only the health check tells.</value>
    public bool StopsHostOnFault { get; set; } = true;

    /// <inheritdoc cref="EndpointOptions.SendsFailureDetails"/>
    public bool SendsFailureDetails { get; set; }

    /// <inheritdoc cref="EventConnectionOptions.SendsViolations"/>
    public bool SendsViolations { get; set; } = s_connection.SendsViolations;

    /// <inheritdoc cref="EndpointOptions.MaxConnections" path="/summary|/value|/remarks"/>
    public int MaxConnections { get; set; } = s_endpoint.MaxConnections;

    /// <inheritdoc cref="EndpointOptions.MaxPendingHandshakes" path="/summary|/value|/remarks"/>
    public int MaxPendingHandshakes { get; set; } = s_endpoint.MaxPendingHandshakes;

    /// <inheritdoc cref="EndpointOptions.PublishCapacity" path="/summary|/value|/remarks"/>
    public int PublishCapacity { get; set; } = s_endpoint.PublishCapacity;

    /// <inheritdoc cref="EventConnectionOptions.MaxEnvelopeBytes" path="/summary|/value|/remarks"/>
    public int MaxEnvelopeBytes { get; set; } = s_connection.MaxEnvelopeBytes;

    /// <inheritdoc cref="EventConnectionOptions.StreamWindow" path="/summary|/value|/remarks"/>
    public long StreamWindow { get; set; } = s_connection.StreamWindow;

    /// <inheritdoc cref="EventConnectionOptions.ConnectionWindow" path="/summary|/value|/remarks"/>
    public long ConnectionWindow { get; set; } = s_connection.ConnectionWindow;

    /// <inheritdoc cref="EventConnectionOptions.MaxEventTypes" path="/summary|/value|/remarks"/>
    public int MaxEventTypes { get; set; } = s_connection.MaxEventTypes;

    /// <inheritdoc cref="EventConnectionOptions.MaxLargeEvents" path="/summary|/value|/remarks"/>
    public int MaxLargeEvents { get; set; } = s_connection.MaxLargeEvents;

    /// <inheritdoc cref="EventConnectionOptions.MaxStreams" path="/summary|/value|/remarks"/>
    public int MaxStreams { get; set; } = s_connection.MaxStreams;

    /// <inheritdoc cref="EventConnectionOptions.MaxRawEventBytes" path="/summary|/value|/remarks"/>
    public int MaxRawEventBytes { get; set; } = s_connection.MaxRawEventBytes;

    /// <inheritdoc cref="EventConnectionOptions.HelloTimeout" path="/summary|/value|/remarks"/>
    public TimeSpan HelloTimeout { get; set; } = s_connection.HelloTimeout;

    /// <summary>The time without data from a peer after which a PING is sent; <see cref="Timeout.InfiniteTimeSpan"/> for never.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan KeepaliveTimeout { get; set; } = s_connection.KeepaliveTimeout;

    /// <summary>
    /// The time without data from a peer after which its connection is closed; <see cref="Timeout.InfiniteTimeSpan"/> for never. Choose it
    /// longer than <see cref="KeepaliveTimeout"/>, so that a silent peer can answer the PING.
    /// </summary>
    /// <value>The default is 90 seconds.</value>
    public TimeSpan DisconnectTimeout { get; set; } = s_connection.DisconnectTimeout;

    /// <inheritdoc cref="ConnectionOptions.CloseTimeout" path="/summary|/value"/>
    public TimeSpan CloseTimeout { get; set; } = s_connection.CloseTimeout;
}
