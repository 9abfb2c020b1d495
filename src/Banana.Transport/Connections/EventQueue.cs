using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Banana.Transport;

/// <summary>
/// The events of a connection that wait for <see cref="EventConnection.ReceiveAllAsync"/>. The credit of the peer bounds it: bytes come
/// back when an event leaves the queue. A channel would do the same, but holds more memory while it is idle.
/// </summary>
/// <param name="onRefused">A callback for events that the peer has refused.</param>
internal sealed class EventQueue(Action<RefusedEvent>? onRefused) : IEventSink, IValueTaskSource<bool>
{
    private readonly Lock _gate = new(); // guards all but what was taken
    private Queue<(ReceivedEvent Event, EventReceipt Receipt)> _waiting = new();
    private Queue<(ReceivedEvent Event, EventReceipt Receipt)> _taken = new(); // by the reader, all that waited at once
    private ManualResetValueTaskSourceCore<bool> _arrival = new() { RunContinuationsAsynchronously = true };
    private Exception? _fault;
    private bool _isAwaited;
    private bool _isComplete;
    private bool _isReading;

    public void Take(EventConnection connection, in IncomingEvent incoming)
    {
        ReceivedEvent received = new(incoming.Name, incoming.Value, incoming.Violation);
        lock (_gate)
        {
            _waiting.Enqueue((received, incoming.Receipt));
            Wake();
        }
    }

    public void TakeSubscriptions(EventConnection connection, SubscriptionChange change)
    {
        // whoever sends by the connection alone decides what the peer gets
    }

    public void TakeRefusal(EventConnection connection, RefusedEvent refused)
    {
        if (onRefused is not null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static call => call.onRefused(call.refused), (onRefused, refused), preferLocal: false);
        }
    }

    public void TakeClose(EventConnection connection)
    {
        lock (_gate)
        {
            _isComplete = true;
            _fault = connection.Fault;
            Wake();
        }
    }

    /// <summary>Returns the events as they arrive.</summary>
    public async IAsyncEnumerable<ReceivedEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isReading, true))
        {
            throw new InvalidOperationException("A receive is already in progress. A connection has one reader; await one ReceiveAllAsync after the other.");
        }

        try
        {
            using CancellationTokenRegistration cancellation =
                cancellationToken.UnsafeRegister(static (queue, token) => ((EventQueue)queue!).Cancel(token), this);
            while (await WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                while (TryTake(out ReceivedEvent? next))
                {
                    yield return next;
                }
            }
        }
        finally
        {
            Volatile.Write(ref _isReading, false);
        }
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _arrival.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _arrival.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _arrival.OnCompleted(continuation, state, token, flags);

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ReceivedEvent? taken)
    {
        if (!_taken.TryDequeue(out (ReceivedEvent Event, EventReceipt Receipt) next))
        {
            lock (_gate)
            {
                (_waiting, _taken) = (_taken, _waiting);
            }

            if (!_taken.TryDequeue(out next))
            {
                taken = null;
                return false;
            }
        }

        next.Receipt.Return();
        taken = next.Event;
        return true;
    }

    /// <summary>Waits for an event; false at the end.</summary>
    private ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            cancellationToken.ThrowIfCancellationRequested(); // in the lock: a later cancellation finds the wait
            if (_waiting.Count > 0 || _taken.Count > 0)
            {
                return new ValueTask<bool>(true);
            }

            if (_isComplete)
            {
                return _fault is null ? new ValueTask<bool>(false) : ValueTask.FromException<bool>(_fault);
            }

            _arrival.Reset();
            _isAwaited = true;
        }

        return new ValueTask<bool>(this, _arrival.Version);
    }

    private void Cancel(CancellationToken token)
    {
        lock (_gate)
        {
            if (_isAwaited)
            {
                _isAwaited = false;
                _arrival.SetException(new OperationCanceledException(token));
            }
        }
    }

    /// <summary>Ends the wait, in the lock.</summary>
    private void Wake()
    {
        if (!_isAwaited)
        {
            return;
        }

        _isAwaited = false;
        if (_waiting.Count == 0 && _fault is not null)
        {
            _arrival.SetException(_fault);
        }
        else
        {
            _arrival.SetResult(_waiting.Count > 0);
        }
    }
}
