using System.Text.RegularExpressions;
using Banana.Wire;

namespace Banana.Conformance.Tests.Protocol;

/// <summary>One golden line of PROTOCOL.md.</summary>
public sealed partial record GoldenLine(string Clause, WireDialect Dialect, byte[] Bytes, bool IsBothWays, string[] Results)
{
    /// <summary>All golden lines, in order.</summary>
    public static IEnumerable<GoldenLine> ReadAll()
    {
        string clause = "";
        WireDialect? dialect = null;
        foreach (string line in Repository.Read("PROTOCOL.md").Split('\n'))
        {
            if (ClauseStart().Match(line) is { Success: true } start)
            {
                clause = start.Groups[1].Value;
            }
            else if (line.StartsWith("```", StringComparison.Ordinal))
            {
                dialect = line switch
                {
                    "```golden net" => WireDialect.Net,
                    "```golden foolscap" => FoolscapDialect.Instance,
                    _ => null,
                };
            }
            else if (dialect is not null)
            {
                string[] halves = line.Split(line.Contains("<=>", StringComparison.Ordinal) ? "<=>" : "=>");
                yield return new GoldenLine(
                    clause,
                    dialect,
                    Hex.Parse(halves[0]),
                    line.Contains("<=>", StringComparison.Ordinal),
                    halves[1].Split(" ; ", StringSplitOptions.TrimEntries));
            }
        }
    }

    public override string ToString() => $"[{Clause}] {Hex.Format(Bytes)} {(IsBothWays ? "<=>" : "=>")} {string.Join(" ; ", Results)}";

    [GeneratedRegex(@"^\*\*\[([A-Z]-\d+)\]\*\*")]
    internal static partial Regex ClauseStart();
}
