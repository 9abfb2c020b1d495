using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Banana.Wire;

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
        RequireInReadme("example");
    }

    [TestMethod]
    public void Policy_OfTheReadme_IsThisVeryCodeAndRefusesWhatItSays()
    {
        BananaSerializerOptions options = Policy();
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<List<object?>>(BananaSerializer.Serialize<List<object?>>(["fits", new string('x', 101)]), options));
        Assert.AreEqual((ViolationCode.StringTooLong, "$[1]"), (refused.Code, refused.Path));
        refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<List<object?>>(BananaSerializer.Serialize<List<object?>>([new ObjectTuple(1)]), options));
        Assert.AreEqual((ViolationCode.RefusedOpenType, "$[0]"), (refused.Code, refused.Path));
        RequireInReadme("policy");
    }

    private static void RequireInReadme(string name)
    {
        string source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Banana.Conformance.Tests", "House", "ReadmeTests.cs"));
        string region = Region().Matches(source).Single(match => match.Groups[1].Value == name).Groups[2].Value;
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
        #region readme example
        List<object?> list = [1, "two", new ObjectTuple(3.0, null)];
        list.Add(list);                                     // the list is in itself

        byte[] bytes = BananaSerializer.Serialize(list);
        List<object?> back = BananaSerializer.Deserialize<List<object?>>(bytes)!;

        Console.WriteLine($"one list, and it is in itself: {ReferenceEquals(back, back[3])}");
        #endregion
        return [.. printed];
    }

    private static BananaSerializerOptions Policy()
    {
        #region readme policy
        BananaSerializerOptions options = new()
        {
            Policy = BananaPolicy.Untrusted with
            {
                Limits = new WireLimits { MaxDepth = 64, MaxManagedBytes = 1_000_000 },
                Taster = new Taster { OpenTypes = FrozenSet.Create("list", "unicode"), MaxStringBytes = 100, IsDeep = true },
            },
        };
        #endregion
        return options;
    }

    [GeneratedRegex(@"#region readme (\w+)\n(.*?)\n\s*#endregion", RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex(@"\]\((?!http)([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    private sealed class StringConsole(Action<string> write)
    {
        public void WriteLine(string line) => write(line);
    }
}
