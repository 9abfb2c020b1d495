namespace Banana.Transport;

/// <summary>The changes of subscriptions that were sent and wait for their acknowledgement. Thread-safe.</summary>
internal sealed class SentSubscriptions(EventOutput output)
{
    private const int MostNames = 100; // an envelope holds that many of the longest

    private readonly Queue<(ulong Number, TaskCompletionSource Acknowledged)> _waiting = new(); // its own lock
    private ulong _last;

    /// <summary>Sends a change; the task ends when the peer has acknowledged all of it.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled; the change was sent.</exception>
    public async ValueTask SendAsync(IReadOnlyList<string> added, IReadOnlyList<string> removed, CancellationToken cancellationToken)
    {
        Task acknowledged;
        lock (_waiting)
        {
            output.ThrowIfOver();
            if (added.Count + removed.Count == 0)
            {
                Send([], []); // says that those before were all
            }

            foreach (string[] names in added.Chunk(MostNames))
            {
                Send(names, []);
            }

            foreach (string[] names in removed.Chunk(MostNames))
            {
                Send([], names);
            }

            if (_waiting.Count == 0)
            {
                return;
            }

            acknowledged = _waiting.Last().Acknowledged.Task;
        }

        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, output.Over);
        try
        {
            await acknowledged.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            output.ThrowIfOver();
            throw;
        }
    }

    /// <summary>Takes an acknowledgement; false if it is not the next one.</summary>
    public bool TryAcknowledge(ulong number)
    {
        lock (_waiting)
        {
            if (!_waiting.TryPeek(out (ulong Number, TaskCompletionSource Acknowledged) next) || next.Number != number)
            {
                return false;
            }

            _waiting.Dequeue();
            next.Acknowledged.SetResult();
            return true;
        }
    }

    private void Send(string[] added, string[] removed)
    {
        SubscriptionChange change = new(++_last, added, removed);
        _waiting.Enqueue((change.Number, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
        output.SendControl(EnvelopeIds.Subscriptions, change, static (ref writer, change) => change.Write(ref writer));
    }
}
