using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>The announcement of an event type and its id, for one direction of a connection (PROTOCOL.md [E-3]).</summary>
internal sealed class EventTypeAnnouncement
{
    /// <summary>The longest name of an event, in bytes.</summary>
    public const int MaxNameBytes = 255;

    /// <summary>The options for payloads of the connection itself, independent of those of the application.</summary>
    public static readonly BananaSerializerOptions Options = new() { Numbering = OpenNumbering.Full };

    public static readonly SliceableType<EventTypeAnnouncement> Sliceable = new(Writer.Instance, new Reader());

    private static readonly Taster s_shortName = new() { MaxStringBytes = MaxNameBytes, Expected = "the name of an event, up to 255 bytes" };

    public int Id { get; set; }

    /// <summary>The name; empty or null if the peer gave none.</summary>
    public string? Name { get; set; }

    private sealed class Writer() : InstanceSlicer<EventTypeAnnouncement>("banana.event-type")
    {
        public static readonly Writer Instance = new();

        protected override IEnumerable<Member<EventTypeAnnouncement>> DescribeMembers() =>
        [
            new Member<EventTypeAnnouncement, int>("id", BuiltInTypes.Int32, o => o.Id, (o, id) => o.Id = id),
            new Member<EventTypeAnnouncement, string>("name", BuiltInTypes.String, o => o.Name!, (o, name) => o.Name = name) { Taster = s_shortName },
        ];
    }

    private sealed class Reader() : InstanceUnslicer<EventTypeAnnouncement>(Writer.Instance)
    {
        protected override EventTypeAnnouncement Create() => new();
    }
}
