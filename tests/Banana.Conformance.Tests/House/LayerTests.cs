using System.Reflection;
using System.Text.RegularExpressions;

namespace Banana.Conformance.Tests.House;

/// <summary>The arrows between projects and between Core's folders go one way.</summary>
[TestClass]
public sealed partial class LayerTests
{
    /// <summary>Core's folders from left to right; a folder may use what stands to its left, and its own row.</summary>
    private static readonly string[][] s_rows =
    [
        ["Buffers", "Faults"], ["Wire", "Vocabulary"], ["Policies"], ["Engine", "Slicing", "Unslicing", "Dialects"], ["Diagnostics"],
    ];

    public static IEnumerable<object[]> Projects =>
    [
        ["Banana.Core", Array.Empty<string>()],
        ["Banana.Slicers", new[] { "Banana.Core", "CommunityToolkit.HighPerformance" }],
        ["Banana.Transport", new[] { "Banana.Core", "Banana.Slicers", "CommunityToolkit.HighPerformance" }],
        ["Banana.Foolscap", new[] { "Banana.Core", "Banana.Slicers" }],
    ];

    [TestMethod]
    [DynamicData(nameof(Projects))]
    public void Assembly_References_OnlyWhatStandsToItsLeft(string name, string[] allowed)
    {
        IEnumerable<string> references = Assembly.Load(name).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(reference => !reference.StartsWith("System.", StringComparison.Ordinal));
        CollectionAssert.IsSubsetOf(references.ToList(), allowed);
    }

    [TestMethod]
    public void CoreFolders_Use_OnlyTypesOfFoldersToTheirLeft()
    {
        Dictionary<string, (int Row, string Folder)> home = [];
        List<(string File, int Row)> files = [];
        for (int row = 0; row < s_rows.Length; row++)
        {
            foreach (string folder in s_rows[row])
            {
                foreach (string file in Repository.Sources("src", "Banana.Core", folder))
                {
                    files.Add((file, row));
                    foreach (Match declared in Declaration().Matches(File.ReadAllText(file)))
                    {
                        home[declared.Groups[1].Value] = (row, folder);
                    }
                }
            }
        }

        Assert.IsGreaterThan(40, home.Count);
        List<string> wrong = [];
        foreach ((string file, int row) in files)
        {
            string code = CommentOrText().Replace(File.ReadAllText(file), "");
            foreach (string word in Word().Matches(code).Select(match => match.Value).Distinct())
            {
                if (home.TryGetValue(word, out (int Row, string Folder) owner) && owner.Row > row)
                {
                    wrong.Add($"{Path.GetFileName(file)} uses {word} of {owner.Folder}");
                }
            }
        }

        Assert.IsEmpty(wrong, string.Join("\n", wrong));
    }

    [TestMethod]
    public void CoreFolders_OnDisk_AreTheOnesWithAPlace() => CollectionAssert.AreEquivalent(
        s_rows.SelectMany(row => row).ToList(),
        Directory.GetDirectories(Path.Combine(Repository.Root, "src", "Banana.Core"))
            .Select(folder => Path.GetFileName(folder))
            .Where(folder => folder is not ("bin" or "obj"))
            .ToList());

    /// <summary>A dialect other than the net one is a project of its own: in the others a comment may name it, code may not.</summary>
    [TestMethod]
    [DataRow("Banana.Core")]
    [DataRow("Banana.Slicers")]
    [DataRow("Banana.Transport")]
    public void Sources_BelowTheDialects_KnowNoneOfThem(string name)
    {
        IEnumerable<string> known = Repository.Sources("src", name)
            .Where(file => Path.GetFileName(file) != "AssemblyInfo.cs" && DialectName().IsMatch(Comment().Replace(File.ReadAllText(file), "")));
        Assert.IsEmpty(known.Select(Path.GetFileName).ToList());
    }

    [TestMethod]
    public void Sources_OfTheLibraries_HaveNoConditionalCompilation()
    {
        IEnumerable<string> conditional = Repository.Sources("src").Where(file => File.ReadLines(file).Any(line => line.StartsWith("#if", StringComparison.Ordinal)));
        Assert.IsEmpty(conditional.ToList());
    }

    [TestMethod]
    public void BuildProps_OfTheHouse_AreReallyRead()
    {
        // A props file with the wrong case in its name is ignored on Linux without a word; these would then be missing.
        foreach (string name in new[] { "Banana.Core", "Banana.Slicers", "Banana.Transport", "Banana.Foolscap" })
        {
            Assembly assembly = Assembly.Load(name);
            Assert.AreEqual("The Banana authors", assembly.GetCustomAttribute<AssemblyCompanyAttribute>()?.Company);
            Assert.IsTrue(
                Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", name), $"{name}.xml", SearchOption.AllDirectories).Any(),
                $"{name} was built without documentation.");
        }
    }

    [GeneratedRegex(@"(?:class|struct|record|interface|enum)\s+(?:struct\s+)?([A-Z]\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"//[^\n]*|""(?:\\.|[^""\\])*""")]
    private static partial Regex CommentOrText();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex("foolscap|python", RegexOptions.IgnoreCase)]
    private static partial Regex DialectName();

    [GeneratedRegex(@"(?<![.\w])[A-Z]\w+")]
    private static partial Regex Word();
}
