namespace Banana.Transport;

/// <summary>The envelope ids that belong to the connection itself, 0 to 15 (PROTOCOL.md [E-2]). 13 to 15 are reserved.</summary>
internal static class EnvelopeIds
{
    /// <summary>The first envelope of either side.</summary>
    public const ushort Hello = 0;

    /// <summary>Announces an application's event type, before its first use.</summary>
    public const ushort EventType = 1;

    /// <summary>Event types that the sender wants from now on, or no longer wants.</summary>
    public const ushort Subscriptions = 2;

    /// <summary>Acknowledges a change of subscriptions.</summary>
    public const ushort Acknowledgement = 3;

    /// <summary>A part of a large event or of a live stream.</summary>
    public const ushort Fragment = 4;

    /// <summary>Lets the peer send more.</summary>
    public const ushort Credit = 5;

    /// <summary>The last envelope, which says why.</summary>
    public const ushort Goodbye = 6;

    /// <summary>PING and PONG tokens.</summary>
    public const ushort Control = 7;

    /// <summary>Shapes that hold until the end of the connection.</summary>
    public const ushort Shapes = 8;

    /// <summary>An event with marks: a request, an answer, or a part of a trace.</summary>
    public const ushort MarkedEvent = 9;

    /// <summary>Tells the sender of an event, or of a request, that it was refused.</summary>
    public const ushort Refusal = 10;

    /// <summary>Tells the sender of a live stream that its consumer has left.</summary>
    public const ushort Stop = 11;

    /// <summary>Tells whether an announced event type can be received.</summary>
    public const ushort Verdict = 12;

    /// <summary>The first id of application events.</summary>
    public const ushort FirstApplicationId = 16;

    /// <summary>The first number of a stream of fragments; smaller numbers are event types.</summary>
    public const ulong FirstStream = 65536;
}
