namespace Banana.Transport;

/// <summary>
/// A subscription of an endpoint. Disposing it ends it: no further event is handled, those that wait are dropped, and the peers are told
/// that they need not send any more. Thread-safe; may be disposed in its own handler.
/// </summary>
public sealed class Subscription : IDisposable, IAsyncDisposable
{
    private readonly Switchboard _switchboard;
    private readonly Subscriber _subscriber;

    internal Subscription(Switchboard switchboard, Subscriber subscriber, Task acknowledged)
    {
        _switchboard = switchboard;
        _subscriber = subscriber;
        Acknowledged = acknowledged;
    }

    /// <summary>The wire name of the event.</summary>
    public string EventName => _subscriber.Name;

    /// <summary>The number of events that were dropped because the queue was full, or because the subscription ended.</summary>
    public long Dropped => _subscriber.Dropped;

    /// <summary>
    /// Completes when each endpoint that was connected when the subscription began knows of it, or is gone: what those publish from then on
    /// arrives. Never faults.
    /// </summary>
    public Task Acknowledged { get; }

    /// <summary>Ends the subscription. A handler that is running goes on to its end; its token is cancelled.</summary>
    public void Dispose()
    {
        _switchboard.Remove(_subscriber);
        _subscriber.End();
    }

    /// <summary>
    /// Ends the subscription, and waits for the handler that is running. In a handler that would wait for itself, directly or through
    /// another handler that waits likewise, this returns at once.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        _switchboard.Remove(_subscriber);
        return _subscriber.EndAsync();
    }
}
