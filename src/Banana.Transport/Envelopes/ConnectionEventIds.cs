namespace Banana.Transport;

/// <summary>The event ids that belong to the connection itself, 0 to 15 (PROTOCOL.md [E-2]). Retired ids are never used again.</summary>
internal static class ConnectionEventIds
{
    // 0 hello, 2 subscriptions, 3 acks, 4 fragments, 5 credit: reserved, not spoken by this version.

    /// <summary>Announces an application event type, before its first use.</summary>
    public const ushort EventType = 1;

    /// <summary>The last envelope: empty, or an ERROR token that says why.</summary>
    public const ushort Goodbye = 6;

    /// <summary>PING and PONG tokens.</summary>
    public const ushort Control = 7;

    /// <summary>The first id of application events.</summary>
    public const ushort FirstApplicationId = 16;
}
