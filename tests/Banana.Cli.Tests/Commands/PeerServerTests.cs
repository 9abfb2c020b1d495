using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Banana.Cli.Tests.Commands;

/// <summary><c>banana peer serve</c>, <c>client</c> and <c>gen</c>, against each other and against bare bytes.</summary>
[TestClass]
public sealed class PeerServerTests
{
    private static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    [TestMethod]
    [DataRow("report", "0088 0582 7475706c65", false)]
    [DataRow("ignore", "0781", false)]
    [DataRow("die", null, true)]
    public async Task Serve_OfARefusedObject_DoesWhatItWasTold(string onViolation, string? start, bool isEnd)
    {
        await using Server server = await Server.StartAsync("--on-violation", onViolation);
        using Socket socket = await server.ConnectAsync();
        await socket.SendAsync(Hex.Parse("0088038262616400890781"), Patience);
        string answer = isEnd ? await ReadToEndAsync(socket) : await ReadAsync(socket, start!.Replace(" ", "", StringComparison.Ordinal).Length / 2);
        if (start is not null)
        {
            Assert.AreEqual(start.Replace(" ", "", StringComparison.Ordinal), answer);
        }
        else
        {
            byte[] error = Hex.Parse(answer);
            Assert.AreEqual(0x8D, error[Array.FindIndex(error, digit => digit >= 0x80)]);
        }
    }

    [TestMethod]
    public async Task Serve_InJson_AnswersWithText_SoThatTheClientFindsEveryDifference()
    {
        await using Server server = await Server.StartAsync("--mode", "json");
        BananaProcess client = await BananaProcess.RunAsync([], "peer", "client", "--port", $"{server.Port}", "--count", "3");
        Assert.AreEqual(1, client.ExitCode, client.Errors);
        Assert.HasCount(4, client.Lines);
        Assert.AreEqual("""{"sent":3,"bad":3}""", client.Lines[3]);
        Assert.Contains("\"n\":0", client.Lines[0]);
    }

    [TestMethod]
    public async Task Client_WithItsOwnValues_SendsThoseAndSaysWhichCannotBeSent()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """
            {"t":"list","items":[{"t":"decimal","v":"1E+5"}]}
            {"t":"copyable","type":"top","attrs":[]}

            {"t":"list","items":[{"t":"set","items":[{"t":"int","v":"1"}]}]}
            """);
        await using Server server = await Server.StartAsync();
        BananaProcess client = await BananaProcess.RunAsync([], "peer", "client", "--port", $"{server.Port}", "--values", file);
        Assert.AreEqual(1, client.ExitCode, client.Errors);
        Assert.HasCount(2, client.Lines);
        Assert.Contains("copyable top", client.Lines[0]);
        Assert.AreEqual("""{"sent":3,"bad":1}""", client.Lines[1]);
    }

    [TestMethod]
    public async Task Client_OfAServerThatSaysNothing_GivesUp()
    {
        using Socket listener = new(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        int port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        BananaProcess client = await BananaProcess.RunAsync([], "peer", "client", "--port", $"{port}", "--timeout", "0.3");
        Assert.AreEqual(1, client.ExitCode);
        Assert.Contains("no answer for 00:00:00.3", client.Lines[0]);
    }

    [TestMethod]
    [DataRow("peer", "client")]
    [DataRow("peer", "client", "--port", "1")]
    [DataRow("peer", "serve", "--port", "0", "--mode", "shout")]
    [DataRow("peer", "serve", "--port", "0", "--vocab", "3")]
    [DataRow("peer", "stdio", "--max-index", "-1")]
    public async Task WrongUse_SaysWhatIsWrongAndExits64(params string[] args)
    {
        BananaProcess process = await BananaProcess.RunAsync([], args);
        Assert.AreEqual(64, process.ExitCode, process.Errors);
        Assert.StartsWith("banana: ", process.Errors);
    }

    [TestMethod]
    public async Task Gen_OfOneSeed_IsTheSameAndIsReadBack()
    {
        BananaProcess once = await BananaProcess.RunAsync([], "peer", "gen", "--count", "200", "--seed", "5");
        BananaProcess again = await BananaProcess.RunAsync([], "peer", "gen", "--count", "200", "--seed", "5");
        Assert.HasCount(200, once.Lines);
        Assert.AreEqual(once.Text, again.Text);
        BananaProcess encoded = await BananaProcess.RunAsync(once.Output, "encode", "--dialect", "foolscap");
        Assert.AreEqual(0, encoded.ExitCode, encoded.Errors);
        BananaProcess decoded = await BananaProcess.RunAsync(encoded.Output, "decode", "--dialect", "foolscap");
        Assert.HasCount(200, decoded.Lines, decoded.Errors);
    }

    [TestMethod]
    public async Task Output_OfTwoCommandsIntoOneFile_StandsOneBehindTheOther()
    {
        string file = Path.GetTempFileName();
        string command = $"dotnet exec '{Path.Combine(AppContext.BaseDirectory, "banana.dll")}' peer gen --count 5";
        using Process shell = Process.Start("/bin/sh", ["-c", $"({command}; {command}) > '{file}'"]);
        await shell.WaitForExitAsync(Patience);
        string[] lines = await File.ReadAllLinesAsync(file);
        Assert.HasCount(10, lines);
        CollectionAssert.AreEqual(lines[..5], lines[5..]);
    }

    private static async Task<string> ReadAsync(Socket socket, int count)
    {
        byte[] bytes = new byte[count];
        await new NetworkStream(socket).ReadExactlyAsync(bytes, Patience);
        return Hex.Format(bytes);
    }

    private static async Task<string> ReadToEndAsync(Socket socket)
    {
        using MemoryStream all = new();
        await new NetworkStream(socket).CopyToAsync(all, Patience);
        return Hex.Format(all.ToArray());
    }

    private sealed class Server(Process process, int port) : IAsyncDisposable
    {
        public int Port => port;

        public static async Task<Server> StartAsync(params string[] args)
        {
            ProcessStartInfo start = new(
                "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "banana.dll"), "peer", "serve", "--port", "0", "--exit-with-stdin", .. args])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            Process process = Process.Start(start)!;
            string line = (await process.StandardOutput.ReadLineAsync(Patience))!;
            Assert.StartsWith("LISTENING ", line);
            return new Server(process, int.Parse(line["LISTENING ".Length..], System.Globalization.CultureInfo.InvariantCulture));
        }

        public async Task<Socket> ConnectAsync()
        {
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), Patience);
            return socket;
        }

        public async ValueTask DisposeAsync()
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(Patience);
            Assert.AreEqual(0, process.ExitCode);
            process.Dispose();
        }
    }
}
