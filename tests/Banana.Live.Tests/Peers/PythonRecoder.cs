using System.Text.Json;

namespace Banana.Live.Tests.Peers;

/// <summary>Foolscap as a mirror: receives what it is given, each on a connection of its own, and sends that again.</summary>
internal sealed class PythonRecoder : IAsyncDisposable
{
    private readonly PythonPeer _python = PythonPeer.Start("recode");

    /// <summary>What was received, and what was sent then: nothing if there was no object, or Python cannot send it.</summary>
    public async Task<(string Events, byte[]? Sent)> AskAsync(byte[] bytes)
    {
        await _python.Input.WriteLineAsync(Hex.Format(bytes));
        await _python.Input.FlushAsync();
        string? answer = await _python.Output.ReadLineAsync(PythonPeer.Patience);
        Assert.IsNotNull(answer, Hex.Format(bytes));
        JsonElement recoded = JsonDocument.Parse(answer).RootElement;
        string events = string.Join(" ; ", recoded.GetProperty("events").EnumerateArray());
        string?[] sent = [.. recoded.GetProperty("sent").EnumerateArray().Select(sent => sent.GetString())];
        Assert.HasCount(events == "object" ? 1 : 0, sent, $"{events} {Hex.Format(bytes)}");
        return (events, sent is [{ } hex] ? Hex.Parse(hex) : null);
    }

    /// <summary>What Python sends again; it must have received one object.</summary>
    public async Task<byte[]> RecodeAsync(byte[] bytes, string? sample = null)
    {
        (string events, byte[]? sent) = await AskAsync(bytes);
        Assert.AreEqual("object", events, $"{sample} {Hex.Format(bytes)}");
        Assert.IsNotNull(sent, $"{sample} {Hex.Format(bytes)}");
        return sent;
    }

    public ValueTask DisposeAsync() => _python.DisposeAsync();
}
