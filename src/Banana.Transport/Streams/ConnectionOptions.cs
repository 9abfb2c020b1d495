namespace Banana.Transport;

/// <summary>Options of all connections: how graphs are written and read, and how long to wait for a silent peer.</summary>
public abstract class ConnectionOptions
{
    private protected ConnectionOptions(BananaSerializerOptions serializer)
    {
        Serializer = serializer;
    }

    /// <summary>Options for writing and reading graphs; their policy determines what the peer may build.</summary>
    public BananaSerializerOptions Serializer { get; init; }

    /// <summary>The time without data from the peer after which a PING is sent.</summary>
    /// <value>The default is <see cref="Timeout.InfiniteTimeSpan"/>: no PINGs are sent.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or less, or a finite time of more than 49 days.</exception>
    public TimeSpan KeepaliveTimeout { get; init => field = Checked(value); } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// The time without data from the peer, while a receive is in progress, after which the connection is closed. Choose it
    /// longer than <see cref="KeepaliveTimeout"/>, so that a silent peer can answer the PING.
    /// </summary>
    /// <value>The default is <see cref="Timeout.InfiniteTimeSpan"/>: the connection waits indefinitely.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or less, or a finite time of more than 49 days.</exception>
    public TimeSpan DisconnectTimeout { get; init => field = Checked(value); } = Timeout.InfiniteTimeSpan;

    /// <summary>The time that closing waits for the peer to read everything that was sent.</summary>
    /// <value>The default is 5 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or less, or a finite time of more than 49 days.</exception>
    public TimeSpan CloseTimeout { get; init => field = Checked(value); } = TimeSpan.FromSeconds(5);

    /// <summary>The source of time for all timeouts.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    private protected static TimeSpan Checked(TimeSpan value)
    {
        if (value != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(49)); // a timer takes no more
        }

        return value;
    }
}
