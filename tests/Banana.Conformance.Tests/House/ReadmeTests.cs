using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Banana.Slicing;
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
        Assert.AreEqual("one person, her own friend: True", lines[0]);
        Require("README.md", "example");
        Require("README.md", "type", indent: 0);
    }

    [TestMethod]
    public void Policy_OfTheGuide_IsThisVeryCodeAndRefusesWhatItSays()
    {
        BananaSerializerOptions options = Policy();
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<List<object?>>(BananaSerializer.Serialize<List<object?>>(["fits", new string('x', 101)]), options));
        Assert.AreEqual((ViolationCode.StringTooLong, "$[1]"), (refused.Code, refused.Path));
        refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<List<object?>>(BananaSerializer.Serialize<List<object?>>([new ObjectTuple(1)]), options));
        Assert.AreEqual((ViolationCode.RefusedOpenType, "$[0]"), (refused.Code, refused.Path));
        Require("docs/options.md", "policy");
    }

    [TestMethod]
    public void Types_OfTheGuide_IsThisVeryCodeAndWorks()
    {
        BananaSerializerOptions options = Types();
        Dictionary<Guid, Person> people = new() { [Guid.Empty] = new Person("Ann") };
        Assert.IsNull(ExactComparer.FindDifference(people, BananaSerializer.Deserialize<object>(BananaSerializer.Serialize<object>(people, options), options)));
        Require("docs/options.md", "types");
    }

    /// <summary>They are programs of the solution, and BusSampleTests runs them.</summary>
    [TestMethod]
    [DataRow("Events.cs")]
    [DataRow("Server/Program.cs")]
    [DataRow("Client/Program.cs")]
    public void Programs_OfTheReadme_AreTheSampleAndShort(string file)
    {
        string program = Repository.Read("samples", "TwoProcesses", file).TrimEnd();
        Assert.Contains($"```csharp\n{program}\n```", Repository.Read("README.md"));
        Assert.IsLessThan(25, program.Split('\n').Length + Repository.Read("samples", "TwoProcesses", "Events.cs").TrimEnd().Split('\n').Length * (file == "Events.cs" ? 0 : 1));
    }

    [TestMethod]
    public void References_OfTheReadme_AreThoseOfTheSampleAndOfTheNamespaces()
    {
        const string reference = "Banana.Generators.csproj\" OutputItemType=\"Analyzer\" ReferenceOutputAssembly=\"false\" />";
        Assert.Contains(reference, Repository.Read("README.md"));
        Assert.Contains(reference, Repository.Read("samples", "Shop", "Shop.csproj"));
        Assert.AreEqual("Banana Banana", $"{typeof(BananaSerializer).Namespace} {typeof(SliceableAttribute).Namespace}");
        Assert.AreEqual("Banana.Slicing Banana.Slicing", $"{typeof(BuiltInTypes).Namespace} {typeof(ObjectReader<>).Namespace}");
        Assert.AreEqual("Banana.Wire Banana.Wire", $"{typeof(WireLimits).Namespace} {typeof(WireDialect).Namespace}");
    }

    private static void Require(string document, string name, int indent = 8)
    {
        string source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Banana.Conformance.Tests", "House", "ReadmeTests.cs"));
        string region = Region().Matches(source).Single(match => match.Groups[1].Value == name).Groups[2].Value;
        string expected = string.Join('\n', region.Split('\n').Select(line => line.Length > indent ? line[indent..] : line.Trim())).Trim();
        Assert.Contains(expected, Repository.Read(document));
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
        Person ann = new("Ann");
        ann.Friends.Add(ann);                               // Ann is her own friend

        byte[] bytes = BananaSerializer.Serialize(ann);
        Person back = BananaSerializer.Deserialize<Person>(bytes)!;

        Console.WriteLine($"one person, her own friend: {ReferenceEquals(back, back.Friends[0])}");
        #endregion
        return [.. printed];
    }

    private static BananaSerializerOptions Types()
    {
        #region readme types
        BananaSerializerOptions options = new();
        options.Types
            .Add<Person>()                                                                    // may stand where nothing is declared
            .Add(BuiltInTypes.Dictionary(BuiltInTypes.Guid, options.Types.Get<Person>()));    // or, with SliceableContainer, .Add<Dictionary<Guid, Person>>()
        #endregion
        return options;
    }

    private static BananaSerializerOptions Policy()
    {
        #region readme policy
        BananaSerializerOptions options = new()
        {
            Policy = BananaPolicy.Untrusted with
            {
                Limits = new WireLimits { MaxDepth = 64, MaxManagedBytes = 1_000_000 },
                Taster = new Taster { OpenTypes = FrozenSet.Create("readme.person", "list", "unicode"), MaxStringBytes = 100, IsDeep = true },
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

#region readme type
[Sliceable("readme.person")]
public sealed record Person(string Name)
{
    public List<Person> Friends { get; } = [];
}
#endregion
