namespace Banana.Transport;

/// <summary>Options of a <see cref="ChildProcessConnector"/>.</summary>
public sealed class ChildProcessOptions
{
    /// <summary>An action that gets each line that the child writes to standard error. It is called from any thread and must not throw.</summary>
    /// <value>The default is null: the child writes to the standard error of this process.</value>
    public Action<string>? ErrorLine { get; init; }

    /// <summary>The time that the child has to exit after the end of its standard input. Then it is killed, together with its own children.</summary>
    /// <value>The default is 5 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or less, or more than 49 days.</exception>
    public TimeSpan ExitTimeout { get; init => field = ReconnectOptions.Checked(value); } = TimeSpan.FromSeconds(5);

    /// <summary>The source of time for the timeout.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
