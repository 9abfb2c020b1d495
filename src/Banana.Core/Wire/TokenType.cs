namespace Banana.Wire;

/// <summary>
/// The type byte of a token. A token consists of a header (0 to 64 bytes below 0x80, base 128, little-endian), the type byte
/// (0x80 or above) and the body (PROTOCOL.md [W-1]).
/// </summary>
public enum TokenType : byte
{
    /// <summary>The predecessor's list. Never sent; always a protocol error (PROTOCOL.md [W-16]).</summary>
    List = 0x80,

    /// <summary>An integer of zero or above; the header is the value (PROTOCOL.md [W-5]).</summary>
    Int = 0x81,

    /// <summary>A byte string; the header is the length of the body (PROTOCOL.md [W-9]).</summary>
    String = 0x82,

    /// <summary>An integer of zero or below; the header is the magnitude (PROTOCOL.md [W-5]).</summary>
    Neg = 0x83,

    /// <summary>An IEEE 754 double: eight body bytes, big-endian; the header is ignored (PROTOCOL.md [W-8]).</summary>
    Float = 0x84,

    /// <summary>A large integer; the header is the length of a big-endian body (PROTOCOL.md [W-6]).</summary>
    LongInt = 0x85,

    /// <summary>A large negative integer; the body is the magnitude (PROTOCOL.md [W-6]).</summary>
    LongNeg = 0x86,

    /// <summary>A byte string from the vocabulary; the header is its index (PROTOCOL.md [W-10]).</summary>
    Vocab = 0x87,

    /// <summary>Starts a sequence; the header is its number, or absent (PROTOCOL.md [W-11]).</summary>
    Open = 0x88,

    /// <summary>Ends a sequence; the header repeats the OPEN's number (PROTOCOL.md [W-12]).</summary>
    Close = 0x89,

    /// <summary>The sender gives up on the innermost sequence; its CLOSE follows (PROTOCOL.md [W-13]).</summary>
    Abort = 0x8A,

    /// <summary>The reason why the sender is about to close the stream; at most 1000 bytes of text (PROTOCOL.md [W-14]).</summary>
    Error = 0x8D,

    /// <summary>Asks for a PONG of the same number, anywhere a token may start (PROTOCOL.md [W-15]).</summary>
    Ping = 0x8E,

    /// <summary>Answers a PING (PROTOCOL.md [W-15]).</summary>
    Pong = 0x8F,
}
