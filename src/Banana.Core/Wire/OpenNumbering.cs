namespace Banana.Wire;

/// <summary>Whether a writer numbers its sequences. Readers accept both and check what is there (PROTOCOL.md [W-11]).</summary>
public enum OpenNumbering
{
    /// <summary>Bare OPEN and CLOSE: for documents and buffers.</summary>
    None,

    /// <summary>OPEN, CLOSE and ABORT carry the running count: a lost byte is noticed at once. For connections.</summary>
    Full,
}
