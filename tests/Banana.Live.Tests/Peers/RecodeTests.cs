using System.Text.RegularExpressions;

namespace Banana.Live.Tests.Peers;

/// <summary>Every type that can be sent, where it is declared: Python reads what we write, writes it again, and we read that.</summary>
[TestClass]
public sealed partial class RecodeTests
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

    /// <summary>Instances, cycles and promises by declared types: what Python sends again is to the byte what we sent.</summary>
    [TestMethod]
    [Clause("F-1")]
    public async Task RandomTypedGraphs_ThroughPython_AreTheSameBytes()
    {
        int seen = 0;
        int exact = 0;
        for (int seed = Seeds.Fixed; seen < 300; seed++)
        {
            byte[] bytes;
            try
            {
                object graph = GraphGenerator.Generate(seed);
                BananaSerializerOptions options = new(new FoolscapDialect { CopiesInstances = true });
                options.Types.Add(Node.Sliceable).Add(Bag.Sliceable).Add(Card.Sliceable);
                bytes = BananaSerializer.Serialize(new List<object?> { graph }, options);
            }
            catch (ViolationException refused) when (refused.Code is ViolationCode.NotRepresentable or ViolationCode.UnregisteredType)
            {
                continue; // the dialect cannot say it
            }

            if (EmptyTuple().Count(Hex.Format(bytes)) > 1)
            {
                continue; // Python has one empty tuple
            }

            seen++;
            (string events, byte[]? sent) = await PythonRecoder.AskAsync(bytes);
            string ours = Hex.Format(bytes);
            Assert.AreEqual("object", events, $"seed {seed} {ours}");
            if (sent is null)
            {
                continue; // keys that Python received and cannot sort
            }

            string theirs = Hex.Format(sent);
            bool hasSet = ours.Contains("82736574") || ours.Contains("2d736574"); // whose members Python puts into an order of its own
            Assert.AreEqual(hasSet ? $"{ours.Length}" : ours, hasSet ? $"{theirs.Length}" : theirs, $"seed {seed}");
            exact += hasSet ? 0 : 1;
        }

        Assert.IsGreaterThan(100, exact);
    }

    private static async Task RecodeAsync(
        Func<Sample, byte[]?> write, Action<Sample, byte[]> read, IEnumerable<Sample> samples, int least)
    {
        int seen = 0;
        foreach (Sample sample in samples)
        {
            if (write(sample) is not { } bytes)
            {
                continue; // the dialect cannot say it
            }

            seen++;
            read(sample, await PythonRecoder.RecodeAsync(bytes, sample.ToString()));
        }

        Assert.IsGreaterThanOrEqualTo(least, seen);
    }

    [GeneratedRegex("7475706c65([0-7][0-9a-f])+89")]
    private static partial Regex EmptyTuple();
}
