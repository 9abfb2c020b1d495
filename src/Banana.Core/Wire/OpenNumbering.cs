namespace Banana.Wire;

/// <summary>
/// Whether a writer numbers its sequences. Readers accept both, and check the numbers that are present (PROTOCOL.md [W-11]).
/// </summary>
public enum OpenNumbering
{
    /// <summary>OPEN and CLOSE without numbers, for documents and buffers.</summary>
    None,

    /// <summary>OPEN, CLOSE and ABORT with the running count, so that a lost byte is detected at once; for connections.</summary>
    Full,
}
