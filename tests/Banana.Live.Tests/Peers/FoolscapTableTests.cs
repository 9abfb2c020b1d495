using System.Text.RegularExpressions;
using Banana.Conformance.Tests.Foolscap;

namespace Banana.Live.Tests.Peers;

/// <summary>docs/foolscap-conformance.md has all of Foolscap's tests, and names tests and vectors that exist.</summary>
[TestClass]
public sealed partial class FoolscapTableTests
{
    private static readonly List<(string Theirs, string Ours, string About)> s_rows =
    [
        .. Repository.Read("docs/foolscap-conformance.md").Split('\n')
            .Where(line => line.StartsWith("| test_", StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .Select(cells => (cells[0], cells[1], cells.Length > 2 ? cells[2] : "")),
    ];

    [TestMethod]
    public async Task Rows_AreTheTestsThatFoolscapIsShippedWith()
    {
        await using PythonPeer python = PythonPeer.Start("tests");
        string[] theirs = (await python.FinishAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.HasCount(317, theirs);
        CollectionAssert.AreEquivalent(theirs, s_rows.ConvertAll(row => row.Theirs));
    }

    [TestMethod]
    public void Rows_NameTestsOfOursThatExist()
    {
        HashSet<string> ours = [];
        foreach (string file in Repository.Sources("tests"))
        {
            string type = Path.GetFileName(file).Split('.')[0];
            ours.UnionWith(TestMethod().Matches(File.ReadAllText(file)).Select(match => $"{type}.{match.Groups[1].Value}"));
        }

        Assert.IsEmpty(s_rows.Where(row => row.Ours != "none" && !ours.Contains(row.Ours)).Select(row => row.Ours).Distinct().ToList());
        Assert.IsEmpty(s_rows.Where(row => row.Ours == "none" && row.About.Length < 10).ToList(), "a row without a test says why");
    }

    [TestMethod]
    public void Rows_OfVectors_NameEntriesThatExist()
    {
        HashSet<string> entries =
            [.. VectorFile.Sections.SelectMany(VectorFile.Section).Select(vector => vector.Name), .. s_rows.Select(row => row.Theirs.Split('.')[2])];
        List<string> unknown = [];
        foreach ((string theirs, _, string about) in s_rows.Where(row => row.Ours.StartsWith("VectorTests.", StringComparison.Ordinal)
            || row.Ours.StartsWith("TraceTests.", StringComparison.Ordinal) || row.Ours.StartsWith("ConstraintTests.", StringComparison.Ordinal)))
        {
            unknown.AddRange(Entry().Matches(about.Split(';')[0])
                .Select(match => match.Value.TrimEnd('*'))
                .Where(name => name.Contains('_') && !entries.Any(entry => entry.StartsWith(name, StringComparison.Ordinal)))
                .Select(name => $"{theirs}: {name}"));
        }

        Assert.IsEmpty(unknown, string.Join("\n", unknown));
    }

    [GeneratedRegex(@"public (?:static )?(?:async )?(?:Task|void) (\w+)\(")]
    private static partial Regex TestMethod();

    [GeneratedRegex(@"[A-Za-z0-9_\-]+\*?")]
    private static partial Regex Entry();
}
