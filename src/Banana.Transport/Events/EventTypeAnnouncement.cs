using Banana.Slicing;

namespace Banana.Transport;

/// <summary>"From now on this id means this event", for one direction of a connection (PROTOCOL.md [E-3]).</summary>
internal sealed class EventTypeAnnouncement
{
    public static readonly SliceableType<EventTypeAnnouncement> Sliceable = new(Writer.Instance, new Reader());

    public int Id { get; set; }

    public string Name { get; set; } = "";

    private sealed class Writer() : InstanceSlicer<EventTypeAnnouncement>("banana.event-type")
    {
        public static readonly Writer Instance = new();

        protected override IEnumerable<Member<EventTypeAnnouncement>> DescribeMembers() =>
        [
            new Member<EventTypeAnnouncement, int>("id", BuiltInTypes.Int32, o => o.Id, (o, id) => o.Id = id),
            new Member<EventTypeAnnouncement, string>("name", BuiltInTypes.String, o => o.Name, (o, name) => o.Name = name),
        ];
    }

    private sealed class Reader() : InstanceUnslicer<EventTypeAnnouncement>(Writer.Instance)
    {
        protected override EventTypeAnnouncement Create() => new();
    }
}
