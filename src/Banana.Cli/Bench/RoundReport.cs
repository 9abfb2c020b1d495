using System.Diagnostics;

namespace Banana.Cli.Bench;

/// <summary>What a consumer has seen in a round; it prints it as a line of JSON.</summary>
internal sealed class RoundReport
{
    /// <summary>The timestamp of the first event.</summary>
    public long First { get; set; }

    /// <summary>The timestamp of the last event.</summary>
    public long Last { get; set; }

    public long Received { get; set; }

    public long Lost { get; set; }

    public long Reordered { get; set; }

    /// <summary>The times from before an event was sent until it was handled, in ticks of <see cref="Stopwatch"/>.</summary>
    public List<long> Latencies { get; set; } = [];

    /// <summary>The seconds from the first event that any consumer got to the last one.</summary>
    public static double SecondsOf(IReadOnlyCollection<RoundReport> reports) =>
        Stopwatch.GetElapsedTime(reports.Min(report => report.First), reports.Max(report => report.Last)).TotalSeconds;
}
