using System.Diagnostics;

namespace Banana.Cli.Bench;

/// <summary>What one consumer counts of the events that come one way. Used by one thread at a time.</summary>
internal sealed class Tally
{
    private RoundReport _round = new();
    private long _next;

    /// <summary>Takes an event; true if it ends the round.</summary>
    /// <param name="item">The event.</param>
    /// <param name="report">What was seen in the round.</param>
    public bool Take(BenchEvent item, out RoundReport report)
    {
        report = _round;
        if (item.Number == BenchEvent.EndOfRound)
        {
            _round = new RoundReport();
            report.Lost += item.SentAt - _next; // here, it is the number of events that were sent
            _next = item.SentAt;
            return true;
        }

        long now = Stopwatch.GetTimestamp();
        if (_round.Received++ == 0)
        {
            _round.First = now;
        }

        _round.Last = now;
        if (item.SentAt != 0)
        {
            _round.Latencies.Add(now - item.SentAt);
        }

        if (item.Number == _next)
        {
            _next++;
        }
        else
        {
            CountSlow(item.Number);
        }

        return false;
    }

    private void CountSlow(long number)
    {
        if (number > _next)
        {
            _round.Lost += number - _next; // until they come
            _next = number + 1;
        }
        else
        {
            _round.Reordered++;
            _round.Lost--;
        }
    }
}
