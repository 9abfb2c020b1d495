namespace Banana.Transport;

/// <summary>
/// Tells a peer to what this side subscribes, one change at a time. Changes that come while one is under way become a single one,
/// so that however often they change, only the latest state waits. An empty change follows the first one: by then the peer knows all.
/// </summary>
internal sealed class SubscriptionFeed(EventConnection connection)
{
    private readonly Lock _gate = new();
    private readonly List<(long Version, TaskCompletionSource Done)> _waiting = [];
    private LocalSubscriptions _wanted = new(-1, []);
    private LocalSubscriptions _told = new(-1, []);
    private bool _isSending;
    private bool _hasEnded;

    /// <summary>Tells the peer, in the background, what is new. States may come in any order; the latest one counts.</summary>
    public void Offer(LocalSubscriptions current)
    {
        lock (_gate)
        {
            if (_hasEnded || current.Version <= _wanted.Version)
            {
                return;
            }

            _wanted = current;
            if (_isSending)
            {
                return;
            }

            _isSending = true;
        }

        _ = SendAsync();
    }

    /// <summary>Completes when the peer has acknowledged a version, or is gone.</summary>
    public Task WaitForAsync(long version)
    {
        lock (_gate)
        {
            if (_hasEnded || _told.Version >= version)
            {
                return Task.CompletedTask;
            }

            TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((version, done));
            return done.Task;
        }
    }

    /// <summary>Called when the peer is gone: nobody waits for it any more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
            Release(long.MaxValue);
        }
    }

    private async Task SendAsync()
    {
        while (TakeNext() is { } next)
        {
            try
            {
                await TellAsync(next).ConfigureAwait(false);
            }
            catch (Exception gone) when (gone is IOException or ObjectDisposedException)
            {
                End(); // the end of the connection is told elsewhere
                return;
            }

            lock (_gate)
            {
                _told = next;
                Release(next.Version);
            }
        }
    }

    private Task TellAsync(LocalSubscriptions next)
    {
        string[] added = [.. next.Names.Except(_told.Names)];
        string[] removed = [.. _told.Names.Except(next.Names)];
        bool isFirst = _told.Version < 0;
        Task told = added.Length + removed.Length == 0
            ? Task.CompletedTask
            : connection.SendSubscriptionsAsync(added, removed, CancellationToken.None).AsTask();
        return isFirst ? Task.WhenAll(told, connection.SendSubscriptionsAsync([], [], CancellationToken.None).AsTask()) : told;
    }

    private LocalSubscriptions? TakeNext()
    {
        lock (_gate)
        {
            if (_hasEnded || _told.Version == _wanted.Version)
            {
                _isSending = false;
                return null;
            }

            return _wanted;
        }
    }

    private void Release(long version)
    {
        foreach ((long _, TaskCompletionSource done) in _waiting.Where(waiter => waiter.Version <= version))
        {
            done.SetResult();
        }

        _waiting.RemoveAll(waiter => waiter.Version <= version);
    }
}
