namespace Banana.Transport;

/// <summary>What all connections have in common: how graphs are written and read, and how long a silent peer is waited for.</summary>
public abstract class ConnectionOptions
{
    private protected ConnectionOptions(BananaSerializerOptions serializer)
    {
        Serializer = serializer;
    }

    /// <summary>How graphs are written and read; the policy in it decides what the peer may build.</summary>
    public BananaSerializerOptions Serializer { get; init; }

    /// <summary>How long nothing may be received before a PING is sent.</summary>
    /// <value>The default is <see cref="Timeout.InfiniteTimeSpan"/>: none is sent.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less, or more than 49 days without being infinite.</exception>
    public TimeSpan KeepaliveTimeout { get; init => field = Checked(value); } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// How long nothing may be received, while something is waited for, before the peer is taken for gone. Choose it longer than <see cref="KeepaliveTimeout"/>, so that a
    /// silent peer has a chance to answer.
    /// </summary>
    /// <value>The default is <see cref="Timeout.InfiniteTimeSpan"/>: any time.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less, or more than 49 days without being infinite.</exception>
    public TimeSpan DisconnectTimeout { get; init => field = Checked(value); } = Timeout.InfiniteTimeSpan;

    /// <summary>How long closing waits for the peer to read what was sent before.</summary>
    /// <value>The default is 5 seconds.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less, or more than 49 days without being infinite.</exception>
    public TimeSpan CloseTimeout { get; init => field = Checked(value); } = TimeSpan.FromSeconds(5);

    /// <summary>The clock.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    private static TimeSpan Checked(TimeSpan value)
    {
        if (value != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(49)); // a timer takes no more
        }

        return value;
    }
}
