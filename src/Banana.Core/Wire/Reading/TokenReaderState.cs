namespace Banana.Wire;

/// <summary>
/// What a <see cref="TokenReader"/> must remember between two buffers: small enough to live across an await.
/// The default value is the start of a stream.
/// </summary>
public readonly struct TokenReaderState
{
    internal TokenReaderState(long offset, long tokens, ulong bodyRemaining)
    {
        Offset = offset;
        Tokens = tokens;
        BodyRemaining = bodyRemaining;
    }

    /// <summary>Bytes consumed since the start of the stream.</summary>
    public long Offset { get; }

    /// <summary>Tokens accepted since the start of the stream.</summary>
    public long Tokens { get; }

    /// <summary>Body bytes of the last accepted token that have not been read yet.</summary>
    public ulong BodyRemaining { get; }
}
