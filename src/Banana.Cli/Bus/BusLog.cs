using Microsoft.Extensions.Logging;

namespace Banana.Cli.Bus;

/// <summary>Says for a person what an endpoint has to tell.</summary>
/// <param name="errors">Where it is said.</param>
/// <param name="least">The least level that is.</param>
internal sealed class BusLog(TextWriter errors, LogLevel least) : ILogger
{
    private const int Refused = 11; // by the number in the transport's list of log events
    private const int RefusedByPeer = 12;

    private readonly Lock _gate = new();

    /// <summary>Whether an event was refused, here or by the peer.</summary>
    public bool HasRefusals { get; private set; }

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        string message = formatter(state, exception);
        lock (_gate)
        {
            HasRefusals |= eventId.Id is Refused or RefusedByPeer;
            errors.WriteLine($"banana: {ForeignText.Escape(exception is null ? message : $"{message}: {exception.Message}").TrimEnd()}");
        }
    }
}
