using System.Diagnostics.CodeAnalysis;

namespace Banana;

/// <summary>Throws exceptions for wrong use of the API, each with a sentence that tells what to do.</summary>
internal static class Throw
{
    [DoesNotReturn]
    public static void BodyNotRead() => throw new InvalidOperationException(
        "The body of the last token has not been read to its end. Call TryReadBody, ReadBodyChunk or SkipBody first.");

    [DoesNotReturn]
    public static void NotABody() => throw new InvalidOperationException(
        "There is no body to read. Accept a STRING, LONGINT, LONGNEG, FLOAT or ERROR header first.");

    [DoesNotReturn]
    public static void BodyTooLong(long left, int given) => throw new InvalidOperationException(
        $"The announced body has {left} bytes left, but {given} were given. Write exactly as many as the header says.");

    [DoesNotReturn]
    public static void BodyNotWritten(long left) => throw new InvalidOperationException(
        $"The announced body still lacks {left} bytes. Write them with WriteBodyChunk before the next token.");
}
