using System.Diagnostics.Metrics;
using Banana.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Banana.Hosting;

/// <summary>Makes the options of the bus of those of the host.</summary>
internal static class EndpointOptionsFactory
{
    /// <summary>Creates the options of an endpoint, with the log, the meters and the clock of the container.</summary>
    public static EndpointOptions Create(EndpointSetup setup, HostedEndpointOptions options, IServiceProvider services)
    {
        EventConnectionOptions connection = CreateConnection(setup, options, services.GetService<TimeProvider>() ?? TimeProvider.System);
        foreach (Action<EventTypeRegistry> register in setup.Events)
        {
            register(connection.Events);
        }

        return new EndpointOptions
        {
            Connection = connection,
            MaxConnections = options.MaxConnections,
            MaxPendingHandshakes = options.MaxPendingHandshakes,
            PublishCapacity = options.PublishCapacity,
            Reconnect = options.Reconnect.Enabled ? Create(options.Reconnect) : null,
            OnHandlerFault = options.OnHandlerFault,
            SendsFailureDetails = options.SendsFailureDetails,
            Logger = services.GetService<ILoggerFactory>()?.CreateLogger<Endpoint>() ?? NullLogger<Endpoint>.Instance,
            MeterFactory = services.GetService<IMeterFactory>(),
        };
    }

    private static EventConnectionOptions CreateConnection(EndpointSetup setup, HostedEndpointOptions options, TimeProvider time) => new()
    {
        Serializer = setup.Serializer ?? new BananaSerializerOptions(),
        MaxEnvelopeBytes = options.MaxEnvelopeBytes,
        StreamWindow = options.StreamWindow,
        ConnectionWindow = options.ConnectionWindow,
        MaxEventTypes = options.MaxEventTypes,
        MaxLargeEvents = options.MaxLargeEvents,
        MaxStreams = options.MaxStreams,
        MaxRawEventBytes = options.MaxRawEventBytes,
        HelloTimeout = options.HelloTimeout,
        KeepaliveTimeout = options.KeepaliveTimeout,
        DisconnectTimeout = options.DisconnectTimeout,
        CloseTimeout = options.CloseTimeout,
        SendsViolations = options.SendsViolations,
        TimeProvider = time,
    };

    private static ReconnectOptions Create(HostedReconnectOptions options) => new()
    {
        FirstDelay = options.FirstDelay,
        LongestDelay = options.LongestDelay,
        Factor = options.Factor,
        MaxAttempts = options.MaxAttempts,
    };
}
