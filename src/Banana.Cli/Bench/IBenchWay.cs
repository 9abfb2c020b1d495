namespace Banana.Cli.Bench;

/// <summary>One way in which the driver sends: as events, or as lines of JSON.</summary>
internal interface IBenchWay
{
    /// <summary>Sends to all consumers; completes when they have it, or it is buffered within bounds.</summary>
    ValueTask BroadcastAsync(BenchEvent item, CancellationToken cancellationToken);

    /// <summary>Asks one consumer.</summary>
    /// <returns>The number of the answer.</returns>
    /// <exception cref="TimeoutException">None came.</exception>
    ValueTask<long> AskAsync(int consumer, BenchEvent request, CancellationToken cancellationToken);
}
