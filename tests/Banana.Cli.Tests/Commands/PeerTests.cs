using System.Text.Json;

namespace Banana.Cli.Tests.Commands;

/// <summary>The JSON lines of <c>banana peer stdio</c>.</summary>
[TestClass]
public sealed class PeerTests
{
    [TestMethod]
    public async Task Stdio_EveryJob_AnswersOnALineOfItsOwn()
    {
        JsonElement[] answers = await AskAsync(
            """{"op":"decode","hex":"008804826c69737401810089","id":7}""",
            """{"op":"encode","value":{"t":"list","items":[{"t":"none"},{"t":"str","v":"hi"}]}}""",
            """{"op":"echo","hex":"008804826c69737401810089","step":1}""",
            """{"op":"ping","number":5}""",
            """{"op":"dump","hex":"0181"}""",
            """{"op":"decode","hex":"058e"}""");
        Assert.IsTrue(answers.All(answer => answer.GetProperty("ok").GetBoolean()));
        Assert.AreEqual(7, answers[0].GetProperty("id").GetInt32());
        Assert.AreEqual("""{"t":"list","items":[{"t":"int","v":"1"}]}""", answers[0].GetProperty("events")[0].GetProperty("value").GetRawText());
        Assert.AreEqual(
            "008804826c697374" + "018804826e6f6e650189" + "02880782756e69636f646502826869" + "0289" + "0089",
            answers[1].GetProperty("hex").GetString());
        Assert.AreEqual("008804826c69737401810089", answers[2].GetProperty("echo")[0].GetProperty("hex").GetString());
        Assert.AreEqual("058e", answers[3].GetProperty("hex").GetString());
        Assert.Contains("INT 1", answers[4].GetProperty("text").GetString()!);
        Assert.AreEqual("058f", answers[5].GetProperty("reply_hex").GetString());
    }

    [TestMethod]
    public async Task Stdio_WithASession_KeepsReferencesVocabularyAndHalfTokens()
    {
        JsonElement[] answers = await AskAsync(
            """{"op":"set-vocab","strings":["list"],"session":"s"}""",
            """{"op":"encode","value":{"t":"list","items":[]},"session":"s"}""",
            """{"op":"decode","hex":"008804826c","session":"s"}""",
            """{"op":"decode","hex":"6973740089","session":"s"}""",
            """{"op":"decode","hex":"018809827265666572656e636500810189","session":"s"}""",
            """{"op":"reset","session":"s"}""",
            """{"op":"decode","hex":"008809827265666572656e636500810089","session":"s"}""");
        Assert.AreEqual("008809827365742d766f636162008104826c6973740089", answers[0].GetProperty("hex").GetString());
        Assert.AreEqual("018800870189", answers[1].GetProperty("hex").GetString());
        Assert.AreEqual(3, answers[2].GetProperty("state").GetProperty("buffered").GetInt32());
        Assert.AreEqual("object", answers[3].GetProperty("events")[0].GetProperty("ev").GetString());
        Assert.AreEqual("object", answers[4].GetProperty("events")[0].GetProperty("ev").GetString());
        Assert.AreEqual("violation", answers[6].GetProperty("events")[0].GetProperty("ev").GetString());
    }

    [TestMethod]
    public async Task Stdio_BadInput_IsAnEventAndABadRequestIsAnAnswer()
    {
        JsonElement[] answers = await AskAsync(
            """{"op":"decode","hex":"0088038262616400890181"}""",
            """{"op":"decode","hex":"ff"}""",
            """{"op":"decode","hex":"028d6e6f"}""",
            """{"op":"encode","value":{"t":"dict","items":[[{"t":"int","v":"1"},{"t":"none"}],[{"t":"str","v":"a"},{"t":"none"}]]}}""",
            """{"op":"frobnicate"}""",
            "this is not JSON",
            """{"op":"decode","hex":"0x"}""",
            """{"hex":"00"}""");
        Assert.AreEqual("violation object", Kinds(answers[0]));
        Assert.AreEqual("fatal", Kinds(answers[1]));
        string error = System.Text.Encoding.UTF8.GetString(Hex.Parse(answers[1].GetProperty("reply_hex").GetString()!));
        Assert.Contains("UnknownTypeByte", error);
        Assert.IsTrue(answers[1].GetProperty("state").GetProperty("lost").GetBoolean());
        Assert.AreEqual("peer-error", Kinds(answers[2]));
        Assert.AreEqual("violation", answers[3].GetProperty("outcome").GetString());
        Assert.IsTrue(answers[4..].All(answer => !answer.GetProperty("ok").GetBoolean()));
        Assert.Contains("frobnicate", answers[4].GetProperty("error").GetString()!);
    }

    private static string Kinds(JsonElement answer) =>
        string.Join(' ', answer.GetProperty("events").EnumerateArray().Select(item => item.GetProperty("ev").GetString()));

    private static async Task<JsonElement[]> AskAsync(params string[] requests)
    {
        byte[] input = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', requests) + "\n");
        BananaProcess peer = await BananaProcess.RunAsync(input, "peer", "stdio");
        Assert.AreEqual(0, peer.ExitCode, peer.Errors);
        Assert.HasCount(requests.Length, peer.Lines);
        return [.. peer.Lines.Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
