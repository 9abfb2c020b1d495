namespace Banana.Transport;

/// <summary>Options of all listeners.</summary>
public class ListenerOptions
{
    /// <summary>
    /// An action that is told why an attempt to connect has failed, for the log: a peer that is gone, a handshake that fails, or too many open
    /// files. The listener goes on. It is called from any thread, must not block and must not throw.
    /// </summary>
    /// <value>The default is null: nobody is told.</value>
    public Action<Exception>? AcceptFailed { get; init; }

    /// <summary>The number of peers that may wait to be accepted; the system may allow fewer.</summary>
    /// <value>The default is 512.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or less.</exception>
    public int Backlog
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
            field = value;
        }
    } = 512;

    /// <summary>The permissions of the file of a Unix domain socket: who may write to it may connect.</summary>
    /// <value>The default is null: as the process creates files.</value>
    public UnixFileMode? UnixFileMode { get; init; }

    /// <summary>The source of time for all timeouts and delays.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal static ListenerOptions Default { get; } = new();
}
