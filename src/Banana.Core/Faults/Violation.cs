using System.Globalization;

namespace Banana;

/// <summary>
/// One refused object: what was wrong, where, and what was expected instead. Built once, at the bottom;
/// nothing is thrown through the frames (PROTOCOL.md [S-1]). Text of a peer is escaped in it (<see cref="ForeignText"/>).
/// </summary>
public sealed class Violation
{
    /// <summary>Creates a violation.</summary>
    /// <param name="code">The reason, from the closed list.</param>
    /// <param name="path">Where in the graph, as <c>$.Lines[3].Product</c>.</param>
    /// <param name="offset">Offset of the offending token in the stream, in bytes from its start.</param>
    /// <param name="tokenOrdinal">How many tokens stood before it.</param>
    /// <param name="found">What was there, as a lower-case noun phrase.</param>
    /// <param name="expected">What was expected instead, as a lower-case noun phrase.</param>
    /// <param name="innerException">What user code threw, for <see cref="ViolationCode.UserCode"/>.</param>
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

    /// <summary>The reason, from the closed list.</summary>
    public ViolationCode Code { get; }

    /// <summary>Where in the graph, as <c>$.Lines[3].Product</c>; long paths are elided in the middle.</summary>
    public string Path { get; }

    /// <summary>Offset of the offending token in the stream, in bytes from its start.</summary>
    public long Offset { get; }

    /// <summary>How many tokens stood before the offending one.</summary>
    public long TokenOrdinal { get; }

    /// <summary>What was there, as a lower-case noun phrase.</summary>
    public string Found { get; }

    /// <summary>What was expected instead, as a lower-case noun phrase.</summary>
    public string Expected { get; }

    /// <summary>What user code threw, for <see cref="ViolationCode.UserCode"/>; otherwise null.</summary>
    public Exception? InnerException { get; }

    /// <summary>The whole story in one line under 1 KB.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Path}: found {Found}, expected {Expected} ({Code} at byte {Offset}, token {TokenOrdinal})");

    /// <summary>What user code threw, short enough for a message.</summary>
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
            return "no message"; // it is user code, too
        }
    }
}
