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
        await RecodeAsync(sample => sample.ToFoolscap(), (sample, bytes) => sample.AssertSameFromFoolscap(bytes), Samples.BuiltIn, least: 150);
    }

    [TestMethod]
    [Clause("F-6")]
    public async Task EveryTypeThatCanBeAKey_ThroughPython_ComesBackExactly() => await RecodeAsync(
        sample => sample.ToFoolscapKeys(),
        (sample, bytes) => sample.AssertSameFromFoolscapKeys(bytes),
        Samples.BuiltIn.Where(sample => sample.IsKey),
        least: 60);

    private static async Task RecodeAsync(
        Func<Sample, byte[]?> write, Action<Sample, byte[]> read, IEnumerable<Sample> samples, int least)
    {
        await using PythonPeer python = PythonPeer.Start("recode");
        int seen = 0;
        foreach (Sample sample in samples)
        {
            if (write(sample) is not { } bytes)
            {
                continue; // the dialect cannot say it
            }

            seen++;
            await python.Input.WriteLineAsync(Hex.Format(bytes));
            await python.Input.FlushAsync();
            string? answer = await python.Output.ReadLineAsync(PythonPeer.Patience);
            Assert.IsNotNull(answer, sample.ToString());
            JsonElement recoded = JsonDocument.Parse(answer).RootElement;
            Assert.AreEqual("object", string.Join(" ; ", recoded.GetProperty("events").EnumerateArray()), $"{sample} {Hex.Format(bytes)}");
            read(sample, Hex.Parse(recoded.GetProperty("sent").EnumerateArray().Single().GetString()!));
        }

        Assert.IsGreaterThanOrEqualTo(least, seen);
    }
}
