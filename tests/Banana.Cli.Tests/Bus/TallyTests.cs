using Banana.Cli.Bench;

namespace Banana.Cli.Tests.Bus;

/// <summary>What a consumer of <c>banana bench bus</c> counts.</summary>
[TestClass]
public sealed class TallyTests
{
    [TestMethod]
    [DataRow(4, 0, 0, 0, 1, 2, 3)]
    [DataRow(4, 1, 0, 0, 2, 3)]
    [DataRow(4, 1, 0, 0, 1, 2)]
    [DataRow(4, 4, 0)]
    [DataRow(4, 0, 1, 0, 2, 1, 3)]
    [DataRow(4, 0, 3, 3, 0, 1, 2)]
    [DataRow(5, 1, 1, 0, 3, 2, 4)]
    public void Take_OfEvents_CountsThoseThatAreMissingOrLate(long sent, long lost, long reordered, params long[] numbers)
    {
        Tally tally = new();
        foreach (long number in numbers)
        {
            Assert.IsFalse(tally.Take(new BenchEvent { Number = number }, out _));
        }

        Assert.IsTrue(tally.Take(new BenchEvent { Number = BenchEvent.EndOfRound, SentAt = sent }, out RoundReport report));
        Assert.AreEqual((numbers.Length, lost, reordered), (report.Received, report.Lost, report.Reordered));
        tally.Take(new BenchEvent { Number = sent, SentAt = 1 }, out _);
        Assert.IsTrue(tally.Take(new BenchEvent { Number = BenchEvent.EndOfRound, SentAt = sent + 1 }, out RoundReport next));
        Assert.AreEqual((1, 0, 0, 1), (next.Received, next.Lost, next.Reordered, next.Latencies.Count), "each round counts its own");
    }
}
