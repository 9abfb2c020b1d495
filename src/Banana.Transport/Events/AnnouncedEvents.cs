using Banana.Slicing;

namespace Banana.Transport;

/// <summary>The events that the peer has announced, by id (PROTOCOL.md [E-3]).</summary>
internal sealed class AnnouncedEvents
{
    private readonly Dictionary<ushort, (string Name, PayloadReader? Reader)> _byId = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly EventTypeRegistry _registry;
    private readonly UnslicerStack _stack;
    private readonly int _maxEventTypes;

    public AnnouncedEvents(EventTypeRegistry registry, UnslicerStack stack, int maxEventTypes)
    {
        _registry = registry;
        _stack = stack;
        _maxEventTypes = maxEventTypes;
    }

    /// <summary>Adds an announcement. An unregistered name is also kept, so that its events are refused one by one.</summary>
    /// <exception cref="BananaProtocolException">
    /// The id or the name was announced before, the id is not an application id, the name is missing, or there are too many. The
    /// announcement is not kept.
    /// </exception>
    public void Add(EventTypeAnnouncement announcement, long offset)
    {
        int id = announcement.Id;
        if (announcement.Name is not { Length: > 0 } name)
        {
            throw Refuse(offset, $"event id {id} announced without a name", "a name");
        }

        if (id is < ConnectionEventIds.FirstApplicationId or > ushort.MaxValue || _byId.ContainsKey((ushort)id) || _names.Contains(name))
        {
            throw Refuse(
                offset,
                $"event id {id} announced as '{(name.Length > 80 ? name[..80] : name)}'",
                $"an id from {ConnectionEventIds.FirstApplicationId} to {ushort.MaxValue} and a name, each for the first time");
        }

        if (_byId.Count >= _maxEventTypes)
        {
            throw Refuse(offset, $"more than {_maxEventTypes} event types", $"at most {_maxEventTypes} (EventConnectionOptions.MaxEventTypes)");
        }

        _names.Add(name);
        _byId.Add((ushort)id, (name, _registry.TryFind(name, out EventType? type) ? type.CreateReader(_stack) : null));
    }

    private static BananaProtocolException Refuse(long offset, string found, string expected) =>
        new(ProtocolErrorCode.InvalidAnnouncement, "$", offset, found, expected);

    /// <summary>Returns the name and reader of an id; the reader is null if the name is not registered.</summary>
    /// <exception cref="BananaProtocolException">The id was never announced.</exception>
    public (string Name, PayloadReader? Reader) Find(ushort id, long offset) => _byId.TryGetValue(id, out (string Name, PayloadReader? Reader) announced)
        ? announced
        : throw new BananaProtocolException(
            ProtocolErrorCode.UnknownEvent, "$", offset, $"event id {id}", "an announced id");
}
