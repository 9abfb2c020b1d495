namespace Banana;

/// <summary>
/// The base class of the two exceptions that bad input can cause: <see cref="ViolationException"/> (this object is lost, the
/// stream continues) and <see cref="BananaProtocolException"/> (the stream is lost). Text from a peer is escaped in all
/// properties (<see cref="ForeignText"/>).
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

    /// <summary>The position in the graph, such as <c>$.Lines[3].Product</c>; <c>$</c> is the top-level object.</summary>
    public string Path { get; }

    /// <summary>The offset, in bytes from the start of the stream.</summary>
    public long Offset { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    /// <summary>Returns the message, the stack trace and the inner exceptions, with text from a peer escaped.</summary>
    public override string ToString() => ForeignText.EscapeLines(base.ToString());
}
