using Banana.Slicing;

namespace Banana.Transport;

/// <summary>What the peer's event ids mean (PROTOCOL.md [E-3]).</summary>
internal sealed class AnnouncedEvents
{
    private readonly Dictionary<ushort, (string Name, IPayloadReader? Reader)> _byId = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly EventTypeRegistry _registry;
    private readonly UnslicerStackOptions _options;

    public AnnouncedEvents(EventTypeRegistry registry, UnslicerStackOptions options)
    {
        _registry = registry;
        _options = options;
    }

    /// <summary>Takes an announcement. A name nobody registered here is remembered: its events will be refused one by one.</summary>
    /// <exception cref="BananaProtocolException">The id or the name was announced before, or the id is not an application's.</exception>
    public void Add(EventTypeAnnouncement announcement, long offset)
    {
        IPayloadReader? reader = _registry.TryFind(announcement.Name, out EventType? type) ? type.CreateReader(_options) : null;
        if (announcement.Id is < ConnectionEventIds.FirstApplicationId or > ushort.MaxValue
            || !_names.Add(announcement.Name)
            || !_byId.TryAdd((ushort)announcement.Id, (announcement.Name, reader)))
        {
            throw new BananaProtocolException(
                ProtocolErrorCode.InvalidAnnouncement,
                "$",
                offset,
                $"event id {announcement.Id} announced as '{(announcement.Name.Length > 80 ? announcement.Name[..80] : announcement.Name)}'",
                $"an id from {ConnectionEventIds.FirstApplicationId} to {ushort.MaxValue} and a name, each for the first time");
        }
    }

    /// <summary>The name and reader of an id; the reader is null if nobody registered the name here.</summary>
    /// <exception cref="BananaProtocolException">The id was never announced.</exception>
    public (string Name, IPayloadReader? Reader) Find(ushort id, long offset) => _byId.TryGetValue(id, out (string Name, IPayloadReader? Reader) announced)
        ? announced
        : throw new BananaProtocolException(
            ProtocolErrorCode.UnknownEvent, "$", offset, $"event id {id}", "an id that was announced");
}
