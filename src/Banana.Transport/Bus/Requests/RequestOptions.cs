namespace Banana.Transport;

/// <summary>How a request is sent, and how long to wait for its answer.</summary>
public sealed record RequestOptions
{
    private readonly EventSendOptions? _send; // made once, not for each request

    /// <summary>The name of the endpoint that is to answer, which may be the own one.</summary>
    /// <value>The default is null: all that subscribe are asked, and the first answer counts.</value>
    public string? To { get; init; }

    /// <summary>The time to wait for an answer, counted from the call.</summary>
    /// <value>The default is 30 seconds. <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> waits as long as the peer is there.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or less, or a finite time of more than 49 days.</exception>
    public TimeSpan Timeout
    {
        get;
        init
        {
            if (value != System.Threading.Timeout.InfiniteTimeSpan)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(49)); // a timer takes no more
            }

            field = value;
        }
    } = TimeSpan.FromSeconds(30);

    /// <summary>The lane of the request, see <see cref="EventSendOptions.Lane"/>.</summary>
    /// <value>The default is null: the lane of its type.</value>
    public string? Lane
    {
        get => _send?.Lane;
        init => _send = (_send ?? new EventSendOptions()) with { Lane = value };
    }

    /// <summary>Which of several waiting events is sent first.</summary>
    /// <value>The default is <see cref="EventPriority.Normal"/>.</value>
    public EventPriority Priority
    {
        get => _send?.Priority ?? EventPriority.Normal;
        init => _send = (_send ?? new EventSendOptions()) with { Priority = value };
    }

    internal static RequestOptions Default { get; } = new();

    internal EventSendOptions? Send => _send;
}
