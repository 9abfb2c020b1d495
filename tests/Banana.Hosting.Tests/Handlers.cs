using System.Threading.Channels;
using Banana.Transport;

namespace Banana.Hosting.Tests;

/// <summary>Keeps what it gets.</summary>
internal sealed class Keeper : IEventHandler<Note>
{
    public ValueTask HandleAsync(Note value, EventContext context, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

internal sealed class Adder : IRequestHandler<Sum, Total>
{
    public ValueTask<Total> HandleAsync(Sum request, EventContext context, CancellationToken cancellationToken) =>
        request.Left < 0 ? throw new InvalidOperationException("too small") : new ValueTask<Total>(new Total(request.Left + request.Right));
}

/// <summary>A service of a scope, which tells what happens to it.</summary>
internal sealed class Unit(Trace trace) : IAsyncDisposable
{
    public int Number { get; } = trace.NextNumber();

    public ValueTask DisposeAsync()
    {
        trace.Add($"end {Number}");
        return ValueTask.CompletedTask;
    }
}

/// <summary>What happened, in order.</summary>
internal sealed class Trace
{
    private readonly Channel<string> _entries = Channel.CreateUnbounded<string>();
    private int _units;

    public int NextNumber() => Interlocked.Increment(ref _units);

    public void Add(string entry) => Assert.IsTrue(_entries.Writer.TryWrite(entry));

    public async Task<string> NextAsync() => await _entries.Reader.ReadAsync(TestHost.Patience);
}

/// <summary>Uses two services of its scope, and fails if it is told to.</summary>
internal sealed class ScopedHandler(Unit unit, Unit same, Trace trace) : IEventHandler<Note>
{
    public ValueTask HandleAsync(Note value, EventContext context, CancellationToken cancellationToken)
    {
        Assert.AreSame(unit, same);
        trace.Add($"{value.Text} of {context.Sender} in {unit.Number}");
        return value.Text == "bad" ? throw new InvalidOperationException("a bad note") : ValueTask.CompletedTask;
    }
}

/// <summary>Stays in its handler until it is let go.</summary>
internal sealed class Sleeper : IEventHandler<Note>
{
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Leave { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool HasLeft { get; private set; }

    public async ValueTask HandleAsync(Note value, EventContext context, CancellationToken cancellationToken)
    {
        Entered.SetResult();
        await Leave.Task;
        HasLeft = true;
    }
}
