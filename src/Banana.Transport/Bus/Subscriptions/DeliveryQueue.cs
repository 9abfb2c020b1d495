using System.Threading.Tasks.Sources;

namespace Banana.Transport;

/// <summary>What has become of an event that was offered to a queue.</summary>
internal enum OfferResult
{
    /// <summary>It is in the queue.</summary>
    Taken,

    /// <summary>It is in the queue, and another one was dropped for it.</summary>
    Replaced,

    /// <summary>There is no room: it was not taken.</summary>
    Full,

    /// <summary>The subscription has ended: it was not taken.</summary>
    Ended,
}

/// <summary>The bounded queue of a subscription, with any number of publishers and one consumer.</summary>
internal sealed class DeliveryQueue<T>(SubscriptionOptions options) : IValueTaskSource<bool>
    where T : notnull
{
    private readonly Lock _gate = new();
    private readonly Queue<Delivery<T>> _items = new();
    private readonly LinkedList<Publisher> _publishers = new(); // those that wait for room
    private ManualResetValueTaskSourceCore<bool> _arrival = new() { RunContinuationsAsynchronously = true };
    private bool _isAwaited;
    private bool _hasEnded;

    /// <summary>Offers an event.</summary>
    /// <param name="item">The event.</param>
    /// <param name="hasCredit">
    /// Whether it comes from a peer, whose credit bounds the queue in <see cref="FullMode.Wait"/>: the peer cannot be made to wait otherwise.
    /// </param>
    /// <param name="dropped">The event that was dropped for it, if one was.</param>
    public OfferResult Offer(in Delivery<T> item, bool hasCredit, out Delivery<T> dropped)
    {
        dropped = default;
        OfferResult result = OfferResult.Taken;
        bool isAwaited;
        lock (_gate)
        {
            if (_hasEnded)
            {
                return OfferResult.Ended;
            }

            if (_items.Count >= options.Capacity && !(hasCredit && options.FullMode == FullMode.Wait))
            {
                if (options.FullMode != FullMode.DropOldest)
                {
                    return OfferResult.Full;
                }

                dropped = _items.Dequeue();
                result = OfferResult.Replaced;
            }

            isAwaited = Enqueue(item);
        }

        Wake(isAwaited, hasItem: true);
        return result;
    }

    /// <summary>Waits until there is room for an event, in the order of the calls.</summary>
    /// <returns>Whether the queue has taken it; false if the subscription has ended.</returns>
    public Task<bool> OfferAsync(in Delivery<T> item, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<bool>(cancellationToken);
        }

        bool isAwaited;
        lock (_gate)
        {
            if (_hasEnded)
            {
                return Task.FromResult(false);
            }

            if (_items.Count >= options.Capacity)
            {
                Publisher publisher = new(item);
                publisher.Place = _publishers.AddLast(publisher);
                return WaitAsync(publisher, cancellationToken);
            }

            isAwaited = Enqueue(item);
        }

        Wake(isAwaited, hasItem: true);
        return Task.FromResult(true);
    }

    /// <summary>Takes the next event, if there is one.</summary>
    public bool TryTake(out Delivery<T> item)
    {
        Publisher? next = null;
        lock (_gate)
        {
            if (!_items.TryDequeue(out item))
            {
                return false;
            }

            if (_items.Count < options.Capacity && _publishers.First is { Value: var first })
            {
                _publishers.RemoveFirst();
                _items.Enqueue(first.Item);
                next = first;
            }
        }

        next?.TrySetResult(true);
        return true;
    }

    /// <summary>Waits for an event; false when the subscription has ended. Only for the consumer.</summary>
    public ValueTask<bool> WaitAsync()
    {
        lock (_gate)
        {
            if (_items.Count > 0 || _hasEnded)
            {
                return new ValueTask<bool>(_items.Count > 0);
            }

            _arrival.Reset();
            _isAwaited = true;
            return new ValueTask<bool>(this, _arrival.Version);
        }
    }

    /// <summary>Ends the queue, and returns what is left in it.</summary>
    public Delivery<T>[] End()
    {
        Delivery<T>[] rest;
        Publisher[] publishers;
        bool isAwaited;
        lock (_gate)
        {
            _hasEnded = true;
            rest = [.. _items];
            _items.Clear();
            publishers = [.. _publishers];
            _publishers.Clear();
            isAwaited = _isAwaited;
            _isAwaited = false;
        }

        Wake(isAwaited, hasItem: false);
        foreach (Publisher publisher in publishers)
        {
            publisher.TrySetResult(false);
        }

        return rest;
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _arrival.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _arrival.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _arrival.OnCompleted(continuation, state, token, flags);

    /// <summary>Adds an event; true if the consumer is to be woken.</summary>
    private bool Enqueue(in Delivery<T> item)
    {
        _items.Enqueue(item);
        bool isAwaited = _isAwaited;
        _isAwaited = false;
        return isAwaited;
    }

    private void Wake(bool isAwaited, bool hasItem)
    {
        if (isAwaited)
        {
            _arrival.SetResult(hasItem);
        }
    }

    private async Task<bool> WaitAsync(Publisher publisher, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) =>
            {
                (DeliveryQueue<T> queue, Publisher publisher) = ((DeliveryQueue<T>, Publisher))state!;
                queue.Cancel(publisher, token);
            },
            (this, publisher));
        return await publisher.Task.ConfigureAwait(false);
    }

    private void Cancel(Publisher publisher, CancellationToken token)
    {
        lock (_gate)
        {
            if (publisher.Place!.List is null)
            {
                return; // it was just taken
            }

            _publishers.Remove(publisher.Place);
        }

        publisher.TrySetCanceled(token);
    }

    /// <summary>A call that waits for room.</summary>
    private sealed class Publisher(in Delivery<T> item) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Delivery<T> Item { get; } = item;

        public LinkedListNode<Publisher>? Place { get; set; }
    }
}
