namespace Banana.Live.Tests.Peers;

/// <summary>Random graphs there and back between the two implementations, in both roles, over TCP.</summary>
[TestClass]
public sealed class EchoTests
{
    private const int Graphs = 300;
    private const string AllCameBack = """{"sent":300,"bad":0}""" + "\n";

    [TestMethod]
    [Clause("F-1")]
    [DataRow(0, "echo")]
    [DataRow(1, "echo")]
    [DataRow(0, "vocab-echo")]
    [DataRow(1, "vocab-echo")]
    public async Task PythonClient_AgainstOurServer_GetsEveryGraphBack(int vocabulary, string mode)
    {
        await using OwnServer server = await OwnServer.StartAsync(OwnClient.Speaking(vocabulary), mode);
        await using PythonPeer client = PythonPeer.Start(
            "client", "--port", $"{server.Port}", "--vocab", $"{vocabulary}", "--count", $"{Graphs}", "--steps", "0", "1", "7");
        Assert.AreEqual(string.Concat(Enumerable.Repeat($"{Graphs} graphs came back as they were\n", 3)), await client.FinishAsync());
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    public async Task OurClient_AgainstAPythonServer_GetsEveryGraphBack(int vocabulary)
    {
        await using PythonPeer server = await PythonPeer.ServeAsync("--vocab", $"{vocabulary}");
        foreach (string step in new[] { "0", "1", "7" })
        {
            await using BananaPeer client = BananaPeer.Start(
                "client", "--port", $"{server.Port}", "--vocab", $"{vocabulary}", "--count", $"{Graphs}", "--seed", step, "--step", step);
            Assert.AreEqual((0, "{\"sent\":300,\"bad\":0}\n"), await client.FinishAsync());
        }
    }

    [TestMethod]
    [Clause("R-4")]
    public async Task Trees_WithoutReferences_ComeBackFromEitherSide()
    {
        await using OwnServer server = await OwnServer.StartAsync(OwnClient.Speaking(isScoped: false));
        await using PythonPeer client = PythonPeer.Start("client", "--unscoped", "--port", $"{server.Port}", "--count", $"{Graphs}");
        Assert.AreEqual($"{Graphs} graphs came back as they were\n", await client.FinishAsync());

        await using PythonPeer python = await PythonPeer.ServeAsync("--unscoped");
        Assert.AreEqual(AllCameBack, await OwnClient.RunAsync(python.Port, OwnClient.Speaking(isScoped: false), Graphs));
    }

    /// <summary>The command itself: with its arguments, in a process of its own.</summary>
    [TestMethod]
    public async Task TwoOfUs_InTheRolesOfBoth_AgreeToo()
    {
        foreach (string dialect in new[] { "foolscap", "net" })
        {
            await using BananaPeer server = await BananaPeer.ServeAsync("--dialect", dialect);
            await using BananaPeer client = dialect == "net"
                ? BananaPeer.Start("client", "--dialect", dialect, "--port", $"{server.Port}", "--values", ValuesOfNet())
                : BananaPeer.Start("client", "--dialect", dialect, "--port", $"{server.Port}", "--step", "3");
            (int exitCode, string output) = await client.FinishAsync();
            Assert.AreEqual(0, exitCode, output);
        }
    }

    private static string ValuesOfNet()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, """
            {"t":"list","id":"n0","items":[{"t":"int64","v":"5"},{"t":"str","v":"é"},{"t":"ref","id":"n0"}]}
            {"t":"dict","items":[[{"t":"int","v":"1"},{"t":"none"}]]}
            """);
        return file;
    }
}
