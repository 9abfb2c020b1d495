namespace Banana.Transport;

/// <summary>
/// The turn of the events that must stay in order: one is sent at a time, and those that wait get it in the order of their calls.
/// Thread-safe.
/// </summary>
internal sealed class Lane
{
    private const int Free = 0;
    private const int Taken = 1;
    private const int Contended = 2; // somebody waits, or did

    private readonly Queue<TaskCompletionSource> _waiting = new(); // its own lock
    private int _state;

    /// <summary>Takes the turn if nobody has it or waits for it.</summary>
    public bool TryEnter() => Interlocked.CompareExchange(ref _state, Taken, Free) == Free;

    /// <summary>Takes a place in the queue before it returns, and waits for the turn.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task EnterAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource place;
        lock (_waiting)
        {
            if (Interlocked.Exchange(ref _state, Contended) == Free)
            {
                return Task.CompletedTask;
            }

            place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(place);
        }

        return WaitAsync(place, cancellationToken);
    }

    /// <summary>Passes the turn on.</summary>
    public void Leave()
    {
        if (Interlocked.CompareExchange(ref _state, Free, Taken) != Taken)
        {
            LeaveSlow();
        }
    }

    private static async Task WaitAsync(TaskCompletionSource place, CancellationToken cancellationToken)
    {
        using (cancellationToken.UnsafeRegister(static (place, token) => ((TaskCompletionSource)place!).TrySetCanceled(token), place))
        {
            await place.Task.ConfigureAwait(false); // cancelled or granted, whichever is first
        }
    }

    private void LeaveSlow()
    {
        lock (_waiting)
        {
            while (_waiting.TryDequeue(out TaskCompletionSource? next))
            {
                if (next.TrySetResult())
                {
                    return; // the turn is theirs
                }
            }

            Volatile.Write(ref _state, Free);
        }
    }
}
