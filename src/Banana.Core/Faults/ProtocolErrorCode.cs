namespace Banana;

/// <summary>The reason why a stream is lost. The list is closed.</summary>
public enum ProtocolErrorCode
{
    /// <summary>A header of more than 64 bytes.</summary>
    HeaderTooLong = 1,

    /// <summary>A type byte that names no token.</summary>
    UnknownTypeByte = 2,

    /// <summary>The LIST token of the protocol's predecessor.</summary>
    ListToken = 3,

    /// <summary>An ERROR token whose text is longer than 1000 bytes.</summary>
    ErrorTooLong = 4,

    /// <summary>A body of 2^63 bytes or more.</summary>
    BodyTooLong = 5,

    /// <summary>A CLOSE with another number than the sequence it closes.</summary>
    CloseMismatch = 6,

    /// <summary>A CLOSE with nothing open.</summary>
    CloseWithoutOpen = 7,

    /// <summary>An OPEN directly after an OPEN.</summary>
    OpenWithoutIndex = 8,

    /// <summary>The peer sent an ERROR token; its text is in the message.</summary>
    PeerError = 9,

    /// <summary>The stream ended inside a token or an object.</summary>
    UnexpectedEnd = 10,

    /// <summary>More unanswered PINGs than <see cref="Wire.WireLimits.MaxPendingPongs"/>.</summary>
    PingFlood = 11,

    /// <summary>An event envelope whose length is below 2 or above the limit.</summary>
    InvalidEnvelope = 12,

    /// <summary>An event id that was never announced or that this version does not support.</summary>
    UnknownEvent = 13,

    /// <summary>An announcement of an event type that is malformed or contradicts an earlier one.</summary>
    InvalidAnnouncement = 14,

    /// <summary>Bytes after the end of a document.</summary>
    TrailingData = 15,

    /// <summary>An object was refused, and the connection is configured to end in that case.</summary>
    RefusedObject = 16,

    /// <summary>The peer sent more bytes than it had credit for.</summary>
    CreditExceeded = 17,
}
