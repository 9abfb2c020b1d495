using Microsoft.Extensions.Logging;

namespace Banana.Hosting.Tests;

/// <summary>A log that is kept, and can be waited for.</summary>
internal sealed class TestLog : ILoggerProvider, ILogger
{
    private readonly List<Entry> _entries = [];
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The categories that loggers were created for.</summary>
    public List<string> Categories { get; } = [];

    public ILogger CreateLogger(string categoryName)
    {
        lock (_entries)
        {
            Categories.Add(categoryName);
        }

        return this;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        TaskCompletionSource next;
        lock (_entries)
        {
            _entries.Add(new Entry(eventId.Name, formatter(state, exception), exception));
            (next, _next) = (_next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        next.SetResult();
    }

    /// <summary>Waits until an event of this name has been logged, and returns the first one.</summary>
    public async Task<Entry> WaitForAsync(string name)
    {
        CancellationToken patience = TestHost.Patience;
        while (true)
        {
            Task next;
            lock (_entries)
            {
                if (_entries.Find(entry => entry.Name == name) is { } found)
                {
                    return found;
                }

                next = _next.Task;
            }

            await next.WaitAsync(patience);
        }
    }

    public void Dispose()
    {
        // the entries stay
    }

    public sealed record Entry(string? Name, string Text, Exception? Fault);
}
