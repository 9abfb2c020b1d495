using System.Globalization;

namespace Banana;

/// <summary>
/// Describes why an object was refused: what was wrong, where, and what was expected (PROTOCOL.md [S-1]). Text from a peer is
/// escaped (<see cref="ForeignText"/>).
/// </summary>
public sealed class Violation
{
    /// <summary>Creates a violation.</summary>
    /// <param name="code">The reason.</param>
    /// <param name="path">The position in the graph, such as <c>$.Lines[3].Product</c>.</param>
    /// <param name="offset">The offset of the offending token, in bytes from the start of the stream.</param>
    /// <param name="tokenOrdinal">The number of tokens before it.</param>
    /// <param name="found">What was found, as a lower-case noun phrase.</param>
    /// <param name="expected">What was expected, as a lower-case noun phrase.</param>
    /// <param name="innerException">The exception thrown by user code, for <see cref="ViolationCode.UserCode"/>.</param>
    public Violation(
        ViolationCode code,
        string path,
        long offset,
        long tokenOrdinal,
        string found,
        string expected,
        Exception? innerException = null)
    {
        Code = code;
        Path = ForeignText.Escape(path);
        Offset = offset;
        TokenOrdinal = tokenOrdinal;
        Found = ForeignText.Escape(found);
        Expected = ForeignText.Escape(expected);
        InnerException = innerException;
    }

    /// <summary>The reason.</summary>
    public ViolationCode Code { get; }

    /// <summary>The position in the graph, such as <c>$.Lines[3].Product</c>; the middle of a long path is elided.</summary>
    public string Path { get; }

    /// <summary>The offset of the offending token, in bytes from the start of the stream.</summary>
    public long Offset { get; }

    /// <summary>The number of tokens before the offending one.</summary>
    public long TokenOrdinal { get; }

    /// <summary>What was found, as a lower-case noun phrase.</summary>
    public string Found { get; }

    /// <summary>What was expected, as a lower-case noun phrase.</summary>
    public string Expected { get; }

    /// <summary>The exception thrown by user code, for <see cref="ViolationCode.UserCode"/>; otherwise null.</summary>
    public Exception? InnerException { get; }

    /// <summary>Returns all of the violation in one line under 1 KB.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Path}: found {Found}, expected {Expected} ({Code} at byte {Offset}, token {TokenOrdinal})");

    /// <summary>Returns the type and message of an exception thrown by user code, short enough for a message.</summary>
    public static string Describe(Exception thrown)
    {
        const int longest = 300;
        string text = $"{thrown.GetType().Name}: {MessageOf(thrown)}";
        return text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest), "…");
    }

    private static string MessageOf(Exception thrown)
    {
        try
        {
            return thrown.Message;
        }
        catch (Exception again) when (UserCode.IsRecoverable(again))
        {
            return "no message"; // the property is user code, too
        }
    }
}
