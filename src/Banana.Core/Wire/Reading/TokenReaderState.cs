namespace Banana.Wire;

/// <summary>
/// The state of a <see cref="TokenReader"/> between two buffers, which can be kept across an await. The default value is the
/// start of a stream.
/// </summary>
public readonly struct TokenReaderState
{
    internal TokenReaderState(long offset, long tokens, ulong bodyRemaining)
    {
        Offset = offset;
        Tokens = tokens;
        BodyRemaining = bodyRemaining;
    }

    /// <summary>The number of bytes consumed since the start of the stream.</summary>
    public long Offset { get; }

    /// <summary>The number of tokens accepted since the start of the stream.</summary>
    public long Tokens { get; }

    /// <summary>The number of body bytes of the last accepted token that have not been read yet.</summary>
    public ulong BodyRemaining { get; }
}
