namespace Banana.Transport;

/// <summary>Calls back whenever nothing was received for some time.</summary>
internal sealed class IdleWatch : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly Action _onIdle;
    private readonly ITimer? _timer;
    private long _last;

    public IdleWatch(TimeProvider time, TimeSpan timeout, Action onIdle)
    {
        _time = time;
        _timeout = timeout;
        _onIdle = onIdle;
        _last = time.GetTimestamp();
        _timer = timeout == Timeout.InfiniteTimeSpan
            ? null
            : time.CreateTimer(static watch => ((IdleWatch)watch!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer?.Change(timeout, Timeout.InfiniteTimeSpan); // not before the field is there
    }

    /// <summary>The time starts anew.</summary>
    public void Restart() => Volatile.Write(ref _last, _time.GetTimestamp());

    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Look()
    {
        TimeSpan left = _timeout - _time.GetElapsedTime(Volatile.Read(ref _last));
        if (left <= TimeSpan.Zero)
        {
            _onIdle();
            left = _timeout;
        }

        _timer?.Change(left, Timeout.InfiniteTimeSpan);
    }
}
