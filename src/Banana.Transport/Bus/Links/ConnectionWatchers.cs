using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Banana.Transport;

/// <summary>Those who watch connections come and go; each has a bounded queue of its own.</summary>
internal sealed class ConnectionWatchers
{
    private const int MostWaiting = 1024;

    private readonly Lock _gate = new();
    private readonly List<Channel<ConnectionChange>> _watchers = [];
    private bool _hasEnded;

    /// <summary>Tells a change to all. A watcher that is far behind ends with an error.</summary>
    public void Tell(ConnectionChange change)
    {
        lock (_gate)
        {
            foreach (Channel<ConnectionChange> watcher in _watchers)
            {
                if (!watcher.Writer.TryWrite(change))
                {
                    watcher.Writer.TryComplete(new InvalidOperationException($"More than {MostWaiting} changes of connections wait to be taken. Take them faster."));
                }
            }
        }
    }

    /// <summary>Ends all watches.</summary>
    public void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
            _watchers.ForEach(static watcher => watcher.Writer.TryComplete());
        }
    }

    /// <summary>Watches from the first step on.</summary>
    public async IAsyncEnumerable<ConnectionChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<ConnectionChange> watcher = Channel.CreateBounded<ConnectionChange>(MostWaiting);
        Add(watcher);
        try
        {
            await foreach (ConnectionChange change in watcher.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            Remove(watcher);
        }
    }

    private void Add(Channel<ConnectionChange> watcher)
    {
        lock (_gate)
        {
            _watchers.Add(watcher);
            if (_hasEnded)
            {
                watcher.Writer.TryComplete();
            }
        }
    }

    private void Remove(Channel<ConnectionChange> watcher)
    {
        lock (_gate)
        {
            _watchers.Remove(watcher);
        }
    }
}
