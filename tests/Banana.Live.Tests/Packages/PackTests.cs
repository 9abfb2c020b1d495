using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

namespace Banana.Live.Tests.Packages;

/// <summary>Packages are reproducible: the same sources give the same bytes.</summary>
[TestClass]
public sealed class PackTests
{
    [TestMethod]
    public async Task Pack_Twice_GivesTheSameBytes()
    {
        byte[] first = await PackAsync();
        byte[] second = await PackAsync();
        Assert.IsGreaterThan(10_000, first.Length);
        CollectionAssert.AreEqual(first, second);
    }

    [TestMethod]
    public async Task Pack_OfSlicers_HoldsTheGenerator()
    {
        using ZipArchive package = new(new MemoryStream(await PackAsync("Banana.Slicers")));
        Assert.IsNotNull(package.GetEntry("analyzers/dotnet/cs/Banana.Generators.dll"));
    }

    [TestMethod]
    [DataRow("Banana.Transport")]
    [DataRow("Banana.Foolscap")]
    public async Task Pack_OfWhatUsesSlicers_LetsTheGeneratorThrough(string name)
    {
        using ZipArchive package = new(new MemoryStream(await PackAsync(name)));
        using StreamReader reader = new(package.GetEntry($"{name}.nuspec")!.Open());
        string dependency = (await reader.ReadToEndAsync()).Split('\n').Single(line => line.Contains("\"Banana.Slicers\"", StringComparison.Ordinal));
        Assert.DoesNotContain("Analyzers", dependency);
    }

    [TestMethod]
    [DataRow("Banana.Slicers", "Banana.Core")]
    [DataRow("Banana.Transport", "Banana.Slicers")]
    [DataRow("Banana.Foolscap", "Banana.Slicers")]
    public async Task Pack_WithASibling_DependsOnExactlyItsVersion(string name, string sibling)
    {
        using ZipArchive package = new(new MemoryStream(await PackAsync(name)));
        XDocument nuspec = XDocument.Load(package.GetEntry($"{name}.nuspec")!.Open());
        string Value(string element) => nuspec.Descendants().Single(found => found.Name.LocalName == element).Value;
        XElement dependency = nuspec.Descendants().Single(
            found => found.Name.LocalName == "dependency" && found.Attribute("id")!.Value == sibling);
        Assert.AreEqual($"[{Value("version")}]", dependency.Attribute("version")!.Value, "they share internal types");
    }

    private static async Task<byte[]> PackAsync(string name = "Banana.Core")
    {
        DirectoryInfo output = Directory.CreateTempSubdirectory("banana-pack");
        string project = Path.Combine(Repository.Root, "src", name);
        using Process pack = Process.Start(new ProcessStartInfo(
            "dotnet", ["pack", project, "--no-build", "-c", Configuration, "-o", output.FullName, "-v", "quiet"])
        {
            RedirectStandardOutput = true,
        })!;
        string log = await pack.StandardOutput.ReadToEndAsync();
        await pack.WaitForExitAsync();
        Assert.AreEqual(0, pack.ExitCode, log);
        byte[] package = await File.ReadAllBytesAsync(output.GetFiles("*.nupkg").Single().FullName);
        output.Delete(recursive: true);
        return package;
    }

    /// <summary>The configuration the tests were built in, which is then the one that can be packed without building.</summary>
    private static string Configuration => AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug";
}
