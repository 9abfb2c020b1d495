using Microsoft.Extensions.Logging;

namespace Banana.Transport;

/// <summary>A subscription of this endpoint: a queue, and who takes events from it.</summary>
/// <param name="name">The wire name of the event.</param>
/// <param name="options">The options of the queue.</param>
/// <param name="host">The endpoint.</param>
internal abstract class Subscriber(string name, SubscriptionOptions options, SubscriberHost host)
{
    private long _dropped;

    /// <summary>The wire name of the event.</summary>
    public string Name => name;

    /// <summary>The number of events that were dropped because the queue was full, or the subscription ended.</summary>
    public long Dropped => Volatile.Read(ref _dropped);

    /// <summary>Whether it answers requests, and so must not drop one in silence.</summary>
    public virtual bool Answers => false;

    protected SubscriberHost Host => host;

    protected SubscriptionOptions Options => options;

    /// <summary>Takes no more events, and drops those that wait.</summary>
    public abstract void End();

    /// <summary>Ends, and waits for the handler that is running, unless that one is waiting for this call.</summary>
    public abstract ValueTask EndAsync();

    protected void CountDropped(bool isFull)
    {
        if (Interlocked.Increment(ref _dropped) == 1 && isFull && host.Report.Logger.IsEnabled(LogLevel.Warning))
        {
            LogEvents.Dropping(host.Report.Logger, host.Report.Name, name, options.FullMode.ToString()); // once: the rest is counted
        }

        host.Report.Meter.Dropped(host.Report.Name, name);
    }
}

/// <inheritdoc/>
internal abstract class Subscriber<T>(string name, SubscriptionOptions options, SubscriberHost host) : Subscriber(name, options, host)
    where T : notnull
{
    private readonly DeliveryQueue<T> _queue = new(options);

    /// <summary>The scope of its handler; null if the consumer is no handler.</summary>
    protected virtual HandlerScope? Scope => null;

    /// <summary>Takes an event of this endpoint, if need be as soon as there is room.</summary>
    /// <exception cref="SubscriptionFullException">There is no room, and waiting for it is not wanted or has no end.</exception>
    /// <exception cref="OperationCanceledException">The wait for room was cancelled.</exception>
    public ValueTask OfferAsync(in Delivery<T> item, CancellationToken cancellationToken)
    {
        switch (_queue.Offer(item, hasCredit: false, out Delivery<T> dropped))
        {
            case OfferResult.Taken:
                CountQueued(1);
                return ValueTask.CompletedTask;
            case OfferResult.Replaced:
                Discard(dropped, isFull: true);
                return ValueTask.CompletedTask;
            case OfferResult.Full:
                return OfferSlowAsync(item, cancellationToken);
            default:
                Discard(item, isFull: false);
                return ValueTask.CompletedTask;
        }
    }

    /// <summary>Takes an event of a peer.</summary>
    public void Take(in Delivery<T> item)
    {
        switch (_queue.Offer(item, hasCredit: true, out Delivery<T> dropped))
        {
            case OfferResult.Taken:
                CountQueued(1);
                break;
            case OfferResult.Replaced:
                Discard(dropped, isFull: true);
                break;
            case var result:
                Discard(item, isFull: result == OfferResult.Full);
                break;
        }
    }

    public override void End()
    {
        foreach (Delivery<T> item in _queue.End())
        {
            CountQueued(-1);
            Discard(item, isFull: false);
        }
    }

    /// <summary>Waits for an event; false when the subscription has ended.</summary>
    protected ValueTask<bool> WaitAsync() => _queue.WaitAsync();

    /// <summary>Takes the next event, if there is one, and lets its sender send more.</summary>
    protected bool TryTake(out Delivery<T> item)
    {
        if (!_queue.TryTake(out item))
        {
            return false;
        }

        CountQueued(-1);
        item.Credit.Return();
        return true;
    }

    private async ValueTask OfferSlowAsync(Delivery<T> item, CancellationToken cancellationToken)
    {
        if (Options.FullMode == FullMode.DropNewest)
        {
            Discard(item, isFull: true);
            return;
        }

        HandlerScope? publisher = Scope is null ? null : HandlerScope.Current;
        if (Options.FullMode == FullMode.Fail || publisher?.TryWaitFor(Scope!) == false)
        {
            CountDropped(isFull: true);
            throw new SubscriptionFullException(Options.FullMode == FullMode.Fail
                ? $"{Options.Capacity} events '{Name}' wait for their handler, the most that its subscription takes. Publish more slowly, or give it another FullMode."
                : $"{Options.Capacity} events '{Name}' wait for the handler that is publishing this one. Give its subscription more capacity, or another FullMode.");
        }

        try
        {
            if (await _queue.OfferAsync(item, cancellationToken).ConfigureAwait(false))
            {
                CountQueued(1);
            }
            else
            {
                Discard(item, isFull: false);
            }
        }
        finally
        {
            publisher?.StopWaitingFor(Scope!);
        }
    }

    private void CountQueued(int change) => Host.Report.Meter.Queued(Host.Report.Name, Name, change);

    private void Discard(in Delivery<T> item, bool isFull)
    {
        CountDropped(isFull);
        if (item.Request != 0 && Answers)
        {
            Host.Replies.Fail(item.Sender, item.Request, $"The handler of '{Name}' at '{Host.Report.Name}' is gone or has too much to do.");
        }

        item.Credit.Return();
    }
}
