namespace Banana.Testing;

/// <summary>A clock that stands until it is told to go on; timers fire on the thread that says so.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_timers)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    /// <summary>Moves on; every timer that is due fires when its time comes.</summary>
    public void Advance(TimeSpan time)
    {
        long end = GetTimestamp() + time.Ticks;
        while (true)
        {
            Timer? next;
            lock (_timers)
            {
                next = _timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
            }

            if (next is null)
            {
                break;
            }

            Volatile.Write(ref _now, Math.Max(GetTimestamp(), next.Due));
            next.Fire();
        }

        Volatile.Write(ref _now, end);
    }

    /// <summary>Moves on until a task ends, whose waits may begin only now.</summary>
    public async Task PassAsync(Task ending)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        while (!ending.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        await ending;
    }

    private sealed class Timer(ManualTime time, Action callback) : ITimer
    {
        /// <summary>When it fires; the largest number for never.</summary>
        public long Due { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.AreEqual(Timeout.InfiniteTimeSpan, period, "only timers that fire once are known here");
            Due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : time.GetTimestamp() + dueTime.Ticks;
            return true;
        }

        public void Fire()
        {
            Due = long.MaxValue;
            callback();
        }

        public void Dispose() => Due = long.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
