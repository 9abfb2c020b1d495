using Banana.Transport;

namespace Banana.Cli.Bench;

/// <summary>What is to be measured.</summary>
/// <param name="Address">Where the driver serves; lines of JSON go over another address of the same kind.</param>
/// <param name="Processes">The number of consumers.</param>
/// <param name="Events">The number of events, or of requests, each way.</param>
/// <param name="PayloadBytes">The size of the payload of each.</param>
/// <param name="AsksRequests">Whether each is a request to one consumer, instead of an event for all.</param>
internal sealed record BenchPlan(CarrierAddress Address, int Processes, int Events, int PayloadBytes, bool AsksRequests)
{
    private const int WarmUp = 50_000;
    private const int WarmUpRequests = 5000;
    private const int PerRound = 10_000;
    private const int MostRounds = 10;
    private const int MostPaced = 5000;
    private const int LeastPaced = 100;

    public int WarmUpEvents => Math.Min(Events, AsksRequests ? WarmUpRequests : WarmUp);

    /// <summary>The events sent at a moderate rate, whose latency is measured.</summary>
    public int PacedEvents => Math.Clamp(Events / 20, LeastPaced, MostPaced);

    /// <summary>The events of each round: events and lines of JSON take turns, so that both meet the same moods of the machine.</summary>
    public IEnumerable<int> Rounds
    {
        get
        {
            int rounds = Math.Clamp(Events / PerRound, 1, MostRounds);
            return Enumerable.Range(0, rounds).Select(round => (int)((Events * (round + 1L) / rounds) - (Events * (long)round / rounds)));
        }
    }

    /// <summary>The address of the lines of JSON.</summary>
    public CarrierAddress JsonAddress
    {
        get
        {
            string text = Address.ToString();
            return CarrierAddress.Parse(text.StartsWith("tcp:", StringComparison.Ordinal) ? $"{text[..text.LastIndexOf(':')]}:0" : $"{text}.json");
        }
    }
}
