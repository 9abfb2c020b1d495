using System.Text.Json;

namespace Banana.Live.Tests.Peers;

/// <summary>Foolscap as a mirror: receives what it is given, each on a connection of its own, and sends that again. All tests ask one process.</summary>
[TestClass]
public sealed class PythonRecoder
{
    private static readonly Lazy<PythonPeer> s_python = new(() => PythonPeer.Start("recode"));
    private static readonly SemaphoreSlim s_turn = new(1);

    [AssemblyCleanup]
    public static async Task EndAsync()
    {
        if (s_python.IsValueCreated)
        {
            await s_python.Value.DisposeAsync();
        }
    }

    /// <summary>What was received, and what was sent then: nothing if there was no object, or Python cannot send it.</summary>
    public static async Task<(string Events, byte[]? Sent)> AskAsync(byte[] bytes)
    {
        string? answer;
        await s_turn.WaitAsync(PythonPeer.Patience);
        try
        {
            await s_python.Value.Input.WriteLineAsync(Hex.Format(bytes));
            await s_python.Value.Input.FlushAsync();
            answer = await s_python.Value.Output.ReadLineAsync(PythonPeer.Patience);
        }
        finally
        {
            s_turn.Release();
        }

        Assert.IsNotNull(answer, Hex.Format(bytes));
        JsonElement recoded = JsonDocument.Parse(answer).RootElement;
        string events = string.Join(" ; ", recoded.GetProperty("events").EnumerateArray());
        string?[] sent = [.. recoded.GetProperty("sent").EnumerateArray().Select(sent => sent.GetString())];
        Assert.HasCount(events == "object" ? 1 : 0, sent, $"{events} {Hex.Format(bytes)}");
        return (events, sent is [{ } hex] ? Hex.Parse(hex) : null);
    }

    /// <summary>What Python sends again; it must have received one object.</summary>
    public static async Task<byte[]> RecodeAsync(byte[] bytes, string? sample = null)
    {
        (string events, byte[]? sent) = await AskAsync(bytes);
        Assert.AreEqual("object", events, $"{sample} {Hex.Format(bytes)}");
        Assert.IsNotNull(sent, $"{sample} {Hex.Format(bytes)}");
        return sent;
    }
}
