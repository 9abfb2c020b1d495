namespace Banana.Transport;

/// <summary>An event type that the peer has announced.</summary>
/// <param name="id">Its id.</param>
/// <param name="name">Its wire name.</param>
/// <param name="type">The registered type; null if the events are refused.</param>
/// <param name="credit">The credit of its events.</param>
internal sealed class IncomingEventType(ushort id, string name, EventType? type, ReceiveCredit credit)
{
    public ushort Id => id;

    public string Name => name;

    public EventType? Type => type;

    public ReceiveCredit Credit => credit;

    /// <summary>The number of events that have arrived, refused ones included.</summary>
    public ulong Count { get; set; }
}
