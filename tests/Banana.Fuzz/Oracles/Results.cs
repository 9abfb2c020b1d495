using Banana.Fuzz.Corpus;

namespace Banana.Fuzz.Oracles;

/// <summary>Compares what came of two streams.</summary>
internal static class Results
{
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
            if (Describe(one, hasOffsets) is { } first && Describe(other, hasOffsets) is { } second && first != second)
            {
                return new Fault($"{Code(one)} {Code(other)}", $"{first} and {second}");
            }

            if (one?.Kind == "object" && Values(target, one.Value) is { } bytes && bytes != Values(target, other!.Value))
            {
                return new Fault("values", $"values {bytes} and {Values(target, other.Value)}");
            }
        }

        return left.IsBusy == right.IsBusy || left.Events is [.., { Fatal: not null }] ? null : new Fault("busy", $"busy: {left.IsBusy} and {right.IsBusy}");
    }

    private static string Describe(Received? item, bool hasOffsets) => item switch
    {
        null => "nothing",
        { Fatal: { } lost } => $"lost {lost.Code} {lost.Path}{(hasOffsets ? $" at {lost.Offset}" : "")}",
        { Violation: { } refused } => $"violation {refused.Code} {refused.Path}{(hasOffsets ? $" at {refused.Offset}" : "")}",
        _ => "object",
    };

    private static string Code(Received? item) => item is null ? "nothing" : $"{item.Fatal?.Code}{item.Violation?.Code}{item.Kind[0]}";

    /// <summary>What a value is sent as; null if it cannot be compared that way.</summary>
    private static string? Values(Target target, object? value)
    {
        if (target.Misbehaves)
        {
            return null;
        }

        try
        {
            return Hex.Format(target.Write(value));
        }
        catch (ViolationException)
        {
            return null; // RoundTripOracle says so
        }
    }
}
