using System.Text.Json;

namespace Banana.Conformance.Tests.Live;

/// <summary>Every type that can be sent, where it is declared: Python reads what we write, writes it again, and we read that.</summary>
[TestClass]
public sealed class RecodeTests
{
    [TestMethod]
    [Clause("F-5")]
    public async Task EveryType_ThroughPython_ComesBackExactly()
    {
        await using PythonPeer python = PythonPeer.Start("recode");
        int seen = 0;
        foreach (Sample sample in Samples.BuiltIn)
        {
            if (sample.ToFoolscap() is not { } bytes)
            {
                continue; // the contract says which these are
            }

            seen++;
            await python.Input.WriteLineAsync(Hex.Format(bytes));
            await python.Input.FlushAsync();
            string? answer = await python.Output.ReadLineAsync(PythonPeer.Patience);
            Assert.IsNotNull(answer, sample.ToString());
            JsonElement recoded = JsonDocument.Parse(answer).RootElement;
            Assert.AreEqual("object", string.Join(" ; ", recoded.GetProperty("events").EnumerateArray()), $"{sample} {Hex.Format(bytes)}");
            sample.AssertSameFromFoolscap(Hex.Parse(recoded.GetProperty("sent").EnumerateArray().Single().GetString()!));
        }

        Assert.IsGreaterThanOrEqualTo(150, seen);
    }
}
