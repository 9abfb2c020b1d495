using System.Text.RegularExpressions;

namespace Banana.Conformance.Tests.House;

/// <summary>The README's example is code that compiles and runs, and its promises about itself hold.</summary>
[TestClass]
public sealed partial class ReadmeTests
{
    [TestMethod]
    public void Example_OfTheReadme_IsThisVeryCodeAndWorks()
    {
        string[] lines = Example();
        Assert.AreEqual("one list, and it is in itself: True", lines[0]);
        string source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Banana.Conformance.Tests", "House", "ReadmeTests.cs"));
        string region = Region().Match(source).Groups[1].Value;
        string expected = string.Join('\n', region.Split('\n').Select(line => line.Length > 8 ? line[8..] : line.Trim())).Trim();
        Assert.Contains(expected, Repository.Read("README.md"));
        Assert.IsLessThanOrEqualTo(12, expected.Split('\n').Length);
    }

    [TestMethod]
    public void Readme_IsShort_AndNamesTheTwoCommands()
    {
        string readme = Repository.Read("README.md");
        Assert.IsLessThan(120, readme.Split('\n').Length);
        Assert.Contains("dotnet run --project src/Banana.Cli -- demo", readme);
        Assert.Contains("./test.sh", readme);
    }

    [TestMethod]
    public void Documents_Links_LeadToFilesThatExist()
    {
        foreach (string document in Directory.GetFiles(Repository.Root, "*.md"))
        {
            foreach (Match link in Link().Matches(File.ReadAllText(document)))
            {
                string target = link.Groups[1].Value;
                Assert.IsTrue(Path.Exists(Path.Combine(Repository.Root, target)), $"{Path.GetFileName(document)} links to {target}");
            }
        }
    }

    private static string[] Example()
    {
        List<string> printed = [];
        void WriteLine(string line) => printed.Add(line);
        StringConsole Console = new(WriteLine);
        #region readme
        List<object?> list = [1, "two", new ObjectTuple(3.0, null)];
        list.Add(list);                                     // the list is in itself

        byte[] bytes = BananaSerializer.Serialize(list);
        List<object?> back = BananaSerializer.Deserialize<List<object?>>(bytes)!;

        Console.WriteLine($"one list, and it is in itself: {ReferenceEquals(back, back[3])}");
        #endregion
        return [.. printed];
    }

    [GeneratedRegex(@"#region readme\n(.*?)\n\s*#endregion", RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex(@"\]\((?!http)([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    private sealed class StringConsole(Action<string> write)
    {
        public void WriteLine(string line) => write(line);
    }
}
