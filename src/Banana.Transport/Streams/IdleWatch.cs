namespace Banana.Transport;

/// <summary>Calls back whenever nothing is received for some time. Initially paused.</summary>
internal sealed class IdleWatch : IAsyncDisposable
{
    private const long Paused = long.MinValue;

    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly Action _onIdle;
    private readonly ITimer? _timer;
    private long _since = Paused;

    public IdleWatch(TimeProvider time, TimeSpan timeout, Action onIdle)
    {
        _time = time;
        _timeout = timeout;
        _onIdle = onIdle;
        _timer = timeout == Timeout.InfiniteTimeSpan
            ? null
            : time.CreateTimer(static watch => ((IdleWatch)watch!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer?.Change(timeout, Timeout.InfiniteTimeSpan); // not before the field is set
    }

    /// <summary>Restarts the time.</summary>
    public void Restart() => Volatile.Write(ref _since, _time.GetTimestamp());

    /// <summary>Pauses the watch until it is restarted.</summary>
    public void Pause() => Volatile.Write(ref _since, Paused);

    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>Checks how much of the time is left, so that the timer is set once per timeout rather than for all received data.</summary>
    private void Look()
    {
        long since = Volatile.Read(ref _since);
        TimeSpan left = since == Paused ? _timeout : _timeout - _time.GetElapsedTime(since);
        if (left <= TimeSpan.Zero)
        {
            left = _timeout;
            if (Interlocked.CompareExchange(ref _since, _time.GetTimestamp(), since) == since) // otherwise data was just received
            {
                _onIdle();
            }
        }

        _timer?.Change(left, Timeout.InfiniteTimeSpan);
    }
}
