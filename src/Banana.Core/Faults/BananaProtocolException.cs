using System.Globalization;

namespace Banana;

/// <summary>The stream can no longer be trusted to be in step; nothing more can be read from it.</summary>
public sealed class BananaProtocolException : BananaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">The reason, from the closed list.</param>
    /// <param name="path">Where in the graph the reader stood, as <c>$.Lines[3]</c>.</param>
    /// <param name="offset">Offset in the stream, in bytes from its start.</param>
    /// <param name="found">What was there, as a lower-case noun phrase.</param>
    /// <param name="expected">What was expected instead, as a lower-case noun phrase.</param>
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

    /// <summary>The reason, from the closed list.</summary>
    public ProtocolErrorCode Code { get; }
}
