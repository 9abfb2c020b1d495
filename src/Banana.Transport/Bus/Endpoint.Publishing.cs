using System.Collections.Concurrent;
using System.Diagnostics;

namespace Banana.Transport;

public sealed partial class Endpoint
{
    private readonly ConcurrentDictionary<Type, Outbox> _outboxes = new();

    /// <summary>
    /// Publishes an event to all endpoints that subscribe to its type, this one included, or to whom the options name. Completes when the
    /// queues of this endpoint's subscriptions have the event and the connections have taken it, so that publishers are no faster than
    /// those who get their events.
    /// </summary>
    /// <typeparam name="T">The registered type of the event, exactly.</typeparam>
    /// <param name="value">The event. It must not change any more: subscriptions of this endpoint get this very object.</param>
    /// <param name="options">Who gets it; null for all that subscribe.</param>
    /// <param name="cancellationToken">A token that cancels the wait. Those for whom there was room get the event nevertheless.</param>
    /// <exception cref="ArgumentException">The event is to stay internal, and to go to another endpoint.</exception>
    /// <exception cref="NoSubscribersException">
    /// Nobody would get the event, and <see cref="PublishOptions.RequireSubscriber"/> is true.
    /// </exception>
    /// <exception cref="PeerDisconnectedException">The endpoint that alone was to get the event is gone.</exception>
    /// <exception cref="EventNotAcceptedException">
    /// The only endpoint that would get the event cannot read its type. Where others get it, that is logged instead.
    /// </exception>
    /// <exception cref="SubscriptionFullException">
    /// A subscription of this endpoint has no room and does not wait for it; all others get the event.
    /// </exception>
    /// <exception cref="ViolationException">A value in the event cannot be sent.</exception>
    /// <exception cref="NotSupportedException">The type is not registered.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The endpoint has stopped.</exception>
    public ValueTask PublishAsync<T>(T value, PublishOptions? options = null, CancellationToken cancellationToken = default)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(value);
        options ??= PublishOptions.Default;
        Route<T> route = FindRoute<T>();
        if (!TryFindAudience(route, options, out Audience<T> audience))
        {
            return ValueTask.CompletedTask;
        }

        Activity? activity = BusTracing.StartSend("publish", ActivityKind.Producer, Name, route.Name);
        ValueTask sending = _broadcaster.SendAsync(route.Name, audience, value, request: null, options.Send, cancellationToken);
        return activity is null ? sending : EndSlowAsync(sending, activity);
    }

    /// <summary>
    /// Publishes an event without waiting: it is kept until there is room, behind others of its type for which this was called. Publications
    /// that fail later are logged and counted.
    /// </summary>
    /// <typeparam name="T">The registered type of the event, exactly.</typeparam>
    /// <param name="value">The event. It must not change any more.</param>
    /// <param name="options">Who gets it; null for all that subscribe.</param>
    /// <returns>False if <see cref="EndpointOptions.PublishCapacity"/> events of this type are kept: this one is not.</returns>
    /// <exception cref="ArgumentException">The event is to stay internal, and to go to another endpoint.</exception>
    /// <exception cref="NoSubscribersException">
    /// Nobody would get the event, and <see cref="PublishOptions.RequireSubscriber"/> is true.
    /// </exception>
    /// <exception cref="NotSupportedException">The type is not registered.</exception>
    /// <exception cref="ObjectDisposedException">The endpoint has stopped.</exception>
    public bool TryPublish<T>(T value, PublishOptions? options = null)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(value);
        options ??= PublishOptions.Default;
        Route<T> route = FindRoute<T>();
        return !TryFindAudience(route, options, out _) || FindOutbox<T>(route.Name).TryAdd(value, options);
    }

    private static async ValueTask EndSlowAsync(ValueTask sending, Activity activity)
    {
        using (activity)
        {
            try
            {
                await sending.ConfigureAwait(false);
            }
            catch (Exception fault)
            {
                BusTracing.Fail(activity, fault);
                throw;
            }
        }
    }

    private Route<T> FindRoute<T>()
        where T : notnull
    {
        ThrowIfStopped();
        return _switchboard.Get<T>();
    }

    /// <summary>Finds those who get an event; false if nobody does, and nobody has to.</summary>
    /// <exception cref="NoSubscribersException">Nobody would get the event.</exception>
    private bool TryFindAudience<T>(Route<T> route, PublishOptions options, out Audience<T> audience)
        where T : notnull
    {
        if (options.Internal && options.To is not null && options.To != Name)
        {
            throw new ArgumentException($"An internal event stays at '{Name}', and this one is to go to '{options.To}'. Leave out one of both.", nameof(options));
        }

        audience = FindAudience(route, options.Internal ? Name : options.To);
        if (audience.Count > 0)
        {
            return true;
        }

        return options.RequireSubscriber ? throw NewUnsubscribed(route.Name, options.Internal ? Name : options.To) : false;
    }

    private Audience<T> FindAudience<T>(Route<T> route, string? to)
        where T : notnull
    {
        if (to is null)
        {
            return new Audience<T>(route.Local, route.Remote, IsChosen: false);
        }

        if (to == Name)
        {
            return new Audience<T>(route.Local, [], IsChosen: true);
        }

        bool isSubscribed = _switchboard.TryFind(to, out Link? link) && route.Remote.Contains(link);
        return new Audience<T>([], isSubscribed ? link!.Alone : [], IsChosen: true);
    }

    private NoSubscribersException NewUnsubscribed(string name, string? to)
    {
        string who = to is null
            ? $"Neither '{Name}' nor an endpoint that is connected to it subscribes"
            : to == Name || _switchboard.TryFind(to, out _) ? $"'{to}' does not subscribe" : $"'{to}' is not connected to '{Name}', so that nobody subscribes";
        return new NoSubscribersException($"{who} to '{name}'. Wait for a subscription, or set RequireSubscriber to false if nobody has to get the event.");
    }

    private Outbox<T> FindOutbox<T>(string name)
        where T : notnull
    {
        if (_outboxes.TryGetValue(typeof(T), out Outbox? present))
        {
            return (Outbox<T>)present;
        }

        Outbox<T> added = new(_options.PublishCapacity, (value, options, token) => PublishAsync(value, options, token), name, _report);
        Outbox<T> outbox = (Outbox<T>)_outboxes.GetOrAdd(typeof(T), added);
        if (ReferenceEquals(added, outbox))
        {
            _background.Add(Task.Run(() => added.RunAsync(_stopping.Token)));
        }

        return outbox;
    }
}
