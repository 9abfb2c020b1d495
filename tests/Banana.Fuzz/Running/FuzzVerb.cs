using System.Diagnostics;
using System.Globalization;
using Banana.Fuzz.Corpus;

namespace Banana.Fuzz.Running;

/// <summary>Fuzzes for some time, or reads one finding again.</summary>
internal static class FuzzVerb
{
    private static readonly int[] s_seeds = [1, 2, 3, 4];

    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        CommandLine line = new(arguments, "minutes", "seed", "dialect", "filter", "replay", "save");
        if (line["replay"] is { } file)
        {
            return Replay(Finding.Parse(await File.ReadAllTextAsync(file)), output);
        }

        int[] seeds = line["seed"] is { } seed ? [int.Parse(seed, CultureInfo.InvariantCulture)] : s_seeds;
        TimeSpan time = TimeSpan.FromMinutes(line.Number("minutes", 1)) / seeds.Length;
        int failed = 0;
        HashSet<(string, string)> known = [];
        foreach (int each in seeds)
        {
            Supervisor supervisor = new(new FuzzArguments(time, each, line.Dialect, line["filter"]), Show);
            long start = Stopwatch.GetTimestamp();
            IReadOnlyList<Finding> findings = await supervisor.RunAsync();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"seed {each}: {supervisor.Mutants} mutants, {supervisor.Mutants / seconds:0} a second, {supervisor.Targets} targets, {findings.Count} findings"));
            failed += findings.Count > 0 ? 1 : 0;
            foreach (Finding finding in findings.Where(finding => known.Add((finding.Oracle, finding.Signature))))
            {
                output.WriteLine(finding.ToText());
                Save(finding, line["save"]);
            }
        }

        output.WriteLine($"fuzz: {seeds.Length - failed} passed, {failed} failed");
        return failed > 0 ? 1 : 0;
    }

    private static void Save(Finding finding, string? folder)
    {
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, $"{finding.Oracle.ToLowerInvariant()}-{Guid.NewGuid():n}"[..24] + ".hex"), finding.ToText());
        }
    }

    private static void Show(string text)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r{text}   ");
        }
    }

    private static int Replay(Finding finding, TextWriter output)
    {
        string? fault = Replayer.Replay(new Catalogue(), finding);
        output.WriteLine(fault ?? "nothing is wrong");
        return fault is null ? 0 : 1;
    }
}
