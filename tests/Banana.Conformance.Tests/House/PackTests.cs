using System.Diagnostics;

namespace Banana.Conformance.Tests.House;

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

    private static async Task<byte[]> PackAsync()
    {
        DirectoryInfo output = Directory.CreateTempSubdirectory("banana-pack");
        string project = Path.Combine(Repository.Root, "src", "Banana.Core");
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
