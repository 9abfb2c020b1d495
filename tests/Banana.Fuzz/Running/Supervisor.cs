using System.Diagnostics;

namespace Banana.Fuzz.Running;

/// <summary>Runs workers one after the other, goes on behind the document that ended one, and collects what they found.</summary>
internal sealed class Supervisor(FuzzArguments arguments, Action<string> progress)
{
    private const int MostHeap = 0x6000_0000;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(40); // of work
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(120);

    private readonly List<Finding> _killers = [];

    /// <summary>Documents that were read.</summary>
    public long Mutants { get; private set; }

    /// <summary>Targets they were read as, at least.</summary>
    public int Targets { get; private set; }

    public async Task<IReadOnlyList<Finding>> RunAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("banana-fuzz-");
        try
        {
            using Slot slot = new(folder.FullName);
            long start = Stopwatch.GetTimestamp();
            for (TimeSpan left = arguments.Time; left > TimeSpan.Zero; left = arguments.Time - Stopwatch.GetElapsedTime(start))
            {
                int first = slot.Count == 0 ? 0 : slot.Round + 1;
                await RunWorkerAsync(slot, arguments with { Time = left }, folder.FullName, first).ConfigureAwait(false);
                Targets = Math.Max(Targets, slot.Targets);
            }

            Mutants = slot.Count;
            return [.. _killers.Concat(folder.GetFiles("*.hex").Select(file => Read(file.FullName))).DistinctBy(found => (found.Oracle, found.Signature))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task RunWorkerAsync(Slot slot, FuzzArguments rest, string folder, int first)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, rest.ToArguments(folder, first)) { RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = $"{MostHeap:x}";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        using Process worker = Process.Start(start)!;
        Task<string> error = worker.StandardError.ReadToEndAsync();
        long seen = slot.Count;
        long begun = Stopwatch.GetTimestamp();
        TimeSpan since = worker.TotalProcessorTime;
        while (!worker.WaitForExit(200))
        {
            if (slot.Count != seen)
            {
                seen = slot.Count;
                since = worker.TotalProcessorTime;
                progress($"seed {arguments.Seed}: {seen} mutants, round {slot.Round}");
            }

            bool isHanging = seen > 0 && !worker.HasExited && worker.TotalProcessorTime - since > s_patience;
            if (isHanging || Stopwatch.GetElapsedTime(begun) > rest.Time + s_grace)
            {
                worker.Kill();
                await worker.WaitForExitAsync().ConfigureAwait(false);
                AddKiller(slot, "Hang", isHanging ? $"not read after {s_patience.TotalSeconds} s of work" : "the worker does not come to its end");
                return;
            }
        }

        if (worker.ExitCode != 0)
        {
            AddKiller(slot, "Crash", Summarize(await error.ConfigureAwait(false)));
        }
    }

    private void AddKiller(Slot slot, string oracle, string what)
    {
        (string target, Wire.WireDialect dialect, byte[] bytes) = slot.Take();
        _killers.Add(new Finding(oracle, what, target, dialect, bytes, what));
    }

    /// <summary>The first line that says what, and the method that stands there most often.</summary>
    private static string Summarize(string error)
    {
        string[] lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string? often = lines.Where(line => line.StartsWith("at ", StringComparison.Ordinal)).Take(100)
            .GroupBy(line => line.Split('(')[0]).MaxBy(group => group.Count())?.Key;
        return $"the process died: {lines.FirstOrDefault("no word")} {often}";
    }

    private static Finding Read(string file)
    {
        string[] lines = File.ReadAllLines(file);
        string signature = lines[^1]["signature ".Length..];
        return Finding.Parse(string.Join('\n', lines[..^1])) with { Signature = signature };
    }
}
