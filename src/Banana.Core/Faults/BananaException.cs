namespace Banana;

/// <summary>
/// What bad input may cause: a <see cref="ViolationException"/> (this object is lost, the stream goes on)
/// or a <see cref="BananaProtocolException"/> (the stream is lost). Nothing else. Text of a peer is escaped in all of its texts
/// (<see cref="ForeignText"/>).
/// </summary>
public abstract class BananaException : Exception
{
    private protected BananaException(
        string message, string path, long offset, string found, string expected, Exception? innerException)
        : base(message, innerException)
    {
        Path = path;
        Offset = offset;
        Found = found;
        Expected = expected;
    }

    /// <summary>Where in the graph, as <c>$.Lines[3].Product</c>; <c>$</c> is the top-level object.</summary>
    public string Path { get; }

    /// <summary>Offset in the stream, in bytes from its start.</summary>
    public long Offset { get; }

    /// <summary>What was there.</summary>
    public string Found { get; }

    /// <summary>What was expected instead.</summary>
    public string Expected { get; }

    /// <summary>The message, the stack trace and the causes; text of a peer is escaped in these, too.</summary>
    public override string ToString() => ForeignText.EscapeLines(base.ToString());
}
