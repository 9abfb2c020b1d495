namespace Banana.Transport;

/// <summary>How a subscription queues the events that its handler has not taken yet.</summary>
public sealed record SubscriptionOptions
{
    /// <summary>The number of events that may wait for the handler.</summary>
    /// <value>The default is 1,024. Range: 1 and up.</value>
    /// <remarks>Stops: a queue that grows because its handler is slower than the publishers.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int Capacity
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1024;

    /// <summary>What happens when that many events wait.</summary>
    /// <value>The default is <see cref="FullMode.Wait"/>.</value>
    public FullMode FullMode { get; init; }

    internal static SubscriptionOptions Default { get; } = new();
}
