using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Banana.Transport;

/// <summary>Options of an <see cref="Endpoint"/>.</summary>
public sealed class EndpointOptions
{
    /// <summary>The options of each connection: the events, the limits, keepalive and time-outs.</summary>
    public EventConnectionOptions Connection { get; init; } = new();

    /// <summary>The events, as in <see cref="Connection"/>.</summary>
    public EventTypeRegistry Events => Connection.Events;

    /// <summary>The number of connections that one listener accepts at the same time. Further ones are refused, and told why.</summary>
    /// <value>The default is 4,096. Range: 1 and up.</value>
    /// <remarks>Stops: peers that connect until memory or descriptors are used up.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MaxConnections { get; init => field = Positive(value); } = 4096;

    /// <summary>
    /// The number of accepted connections of one listener that may be without a complete hello. While there are so many, no further one is
    /// accepted; each has <see cref="EventConnectionOptions.HelloTimeout"/>.
    /// </summary>
    /// <value>The default is 64. Range: 1 and up.</value>
    /// <remarks>Stops: peers that connect and say nothing.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MaxPendingHandshakes { get; init => field = Positive(value); } = 64;

    /// <summary>The number of events of one type that <see cref="Endpoint.TryPublish"/> may keep waiting.</summary>
    /// <value>The default is 1,024. Range: 1 and up.</value>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int PublishCapacity { get; init => field = Positive(value); } = 1024;

    /// <summary>
    /// How to connect again when a connection that this endpoint has asked for ends, unless by <see cref="Endpoint.DisconnectAsync"/>. The
    /// first connection is tried as often, too.
    /// </summary>
    /// <value>The default is null: a connection that ends is not made again, and the first one is tried once.</value>
    public ReconnectOptions? Reconnect { get; init; }

    /// <summary>What to do when a handler throws.</summary>
    /// <value>The default is <see cref="HandlerFaultAction.Continue"/>.</value>
    public HandlerFaultAction OnHandlerFault { get; init; }

    /// <summary>Whether the failure of a request tells its sender the type and message of the handler's exception.</summary>
    /// <value>The default is false: it tells only that the handler failed.</value>
    public bool SendsFailureDetails { get; init; }

    /// <summary>The log; its events are numbered.</summary>
    /// <value>The default writes nothing.</value>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>What makes the meter <c>Banana.Events</c>.</summary>
    /// <value>The default is null: one meter of that name for the process.</value>
    public IMeterFactory? MeterFactory { get; init; }

    private static int Positive(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        return value;
    }
}
