namespace Banana.Wire;

/// <summary>A set of token types, one bit each.</summary>
[Flags]
public enum TokenTypes
{
    /// <summary>No token.</summary>
    None = 0,

    /// <summary>INT.</summary>
    Int = 1 << 1,

    /// <summary>STRING.</summary>
    String = 1 << 2,

    /// <summary>NEG.</summary>
    Neg = 1 << 3,

    /// <summary>FLOAT.</summary>
    Float = 1 << 4,

    /// <summary>LONGINT.</summary>
    LongInt = 1 << 5,

    /// <summary>LONGNEG.</summary>
    LongNeg = 1 << 6,

    /// <summary>VOCAB.</summary>
    Vocab = 1 << 7,

    /// <summary>OPEN.</summary>
    Open = 1 << 8,

    /// <summary>CLOSE.</summary>
    Close = 1 << 9,

    /// <summary>ABORT.</summary>
    Abort = 1 << 10,

    /// <summary>ERROR.</summary>
    Error = 1 << 13,

    /// <summary>PING.</summary>
    Ping = 1 << 14,

    /// <summary>PONG.</summary>
    Pong = 1 << 15,

    /// <summary>INT, NEG, LONGINT, LONGNEG.</summary>
    Integers = Int | Neg | LongInt | LongNeg,

    /// <summary>STRING, VOCAB.</summary>
    Strings = String | Vocab,

    /// <summary>Tokens with a body.</summary>
    WithBody = String | Float | LongInt | LongNeg | Error,

    /// <summary>Tokens that are allowed anywhere a token may start, and belong to no object.</summary>
    Control = Error | Ping | Pong,

    /// <summary>Every token that may be sent; LIST is not among them.</summary>
    All = Integers | Strings | Float | Open | Close | Abort | Control,
}
