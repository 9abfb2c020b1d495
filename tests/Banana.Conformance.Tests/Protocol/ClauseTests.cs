using System.Text.RegularExpressions;
using Banana.Wire;

namespace Banana.Conformance.Tests.Protocol;

/// <summary>PROTOCOL.md is held to its word: every clause is pinned by a golden line or named by a test, and has no open ends.</summary>
[TestClass]
public sealed partial class ClauseTests
{
    private static readonly string s_text = Repository.Read("PROTOCOL.md");

    public static IEnumerable<object[]> Clauses => s_text.Split('\n')
        .Select(line => GoldenLine.ClauseStart().Match(line))
        .Where(match => match.Success)
        .Select(match => new object[] { match.Groups[1].Value });

    [TestMethod]
    [DynamicData(nameof(Clauses))]
    public void Clause_OfTheProtocol_IsPinnedByATest(string id)
    {
        bool isGolden = GoldenLine.ReadAll().Any(line => line.Clause == id);
        bool isNamed = Repository.Sources("tests").Any(file => File.ReadAllText(file).Contains($"Clause(\"{id}\")", StringComparison.Ordinal));
        Assert.IsTrue(isGolden || isNamed, $"No golden line and no [Clause(\"{id}\")] test pins clause {id}.");
    }

    [TestMethod]
    public void Clauses_Ids_AreUnique()
    {
        List<string> ids = [.. Clauses.Select(row => (string)row[0])];
        CollectionAssert.AllItemsAreUnique(ids);
        Assert.IsGreaterThan(40, ids.Count);
    }

    [TestMethod]
    public void Sources_NamingAClause_NameOneThatExists()
    {
        HashSet<string> ids = [.. Clauses.Select(row => (string)row[0])];
        foreach (string file in Repository.Sources("src").Concat(Repository.Sources("tests")))
        {
            foreach (Match match in MentionedClause().Matches(File.ReadAllText(file)))
            {
                Assert.Contains(match.Groups[1].Value, ids, file);
            }
        }
    }

    [TestMethod]
    public void Text_OfTheProtocol_HasNoOpenEnds() => Assert.IsFalse(OpenEnd().IsMatch(s_text));

    [TestMethod]
    [Clause("V-2")]
    [Clause("V-3")]
    public void WellKnownTables_AsListed_HaveTheirCheckValues()
    {
        Dictionary<string, Vocabulary> tables = new()
        {
            ["Foolscap 0"] = FoolscapVocabularies.Table0,
            ["Foolscap 1"] = FoolscapVocabularies.Table1,
            ["Net"] = WireDialect.Net.Vocabulary,
        };
        foreach ((string name, Vocabulary table) in tables)
        {
            string[] row = s_text.Split('\n').Single(line => line.StartsWith($"| {name} |", StringComparison.Ordinal)).Split('|');
            string words = string.Join(" ", Enumerable
                .Range(table.FirstIndex, table.EndIndex - table.FirstIndex)
                .Select(index => table[(ulong)index]!.Text));
            Assert.AreEqual(row[2].Trim(), table.FirstIndex.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.AreEqual(row[3].Trim(), words.Length == 0 ? "(none)" : words);
            Assert.AreEqual(row[4].Trim(), table.CheckValue);
        }
    }

    [GeneratedRegex(@"(?:PROTOCOL\.md (?:\[[A-Z]-\d+\](?:, | to ))*\[|Clause\("")([A-Z]-\d+)")]
    private static partial Regex MentionedClause();

    [GeneratedRegex("TODO|CONSIDER|TBD|FIXME")]
    private static partial Regex OpenEnd();
}
