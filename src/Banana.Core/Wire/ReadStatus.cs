namespace Banana.Wire;

/// <summary>The result of an attempt to read. Only <see cref="Done"/> moves the reader.</summary>
public enum ReadStatus
{
    /// <summary>The token was read and consumed.</summary>
    Done,

    /// <summary>More bytes are needed, at least <see cref="TokenReader.BytesWanted"/>.</summary>
    NeedMoreData,

    /// <summary>The next token is well-formed, but not one that this call reads.</summary>
    Mismatch,

    /// <summary>The stream breaks the protocol; <see cref="TokenReader.CreateFault"/> creates the exception.</summary>
    Malformed,
}
