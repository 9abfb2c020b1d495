using System.Collections.Concurrent;

namespace Banana.Transport;

/// <summary>The event types that one connection sends, by type and by id. Thread-safe.</summary>
/// <param name="registry">The event types of the application.</param>
/// <param name="peer">What the peer has said in its hello.</param>
internal sealed class OutgoingEventTypes(EventTypeRegistry registry, Hello peer)
{
    private readonly ConcurrentDictionary<Type, OutgoingEventType> _byType = new(concurrencyLevel: 1, capacity: 1); // small while idle
    private readonly List<OutgoingEventType> _byId = []; // its own lock; from the first application id on

    /// <summary>Returns how a type is sent.</summary>
    /// <exception cref="NotSupportedException">The type is not registered.</exception>
    /// <exception cref="EventNotAcceptedException">The peer takes no more event types.</exception>
    public OutgoingEventType<T> Get<T>()
        where T : notnull =>
        _byType.TryGetValue(typeof(T), out OutgoingEventType? known) ? (OutgoingEventType<T>)known : AddSlow<T>();

    /// <summary>Returns the type of an id; null if none has it.</summary>
    public OutgoingEventType? Find(ulong id)
    {
        lock (_byId)
        {
            return id >= EnvelopeIds.FirstApplicationId && id - EnvelopeIds.FirstApplicationId < (ulong)_byId.Count
                ? _byId[(int)(id - EnvelopeIds.FirstApplicationId)]
                : null;
        }
    }

    private OutgoingEventType<T> AddSlow<T>()
        where T : notnull
    {
        EventType<T> type = registry.Find<T>();
        lock (_byId)
        {
            if (_byType.TryGetValue(typeof(T), out OutgoingEventType? known))
            {
                return (OutgoingEventType<T>)known;
            }

            if (_byId.Count >= peer.MaxEventTypes)
            {
                throw new EventNotAcceptedException($"The peer takes at most {peer.MaxEventTypes} event types (EventConnectionOptions.MaxEventTypes there). '{type.Name}' is one more.");
            }

            OutgoingEventType<T> added = new(type, (ushort)(EnvelopeIds.FirstApplicationId + _byId.Count), peer.StreamWindow);
            _byId.Add(added);
            _byType[typeof(T)] = added;
            return added;
        }
    }
}
