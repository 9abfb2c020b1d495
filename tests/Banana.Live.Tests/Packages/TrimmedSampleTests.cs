using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Banana.Live.Tests.Packages;

/// <summary>The sample, published with everything cut away that it does not use, still does what it says.</summary>
[TestClass]
public sealed class TrimmedSampleTests
{
    [TestMethod]
    public async Task Sample_PublishedTrimmedAndSelfContained_RunsWithoutAWarning()
    {
        DirectoryInfo output = Directory.CreateTempSubdirectory("banana-sample");
        try
        {
            string project = Path.Combine(Repository.Root, "samples", "Shop");
            (int code, string log) = await RunAsync(
                "dotnet", "publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", output.FullName, "--artifacts-path", Path.Combine(output.FullName, "artifacts"),
                "-p:RunAnalyzers=false", // the build has run them, those for trimming too
                "-m:1"); // in one process: the others are shared with every build of this user, who may end them
            Assert.AreEqual(0, code, log);
            Assert.DoesNotContain("warning", log);
            (code, log) = await RunAsync(Path.Combine(output.FullName, "Shop"));
            Assert.AreEqual(0, code, log);
            Assert.EndsWith("Everything is as expected.", log.Trim());
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Log)> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_TieredPGO"] = "0" }, // the linker does not live long enough for that to pay
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string log = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, log);
    }
}
