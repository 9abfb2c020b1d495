using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Banana.Cli.Bench;

/// <summary>What was measured.</summary>
internal sealed class BenchFigures
{
    private readonly List<long> _latencies = [];
    private long _events;
    private double _eventSeconds;
    private long _lines;
    private double _lineSeconds;

    public long Lost { get; private set; }

    public long Reordered { get; private set; }

    public void AddEvents(long count, double seconds)
    {
        _events += count;
        _eventSeconds += seconds;
    }

    public void AddLines(long count, double seconds)
    {
        _lines += count;
        _lineSeconds += seconds;
    }

    /// <summary>Adds times in ticks of <see cref="Stopwatch"/>.</summary>
    public void AddLatencies(IEnumerable<long> latencies) => _latencies.AddRange(latencies);

    public void AddFaults(long lost, long reordered)
    {
        Lost += lost;
        Reordered += reordered;
    }

    public string ToJson() => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"events_per_s\":{EventsPerSecond:0},\"json_lines_per_s\":{LinesPerSecond:0},\"x_json_lines\":{Ratio:0.00},"
        + $"\"p50_us\":{Percentile(0.5):0.0},\"p99_us\":{Percentile(0.99):0.0},\"p999_us\":{Percentile(0.999):0.0},\"lost\":{Lost},\"reordered\":{Reordered}}}");

    public Table ToTable(BenchPlan plan)
    {
        string what = plan.AsksRequests ? "requests" : "events";
        Table table = new Table().Border(TableBorder.Simple).AddColumn($"{plan.Processes} processes, {plan.PayloadBytes} bytes").AddColumn(new TableColumn("").RightAligned());
        AddRow(table, $"{what} per second", EventsPerSecond, "N0");
        AddRow(table, "lines of JSON per second, on the same carrier", LinesPerSecond, "N0");
        AddRow(table, "times as fast", Ratio, "0.00");
        AddRow(table, "latency, median (µs)", Percentile(0.5), "N1");
        AddRow(table, "99 of 100 take at most (µs)", Percentile(0.99), "N1");
        AddRow(table, "999 of 1,000 take at most (µs)", Percentile(0.999), "N1");
        AddRow(table, "lost", Lost, "N0");
        AddRow(table, "out of order", Reordered, "N0");
        return table;
    }

    private double EventsPerSecond => _events / _eventSeconds;

    private double LinesPerSecond => _lines / _lineSeconds;

    private double Ratio => EventsPerSecond / LinesPerSecond;

    private static void AddRow(Table table, string what, double value, string format) =>
        table.AddRow(what, value.ToString(format, CultureInfo.InvariantCulture));

    private double Percentile(double part)
    {
        long[] sorted = [.. _latencies.Order()];
        return sorted.Length == 0 ? 0 : Stopwatch.GetElapsedTime(0, sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))]).TotalMicroseconds;
    }
}
