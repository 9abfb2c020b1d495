using System.Globalization;

namespace Banana;

/// <summary>The exception for a stream that breaks the protocol; nothing more can be read from it.</summary>
public sealed class BananaProtocolException : BananaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">The reason.</param>
    /// <param name="path">The position of the reader in the graph, such as <c>$.Lines[3]</c>.</param>
    /// <param name="offset">The offset, in bytes from the start of the stream.</param>
    /// <param name="found">What was found, as a lower-case noun phrase.</param>
    /// <param name="expected">What was expected, as a lower-case noun phrase.</param>
    public BananaProtocolException(ProtocolErrorCode code, string path, long offset, string found, string expected)
        : base(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{ForeignText.Escape(path)}: found {ForeignText.Escape(found)}, expected {ForeignText.Escape(expected)} ({code} at byte {offset}); the stream is lost"),
            ForeignText.Escape(path),
            offset,
            ForeignText.Escape(found),
            ForeignText.Escape(expected),
            innerException: null)
    {
        Code = code;
    }

    /// <summary>The reason.</summary>
    public ProtocolErrorCode Code { get; }
}
