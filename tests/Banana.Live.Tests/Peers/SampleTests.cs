using System.Diagnostics;

namespace Banana.Live.Tests.Peers;

/// <summary>The sample that talks to Python does what it says.</summary>
[TestClass]
public sealed class SampleTests
{
    [TestMethod]
    public async Task FoolscapSample_Runs_AndTheObjectsAreWhatTheyWere()
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string program = Path.Combine(Repository.Root, "samples", "Foolscap", "bin", configuration, "net10.0", "Foolscap.dll");
        using Process sample = Process.Start(new ProcessStartInfo("dotnet", ["exec", program]) { RedirectStandardOutput = true })!;
        string output = await sample.StandardOutput.ReadToEndAsync(PythonPeer.Patience);
        await sample.WaitForExitAsync(PythonPeer.Patience);
        Assert.AreEqual("Ann pays 100.10; the items are one list: True; paid: True\n", output);
    }
}
