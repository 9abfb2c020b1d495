namespace Banana.Transport;

/// <summary>The delays between attempts: each is a random part of a length that grows by a factor (full jitter). Not thread-safe.</summary>
/// <param name="options">How the delays grow, and how many there are.</param>
/// <param name="time">The source of time for waiting.</param>
public sealed class Backoff(ReconnectOptions options, TimeProvider time)
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>The number of delays since the last <see cref="Reset"/>.</summary>
    public int Attempts { get; private set; }

    /// <summary>Returns the delay before the next attempt.</summary>
    /// <param name="delay">The delay.</param>
    /// <returns>False if there are no more attempts.</returns>
    public bool TryNext(out TimeSpan delay)
    {
        delay = TimeSpan.Zero;
        if (Attempts >= (options.MaxAttempts ?? int.MaxValue))
        {
            return false;
        }

        double longest = Math.Min(options.FirstDelay.TotalMilliseconds * Math.Pow(options.Factor, Attempts), options.LongestDelay.TotalMilliseconds);
        delay = TimeSpan.FromMilliseconds(longest * Math.Clamp(options.Jitter(), 0, 1));
        Attempts++;
        return true;
    }

    /// <summary>Waits until it is time for the next attempt.</summary>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <returns>False, at once, if there are no more attempts.</returns>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken = default)
    {
        if (!TryNext(out TimeSpan delay))
        {
            return false;
        }

        await DelayAsync(delay, time, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>
    /// Waits for a delay, and never less than a millisecond: attempts that fail at once would otherwise follow each other without end on the
    /// thread of the caller.
    /// </summary>
    internal static Task DelayAsync(TimeSpan delay, TimeProvider time, CancellationToken cancellationToken) =>
        Task.Delay(delay < s_shortest ? s_shortest : delay, time, cancellationToken);

    /// <summary>Starts with the first delay again, after a success.</summary>
    public void Reset() => Attempts = 0;
}
