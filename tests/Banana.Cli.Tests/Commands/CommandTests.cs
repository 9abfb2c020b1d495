using System.Text.Json;
using Banana.Wire;

namespace Banana.Cli.Tests.Commands;

[TestClass]
public sealed class CommandTests
{
    private const string Graph =
        """{"id":"n0","t":"list","items":[{"t":"int","v":"1"},{"t":"tuple","items":[{"t":"str","v":"caf\u00e9 \u4f60"},{"t":"ref","id":"n0"}]}]}""";

    [TestMethod]
    public async Task Demo_Runs_AndEverythingIsAsItShouldBe()
    {
        BananaProcess demo = await BananaProcess.RunAsync([], "demo");
        Assert.AreEqual(0, demo.ExitCode, demo.Text + demo.Errors);
        Assert.Contains("Everything is as expected.", demo.Text);
        Assert.DoesNotContain("WRONG", demo.Text);
        Assert.DoesNotContain("\u001b", demo.Text, "no colours where nobody sees them");
        Assert.Contains("$.friends[0]: found open type 'copyable System.Diagnostics.Process'", demo.Text);
    }

    [TestMethod]
    [DataRow("net")]
    [DataRow("foolscap")]
    public void EncodeThenDecode_OfCanonicalJson_IsTheSame(string name)
    {
        WireDialect dialect = name == "net" ? WireDialect.Net : FoolscapDialect.Instance;
        InProcess encoded = InProcess.Encode(Utf8(Graph + "\n\n" + Graph + "\n"), dialect);
        Assert.AreEqual(0, encoded.ExitCode, encoded.Errors);
        InProcess decoded = InProcess.Decode(encoded.Output, dialect);
        Assert.AreEqual(0, decoded.ExitCode, decoded.Errors);
        Assert.HasCount(2, decoded.Lines);
        foreach (string line in decoded.Lines)
        {
            Assert.IsTrue(JsonElement.DeepEquals(JsonDocument.Parse(Graph).RootElement, JsonDocument.Parse(line).RootElement), line);
        }
    }

    [TestMethod]
    public async Task Decode_WithARefusedObject_NamesItGoesOnAndExits2()
    {
        BananaProcess decoded = await BananaProcess.RunAsync(Hex.Parse("0181 880587 880382626164 89 89 0281"), "decode");
        Assert.AreEqual(2, decoded.ExitCode);
        Assert.AreEqual("1 2", string.Join(' ', decoded.Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("v").GetString())));
        Assert.Contains("violation: $[0]: found open type 'bad'", decoded.Errors);
    }

    [TestMethod]
    [DataRow("0181 ff", "UnknownTypeByte at byte 2")]
    [DataRow("0181 8805", "UnexpectedEnd at byte 4")]
    [DataRow("0181 0582 61", "UnexpectedEnd at byte 5")]
    public async Task DecodeAndDump_OfALostStream_PrintWhatCameBeforeAndExit3(string hex, string where)
    {
        BananaProcess decoded = await BananaProcess.RunAsync(Hex.Parse(hex), "decode");
        InProcess dumped = InProcess.Dump(Hex.Parse(hex));
        foreach ((int exitCode, string[] lines, string errors) in new[] { (decoded.ExitCode, decoded.Lines, decoded.Errors), (dumped.ExitCode, dumped.Lines, dumped.Errors) })
        {
            Assert.AreEqual(3, exitCode);
            Assert.IsNotEmpty(lines);
            Assert.Contains(where, errors);
        }
    }

    [TestMethod]
    public async Task Dump_OfAFile_ListsEveryTokenAndNamesWords()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, Hex.Parse("880587 0181 89"));
        BananaProcess dump = await BananaProcess.RunAsync([], "dump", file);
        File.Delete(file);
        Assert.AreEqual(0, dump.ExitCode, dump.Errors);
        CollectionAssert.AreEqual(
            new[] { "OPEN", "VOCAB 5 \"list\"", "INT 1", "CLOSE" }, dump.Lines.Select(line => line[26..].Trim()).ToList());
        BananaProcess foolscap = await BananaProcess.RunAsync(Hex.Parse("0487"), "dump", "--dialect", "foolscap", "--vocab", "1");
        Assert.Contains("VOCAB 4 \"list\"", foolscap.Text);
    }

    [TestMethod]
    [DataRow("dump", "--dialect", "klingon")]
    [DataRow("dump", "--vocab", "2", "--dialect", "foolscap")]
    [DataRow("dump", "there-is-no-such-file")]
    [DataRow("nonsense")]
    [DataRow("decode", "a", "b")]
    [DataRow("bus", "publish", "nowhere", "--event", "x")]
    [DataRow("bus", "watch", "unix:/no/such/folder/x.sock", "--event", "x")]
    [DataRow("bus", "watch", "unix:/tmp/x.sock")]
    [DataRow("bus", "serve", "ws://localhost/x")]
    [DataRow("bus", "request", "unix:/tmp/x.sock", "--event", "x", "--timeout", "0")]
    [DataRow("bench", "bus", "--events", "0")]
    [DataRow("bench", "bus", "--address", "tls:localhost:0")]
    public async Task WrongUse_OfAnyCommand_SaysWhatIsWrongAndExits64(params string[] args)
    {
        BananaProcess process = await BananaProcess.RunAsync([], args);
        Assert.AreEqual(64, process.ExitCode, process.Errors);
        Assert.StartsWith("banana: ", process.Errors);
    }

    [TestMethod]
    [DataRow("""{"t":"list","items":[""")]
    [DataRow("""{"t":"nothing like it"}""")]
    [DataRow("""{"t":"int","v":"x"}""")]
    [DataRow("""{"t":"ref","id":"n9"}""")]
    [DataRow("""{"t":"tuple","id":"n0","items":[{"t":"ref","id":"n0"}]}""")]
    [DataRow("[]")]
    public void Encode_OfWhatIsNotCanonicalJson_NamesTheLineAndExits64(string json)
    {
        InProcess encoded = InProcess.Encode(Utf8($"{{\"t\":\"none\"}}\n{json}\n"));
        Assert.AreEqual(64, encoded.ExitCode, encoded.Errors);
        Assert.StartsWith("banana: line 2: ", encoded.Errors);
        Assert.AreEqual("0087", Hex.Format(encoded.Output), "what came before was written");
    }

    [TestMethod]
    public async Task Help_OfEveryCommand_ExplainsIt()
    {
        BananaProcess help = await BananaProcess.RunAsync([], "--help");
        Assert.AreEqual(0, help.ExitCode);
        Assert.Contains("Usage:", help.Text);
        foreach (string[] args in new[] { ["demo"], ["dump"], ["decode"], ["encode"], new[] { "peer" }, ["peer", "stdio"], ["peer", "serve"], ["peer", "client"], ["peer", "gen"], ["bus"], ["bus", "serve"], ["bus", "publish"], ["bus", "watch"], ["bus", "request"], ["bench"], ["bench", "bus"] })
        {
            InProcess of = await InProcess.HelpAsync(args);
            Assert.AreEqual(0, of.ExitCode);
            Assert.Contains("Usage:", of.Text);
        }
    }

    [TestMethod]
    public void Decode_OfAnEndlessNestOfLists_DoesNotOverflowAnything()
    {
        const int depth = 100_000;
        byte[] nested = [.. Enumerable.Repeat(Hex.Parse("880587"), depth).SelectMany(b => b), .. Enumerable.Repeat((byte)0x89, depth)];
        InProcess decoded = InProcess.Decode(nested);
        Assert.AreEqual(0, decoded.ExitCode, decoded.Errors);
        InProcess encoded = InProcess.Encode(decoded.Output);
        Assert.AreEqual(0, encoded.ExitCode, encoded.Errors);
        Assert.AreEqual(nested.Length, encoded.Output.Length);
    }

    [TestMethod]
    public async Task Dump_WhenNobodyReadsItsOutput_StopsAtOnce()
    {
        BananaProcess dump = await BananaProcess.RunEndlessAsync("dump");
        Assert.AreEqual(0, dump.ExitCode, dump.Errors);
        Assert.AreEqual("", dump.Errors);
    }

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
