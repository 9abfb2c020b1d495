using Banana.Diagnostics;
using Banana.Fuzz.Corpus;
using Banana.Fuzz.Mutating;
using Banana.Wire;

namespace Banana.Fuzz.Oracles;

/// <summary>Compares what came of two streams.</summary>
internal static class Results
{
    private static readonly string[] s_unordered = ["hashtable", "frozen", "set", "immutable-dict", "concurrent", "lookup"];

    /// <summary>Where they differ; null if they do not.</summary>
    /// <param name="target">Who has read them.</param>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <param name="hasOffsets">Whether the offsets of refusals must be the same.</param>
    public static Fault? FindDifference(Target target, StreamResult left, StreamResult right, bool hasOffsets)
    {
        int count = Math.Max(left.Events.Count, right.Events.Count);
        for (int i = 0; i < count; i++)
        {
            Received? one = left.Events.ElementAtOrDefault(i);
            Received? other = right.Events.ElementAtOrDefault(i);
            if (Describe(one, hasOffsets) is { } text && Describe(other, hasOffsets) is { } otherText && text != otherText)
            {
                return new Fault($"{Code(one)} {Code(other)}", $"{text} and {otherText}");
            }

            if (one?.Kind == "object" && Values(target, one.Value) is { } first && Values(target, other!.Value) is { } second
                && !IsSame(target, first, second))
            {
                return new Fault("values", $"values {Hex.Format(first)} and {Hex.Format(second)}");
            }
        }

        return left.IsBusy == right.IsBusy || left.Events is [.., { Fatal: not null }] ? null : new Fault("busy", $"busy: {left.IsBusy} and {right.IsBusy}");
    }

    /// <summary>Whether two documents say the same: a name that is not the reader's may be sent as a word or as text.</summary>
    public static bool IsSame(Target target, byte[] left, byte[] right)
    {
        Vocabulary words = target.Dialect.Vocabulary;
        return left.AsSpan().SequenceEqual(right) || IsUnordered(target, left)
            || Document.Parse(left).Spelled(words).ToBytes().AsSpan().SequenceEqual(Document.Parse(right).Spelled(words).ToBytes());
    }

    /// <summary>Whether there is something in it that has no order, or an order by identity: it may be sent in two ways.</summary>
    private static bool IsUnordered(Target target, byte[] bytes)
    {
        string text = $"{target.Name} {TokenText.ToText(bytes, target.Dialect.Vocabulary)}";
        return s_unordered.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>More bytes pay for more work, and are more bytes.</summary>
    public static bool IsAboutBytes(StreamResult result) =>
        result.Events.Exists(item => item.Violation?.Code is ViolationCode.TooMuchWork or ViolationCode.TooManyBytes);

    private static string Describe(Received? item, bool hasOffsets) => item switch
    {
        null => "nothing",
        { Fatal: { } lost } => $"lost {lost.Code} {lost.Path}{(hasOffsets ? $" at {lost.Offset}" : "")}",
        { Violation: { } refused } => $"violation {refused.Code} {refused.Path}{(hasOffsets ? $" at {refused.Offset}" : "")}",
        _ => "object",
    };

    private static string Code(Received? item) => item is null ? "nothing" : $"{item.Fatal?.Code}{item.Violation?.Code}{item.Kind[0]}";

    /// <summary>What a value is sent as; null if it cannot be compared that way.</summary>
    private static byte[]? Values(Target target, object? value)
    {
        if (target.Misbehaves)
        {
            return null;
        }

        try
        {
            return target.Write(value);
        }
        catch (ViolationException)
        {
            return null; // RoundTripOracle says so
        }
    }
}
