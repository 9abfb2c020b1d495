using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Banana.Live.Tests.Packages;

/// <summary>Packages are reproducible: the same sources give the same bytes.</summary>
[TestClass]
public sealed partial class PackTests
{
    private static Dictionary<string, byte[]> s_packages = [];

    [ClassInitialize]
    public static async Task PackAllAsync(TestContext _) => s_packages = await PackAsync("Banana.sln");

    [TestMethod]
    public async Task Pack_Twice_GivesTheSameBytes()
    {
        byte[] second = (await PackAsync("src/Banana.Core")).Single().Value;
        Assert.IsGreaterThan(10_000, second.Length);
        CollectionAssert.AreEqual(s_packages["Banana.Core"], second);
    }

    [TestMethod]
    public void Pack_OfSlicers_HoldsTheGenerator()
    {
        using ZipArchive package = new(new MemoryStream(s_packages["Banana.Slicers"]));
        Assert.IsNotNull(package.GetEntry("analyzers/dotnet/cs/Banana.Generators.dll"));
    }

    [TestMethod]
    [DataRow("Banana.Transport", "Banana.Slicers")]
    [DataRow("Banana.Foolscap", "Banana.Slicers")]
    [DataRow("Banana.Hosting", "Banana.Transport")]
    public async Task Pack_OfWhatUsesSlicers_LetsTheGeneratorThrough(string name, string sibling)
    {
        using ZipArchive package = new(new MemoryStream(s_packages[name]));
        using StreamReader reader = new(package.GetEntry($"{name}.nuspec")!.Open());
        string dependency = (await reader.ReadToEndAsync()).Split('\n').Single(line => line.Contains($"\"{sibling}\"", StringComparison.Ordinal));
        Assert.DoesNotContain("Analyzers", dependency);
    }

    [TestMethod]
    [DataRow("Banana.Slicers", "Banana.Core")]
    [DataRow("Banana.Transport", "Banana.Slicers")]
    [DataRow("Banana.Foolscap", "Banana.Slicers")]
    [DataRow("Banana.Hosting", "Banana.Transport")]
    public void Pack_WithASibling_DependsOnExactlyItsVersion(string name, string sibling)
    {
        using ZipArchive package = new(new MemoryStream(s_packages[name]));
        XDocument nuspec = XDocument.Load(package.GetEntry($"{name}.nuspec")!.Open());
        string Value(string element) => nuspec.Descendants().Single(found => found.Name.LocalName == element).Value;
        XElement dependency = nuspec.Descendants().Single(
            found => found.Name.LocalName == "dependency" && found.Attribute("id")!.Value == sibling);
        Assert.AreEqual($"[{Value("version")}]", dependency.Attribute("version")!.Value, "they share internal types");
    }

    /// <summary>The packages of a project or the solution, by their names.</summary>
    private static async Task<Dictionary<string, byte[]>> PackAsync(string project)
    {
        DirectoryInfo output = Directory.CreateTempSubdirectory("banana-pack");
        using Process pack = Process.Start(new ProcessStartInfo(
            "dotnet", ["pack", Path.Combine(Repository.Root, project), "--no-build", "-c", Configuration, "-o", output.FullName, "-v", "quiet", "-m:1"]) // in one process, as TrimmedSampleTests says
        {
            RedirectStandardOutput = true,
        })!;
        string log = await pack.StandardOutput.ReadToEndAsync();
        await pack.WaitForExitAsync();
        Assert.AreEqual(0, pack.ExitCode, log);
        Dictionary<string, byte[]> packages = [];
        foreach (FileInfo package in output.GetFiles("*.nupkg"))
        {
            packages.Add(Version().Replace(package.Name, ""), await File.ReadAllBytesAsync(package.FullName));
        }

        output.Delete(recursive: true);
        return packages;
    }

    [GeneratedRegex(@"\.\d.*$")]
    private static partial Regex Version();

    /// <summary>The configuration the tests were built in, which is then the one that can be packed without building.</summary>
    private static string Configuration => AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug";
}
