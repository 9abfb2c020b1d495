using Banana.Transport;
using Banana.Wire;
using Microsoft.Extensions.Logging;

namespace Banana.Cli.Bus;

/// <summary>An endpoint of the command, and the events that it knows.</summary>
internal sealed class BusMember : IAsyncDisposable
{
    private readonly BusLog _log;

    private BusMember(string name, IReadOnlyList<NamedEvent> events, BusLog log)
    {
        _log = log;
        Events = events;
        EndpointOptions options = new()
        {
            Connection = new EventConnectionOptions { Serializer = CommonOptions.NewOptions(WireDialect.Net) },
            Logger = log,
            SendsFailureDetails = true,
        };
        options.Events.IncludesGenerated = false;
        foreach (NamedEvent named in events)
        {
            named.AddTo(options.Events);
        }

        Endpoint = new Endpoint(name, options);
    }

    public Endpoint Endpoint { get; }

    public IReadOnlyList<NamedEvent> Events { get; }

    /// <summary>The exit code of what has succeeded otherwise.</summary>
    public int ExitCode => _log.HasRefusals ? ExitCodes.Violation : ExitCodes.Success;

    /// <summary>Creates an endpoint that is connected to nobody.</summary>
    /// <exception cref="UsageException">A name cannot be one.</exception>
    public static BusMember Create(string name, IEnumerable<string> events, TextWriter errors, LogLevel least = LogLevel.Warning)
    {
        try
        {
            return new BusMember(name, NamedEvent.Of(events), new BusLog(errors, least));
        }
        catch (ArgumentException unfit)
        {
            throw new UsageException(unfit.Message);
        }
    }

    public ValueTask DisposeAsync() => Endpoint.DisposeAsync();
}
