using System.Text;

namespace Banana.Slicers.Tests.Field;

/// <summary>
/// The field's comparison of round trips, with Banana's column: docs/round-trips.md is what this test finds. To approve a change, run the tests with
/// BANANA_UPDATE=1 and read the difference.
/// </summary>
[TestClass]
public sealed class FieldTableTests
{
    private const string Changed = "changed silently";

    // Measured once, with one sensible configuration each; the families are ours, the number of cases theirs.
    private static readonly string[] s_rivals =
    [
        "STJ", "DCS", "Newtonsoft", "MessagePack", "MemoryPack", "Nerdbank", "protobuf-net", "Orleans", "Hyperion", "BinaryFormatter",
    ];

    private static readonly (string Family, string Rivals)[] s_families =
    [
        ("classic primitives", "27: 25 27 26 27 27 27 26 27 25 25"),
        ("new numerics", "10: 3 6 9 8 9 8 2 4 8 4"),
        ("dates", "7: 7 7 7 5 7 5 4 7 7 5"),
        ("tuples & pairs", "5: 2 5 5 5 5 5 5 5 5 5"),
        ("other BCL values", "15: 3 5 8 6 9 4 1 7 15 5"),
        ("boxed object", "3: 0 2 0 1 0 0 0 3 3 3"),
        ("memory types", "4: 2 1 0 4 4 2 1 3 4 1"),
        ("invalid UTF-16", "2: 0 1 0 1 1 1 1 1 1 0"),
        ("arrays", "6: 3 3 1 5 5 5 2 5 5 6"),
        ("mutable generic collections", "17: 15 16 14 17 16 15 15 13 17 15"),
        ("complex dictionary keys", "3: 0 3 1 3 2 2 2 3 3 3"),
        ("comparers", "2: 0 0 0 0 0 0 0 2 0 2"),
        ("concurrent", "5: 2 2 1 4 5 4 4 2 3 0"),
        ("immutable", "9: 7 0 0 8 8 7 8 8 8 0"),
        ("frozen & read-only", "6: 0 3 0 6 4 5 0 4 5 3"),
        ("interfaces", "5: 4 2 3 5 5 4 4 4 5 3"),
        ("non-generic", "5: 2 3 2 3 1 0 0 3 4 4"),
        ("type shapes", "12: 7 10 9 8 8 9 10 10 11 11"),
        ("shared references", "5: 4 5 3 0 0 5 0 5 4 5"),
        ("cycles", "13: 7 11 6 0 5 8 0 12 13 12"),
        ("depth", "6: 1 4 1 2 4 1 2 4 3 6"),
    ];

    [TestMethod]
    public void Table_OfAllFamilies_IsTheApprovedOne()
    {
        List<(string Family, string Name, string Outcome)> outcomes =
        [
            .. Samples.BuiltIn.Concat(FieldCases.All).Select(sample => (sample.Family, sample.Name, OutcomeOf(sample))),
            .. new[] { 60, 500, 1_000, 10_000, 100_000, 1_000_000 }.Select(depth => ("depth", $"chain of {depth:N0}", OutcomeOfChain(depth))),
        ];
        Assert.IsGreaterThanOrEqualTo(168, outcomes.Count);
        foreach ((string family, string rivals) in s_families)
        {
            int asked = int.Parse(rivals.Split(':')[0], System.Globalization.CultureInfo.InvariantCulture);
            Assert.IsGreaterThanOrEqualTo(asked, outcomes.Count(outcome => outcome.Family == family), family);
        }

        string document = Describe(outcomes);
        string file = Path.Combine(Repository.Root, "docs", "round-trips.md");
        if (Environment.GetEnvironmentVariable("BANANA_UPDATE") == "1")
        {
            File.WriteAllText(file, document);
        }

        Assert.AreEqual(File.ReadAllText(file), document);
        Assert.IsEmpty(outcomes.Where(outcome => outcome.Outcome.StartsWith(Changed, StringComparison.Ordinal)).ToList());
    }

    private static string OutcomeOf(Sample sample)
    {
        try
        {
            sample.RoundTrip();
            return "ok";
        }
        catch (ViolationException refused)
        {
            return $"refused: {refused.Code} at `{refused.Path}`";
        }
        catch (AssertFailedException different)
        {
            return $"{Changed}: {different.Message}";
        }
    }

    /// <summary>On a thread with a small stack, and compared link by link: comparing must not be what overflows.</summary>
    private static string OutcomeOfChain(int depth)
    {
        Link? first = null;
        for (int i = depth; i > 0; i--)
        {
            first = new Link { Value = i, Next = first };
        }

        int reached = SmallStack.Run(() =>
        {
            int length = 0;
            BananaSerializerOptions options = new() { Policy = BananaPolicy.Trusted };
            for (Link? link = BananaSerializer.Deserialize<Link>(BananaSerializer.Serialize(first, options), options); link is not null; link = link.Next)
            {
                length += link.Value == length + 1 ? 1 : 0;
            }

            return length;
        });
        return reached == depth ? "ok" : $"{Changed}: {reached} links";
    }

    private static string Describe(List<(string Family, string Name, string Outcome)> outcomes)
    {
        StringBuilder text = new();
        text.Append("# Round trips\n\n");
        text.Append("Values of every family that comparisons of .NET serializers use, sent and read back, compared bit for bit, with identity. Written by a test\n");
        text.Append("(`FieldTableTests`), which fails when a line changes. The other columns are what was measured for the other serializers with their\n");
        text.Append("number of cases (in brackets), and count cases that came back exactly; of the rest many change without an error. Banana's second number\n");
        text.Append("counts ours, the third those that are refused with a path; none may change. Three things were asked for: lone\n");
        text.Append("surrogates in texts (`BuiltInTypes.AnyString`), the identity of texts (`BuiltInTypes.SharedString`), a name for a comparer of one's own.\n\n");
        text.Append($"| family | Banana | {string.Join(" | ", s_rivals)} |\n");
        text.Append($"| --- | --- |{string.Concat(s_rivals.Select(_ => " --: |"))}\n");
        foreach ((string family, string rivals) in s_families)
        {
            List<(string Family, string Name, string Outcome)> own = outcomes.FindAll(outcome => outcome.Family == family);
            int ok = own.Count(outcome => outcome.Outcome == "ok");
            string[] parts = rivals.Split(':');
            text.Append($"| {family} ({parts[0]}) | **{ok}** of {own.Count}{(ok == own.Count ? "" : $", {own.Count - ok} refused")} | {string.Join(" | ", parts[1].Trim().Split(' '))} |\n");
        }

        text.Append("\n## Every case\n\n");
        foreach (IGrouping<string, (string Family, string Name, string Outcome)> family in outcomes.GroupBy(outcome => outcome.Family))
        {
            text.Append($"**{family.Key}**: {string.Join("; ", family.Select(outcome => outcome.Outcome == "ok" ? outcome.Name : $"{outcome.Name} ({outcome.Outcome})"))}.\n\n");
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }
}
