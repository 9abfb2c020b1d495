using System.Reflection;
using System.Text.RegularExpressions;

namespace Banana.Conformance.Tests.House;

/// <summary>The arrows between projects, and between the folders of each, go one way.</summary>
[TestClass]
public sealed partial class LayerTests
{
    /// <summary>The folders of each project, the lowest first; ARCHITECTURE.md shows the same.</summary>
    private static readonly Dictionary<string, string[]> s_folders = new()
    {
        ["Banana.Core"] =
        [
            "Buffers", "Faults", "Wire", "Wire/Reading", "Wire/Writing", "Vocabulary", "Shapes", "Policies", "Engine",
            "Engine/Writing+Dialects", "Engine/Unslicers+Engine/Completion+Engine/Reading", "Diagnostics",
        ],
        ["Banana.Slicers"] =
        [
            "Attributes", "Types", "Forms/Primitives", "Forms/Tokens", "Forms/Untyped", "Values", "Registry", "Streams", "Keys", "Forms/Abstract", "Forms/Parts",
            "Forms/Elements", "Forms/Entries", "Changes", "Instances", "BuiltIn", "Reflection", "Facade",
        ],
        ["Banana.Transport"] =
        [
            "Carriers", "Carriers/Memory", "Carriers/Sockets", "Carriers/Pipes", "Carriers/Tls", "Carriers/Processes", "Carriers/Web", "Carriers/Addresses", "Streams", "Tokens",
            "Envelopes", "EventTypes", "Terms", "Sending", "Receiving/Arrivals", "Receiving/Fragments", "Receiving", "Connections",
            "Bus/Diagnostics", "Bus/Links", "Bus/Requests", "Bus/Subscriptions", "Bus/Publishing", "Bus/Connecting", "Bus",
        ],
        ["Banana.Hosting"] = ["Handlers", "Options", "Services", "Health", "."],
        ["Banana.Foolscap"] = ["Values", "Types", "Rules", "."],
        ["Banana.Generators"] = ["Model", "Parsing", "Emitting", "."],
        ["Banana.Cli"] = ["Usage", "Json", "Peer", "Demo", "Commands", "Bus", "Bench", "."],
    };

    public static IEnumerable<object[]> Projects =>
    [
        ["Banana.Core", Array.Empty<string>()],
        ["Banana.Slicers", new[] { "Banana.Core", "CommunityToolkit.HighPerformance" }],
        ["Banana.Transport", new[] { "Banana.Core", "Banana.Slicers", "CommunityToolkit.HighPerformance", "Microsoft.Extensions.Logging.Abstractions" }],
        ["Banana.Foolscap", new[] { "Banana.Core", "Banana.Slicers" }],
        [
            "Banana.Hosting",
            new[]
            {
                "Banana.Core", "Banana.Slicers", "Banana.Transport", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.Configuration.Abstractions",
                "Microsoft.Extensions.Configuration.Binder",
                "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Diagnostics.HealthChecks.Abstractions",
                "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options",
                "Microsoft.Extensions.Options.ConfigurationExtensions", "Microsoft.Extensions.Primitives",
            },
        ],
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

    public static IEnumerable<object[]> Folders => s_folders.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Folders))]
    public void Folders_OfAProject_UseTypesOfThoseBelowThemOnlyAndStaySmall(string name)
    {
        FolderOrder.Source[] sources = SourcesOf(name);
        Assert.IsGreaterThan(10, sources.Length);
        List<string> faults = [.. new FolderOrder(name, s_folders[name]).FindFaults(sources)];
        Assert.IsEmpty(faults, string.Join("\n", faults));
    }

    /// <summary>By the order, reading could use writing; the halves of the engine share what stands below both.</summary>
    [TestMethod]
    public void Folders_OfReading_KnowNothingOfWriting()
    {
        string[] reading = ["Engine/Unslicers", "Engine/Completion", "Engine/Reading"];
        FolderOrder.Source[] halves = [.. SourcesOf("Banana.Core").Where(source => source.Folder == "Engine/Writing" || reading.Contains(source.Folder))];
        IReadOnlyList<string> faults = new FolderOrder("Banana.Core", string.Join('+', reading), "Engine/Writing").FindFaults(halves);
        Assert.IsEmpty(faults, string.Join("\n", faults));
    }

    [TestMethod]
    [DynamicData(nameof(Folders))]
    public void Folders_OfAProject_StandInTheArchitectureInThisOrder(string name) => Assert.Contains(
        $" {name["Banana.".Length..]} {string.Join(" ◄ ", s_folders[name])} ", Space().Replace(Repository.Read("ARCHITECTURE.md"), " "));

    [TestMethod]
    public void Folders_OfEveryProject_HaveAnOrder() => CollectionAssert.AreEquivalent(
        Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(folder => Path.GetFileName(folder)).ToList(), s_folders.Keys);

    /// <summary>A dialect other than the net one is a project of its own: in the others a comment may name it, code may not.</summary>
    [TestMethod]
    [DataRow("Banana.Core")]
    [DataRow("Banana.Slicers")]
    [DataRow("Banana.Transport")]
    [DataRow("Banana.Hosting")]
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
        foreach (string name in new[] { "Banana.Core", "Banana.Slicers", "Banana.Transport", "Banana.Foolscap", "Banana.Hosting" })
        {
            Assembly assembly = Assembly.Load(name);
            Assert.AreEqual("The Banana authors", assembly.GetCustomAttribute<AssemblyCompanyAttribute>()?.Company);
            Assert.IsTrue(
                Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", name), $"{name}.xml", SearchOption.AllDirectories).Any(),
                $"{name} was built without documentation.");
        }
    }

    private static FolderOrder.Source[] SourcesOf(string name)
    {
        string project = Path.Combine(Repository.Root, "src", name);
        return
        [
            .. Repository.Sources("src", name).Select(file => new FolderOrder.Source(
                Path.GetRelativePath(project, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '/'),
                Path.GetFileName(file),
                File.ReadAllText(file))),
        ];
    }

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex("foolscap|python", RegexOptions.IgnoreCase)]
    private static partial Regex DialectName();
}
