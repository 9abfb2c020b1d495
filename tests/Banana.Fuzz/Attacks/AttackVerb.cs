using System.Globalization;
using Banana.Fuzz.Running;

namespace Banana.Fuzz.Attacks;

/// <summary>Prints the table of what a byte can cost, as it stands in SECURITY.md.</summary>
internal static class AttackVerb
{
    private static readonly int[] s_sizes = [20_000, 200_000, 1_000_000];

    public static int Run(string[] arguments, TextWriter output)
    {
        CommandLine line = new(arguments, "type");
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        List<string> broken = [];
        output.WriteLine("| type | µs per byte | attack | bytes per byte | attack |");
        output.WriteLine("| --- | --: | --- | --: | --- |");
        foreach (Worst worst in new Attacker([.. Attacker.AllWraps], s_sizes, slowness: 1).Run(line["type"]))
        {
            string mark = worst.Broken.Count > 0 ? " **beyond the law**" : "";
            output.WriteLine(
                $"| `{worst.Type}`{mark} | {worst.Time:0.000} | {worst.TimeAttack} | {worst.Memory:0} | {worst.MemoryAttack} |");
            broken.AddRange(worst.Broken.Select(what => $"{worst.Type}: {what}"));
        }

        output.WriteLine(broken.Count == 0 ? "" : $"\nBeyond the law:\n{string.Join('\n', broken)}");
        return broken.Count == 0 ? 0 : 1;
    }
}
