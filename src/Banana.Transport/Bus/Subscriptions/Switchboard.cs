using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Banana.Transport;

/// <summary>Who is connected to an endpoint, who subscribes to what, and so who gets an event. Thread-safe.</summary>
/// <param name="events">The events, for their names.</param>
/// <param name="host">The endpoint.</param>
internal sealed class Switchboard(EventTypeRegistry events, SubscriberHost host)
{
    private readonly Lock _gate = new();
    private readonly LinkTable _links = new(host.Report.Name);
    private readonly ConcurrentDictionary<Type, Route> _routes = new();
    private readonly ConcurrentDictionary<EventType, Route> _byEvent = new();
    private readonly Dictionary<string, Route> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<Subscriber> _subscribers = [];
    private LocalSubscriptions _local = new(0, []);
    private bool _hasStopped;

    /// <summary>Tells that a connection or a subscription has changed.</summary>
    public ChangeSignal Changes { get; } = new();

    /// <summary>Those who watch connections come and go.</summary>
    public ConnectionWatchers Watchers { get; } = new();

    /// <summary>Whether the endpoint has stopped.</summary>
    public bool HasStopped => Volatile.Read(ref _hasStopped);

    /// <summary>What this endpoint subscribes to.</summary>
    public LocalSubscriptions Local => Volatile.Read(ref _local);

    /// <summary>Creates the exception for calls on an endpoint that has stopped.</summary>
    public static ObjectDisposedException NewStopped() => new(null, "The endpoint has stopped. Make a new one.");

    /// <summary>Returns who gets the events of a type.</summary>
    /// <exception cref="NotSupportedException">The type is not registered.</exception>
    public Route<T> Get<T>()
        where T : notnull => _routes.TryGetValue(typeof(T), out Route? route) ? (Route<T>)route : GetSlow<T>();

    /// <summary>Returns who gets the events of a type; null if nobody ever asked.</summary>
    public Route? Find(EventType type) => _byEvent.GetValueOrDefault(type);

    /// <summary>Adds a subscription of this endpoint.</summary>
    /// <returns>Completes when all peers know of it.</returns>
    /// <exception cref="ObjectDisposedException">The endpoint has stopped.</exception>
    public Task Add<T>(Subscriber<T> subscriber)
        where T : notnull
    {
        Route<T> route = Get<T>();
        long version;
        Link[] links;
        lock (_gate)
        {
            if (_hasStopped)
            {
                throw NewStopped();
            }

            _subscribers.Add(subscriber);
            route.Local = [.. route.Local, subscriber];
            if (route.Local.Length == 1)
            {
                _local = new LocalSubscriptions(_local.Version + 1, _local.Names.Add(route.Name));
            }

            version = _local.Version;
            links = [.. _links.All];
        }

        Tell(links);
        return Task.WhenAll(links.Select(link => link.Feed.WaitForAsync(version)));
    }

    /// <summary>Takes a subscription of this endpoint out. Does nothing if that has been done.</summary>
    public void Remove(Subscriber subscriber)
    {
        Link[] links;
        lock (_gate)
        {
            if (!_subscribers.Remove(subscriber))
            {
                return;
            }

            Route route = _byName[subscriber.Name];
            if (!route.RemoveLocal(subscriber))
            {
                return;
            }

            _local = new LocalSubscriptions(_local.Version + 1, _local.Names.Remove(subscriber.Name));
            links = [.. _links.All];
        }

        Tell(links);
    }

    /// <summary>Adds a link whose peer has said hello.</summary>
    /// <param name="link">The link.</param>
    /// <param name="rival">A link to the same peer, of which the peer ends one; null if there is none.</param>
    /// <returns>Why it cannot be added; null if it was.</returns>
    public string? TryAdmit(Link link, out Link? rival)
    {
        rival = null;
        lock (_gate)
        {
            string? reason = _hasStopped ? $"'{host.Report.Name}' has stopped" : _links.TryAdd(link, out rival);
            link.IsAdmitted = reason is null;
            return reason;
        }
    }

    /// <summary>Marks a link as established: both sides know what the other one subscribes to. False if it has ended.</summary>
    public bool TryEstablish(Link link)
    {
        lock (_gate)
        {
            if (!link.IsAdmitted || link.HasEnded)
            {
                return false;
            }

            link.IsEstablished = true;
            SetRoutes(link);
            Watchers.Tell(new ConnectionChange(link.Name, IsConnected: true)); // under the lock, so that the changes keep their order
        }

        Changes.Raise();
        return true;
    }

    /// <summary>Follows the subscriptions of a peer.</summary>
    public void Update(Link link)
    {
        lock (_gate)
        {
            if (!link.IsEstablished)
            {
                return;
            }

            SetRoutes(link);
        }

        Changes.Raise();
    }

    /// <summary>Takes a link out that has ended; true if it had been established.</summary>
    public bool Remove(Link link)
    {
        lock (_gate)
        {
            link.IsAdmitted = false;
            if (!_links.Remove(link) || !link.IsEstablished)
            {
                return false;
            }

            link.IsEstablished = false;
            foreach (Route route in _byName.Values)
            {
                route.Set(link, isWanted: false);
            }

            Watchers.Tell(new ConnectionChange(link.Name, IsConnected: false, link.Connection.CloseReason, link.Connection.CloseMessage));
        }

        Changes.Raise();
        return true;
    }

    /// <summary>Finds the link to a connected endpoint.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out Link? link)
    {
        lock (_gate)
        {
            return _links.TryFind(name, out link);
        }
    }

    /// <summary>Lists this endpoint, then those that are connected, by name.</summary>
    public IReadOnlyList<ConnectedEndpoint> List()
    {
        lock (_gate)
        {
            return
            [
                new ConnectedEndpoint(host.Report.Name, IsSelf: true, _local.Names),
                .. _links.All.Where(link => link.IsEstablished).OrderBy(link => link.Name, StringComparer.Ordinal)
                    .Select(link => new ConnectedEndpoint(link.Name, IsSelf: false, link.Subscribed)),
            ];
        }
    }

    /// <summary>Refuses new subscriptions and links, and returns those that there are.</summary>
    public (Subscriber[] Subscribers, Link[] Links) Stop()
    {
        lock (_gate)
        {
            _hasStopped = true;
            return ([.. _subscribers], [.. _links.All]);
        }
    }

    private Route<T> GetSlow<T>()
        where T : notnull
    {
        EventType<T> type = events.Find<T>();
        string name = type.Name;
        lock (_gate)
        {
            if (_routes.TryGetValue(typeof(T), out Route? present))
            {
                return (Route<T>)present;
            }

            Route<T> route = new(name, host);
            foreach (Link link in _links.All.Where(link => link.IsEstablished && link.Subscribed.Contains(name)))
            {
                route.Set(link, isWanted: true);
            }

            _byName.Add(name, route);
            _byEvent[type] = route;
            _routes[typeof(T)] = route;
            return route;
        }
    }

    private void SetRoutes(Link link)
    {
        ImmutableHashSet<string> subscribed = link.Subscribed;
        foreach (Route route in _byName.Values)
        {
            route.Set(link, subscribed.Contains(route.Name));
        }
    }

    /// <summary>Tells peers and waiters what this endpoint subscribes to now.</summary>
    private void Tell(Link[] links)
    {
        LocalSubscriptions local = Local;
        foreach (Link link in links)
        {
            link.Feed.Offer(local);
        }

        Changes.Raise();
    }
}
