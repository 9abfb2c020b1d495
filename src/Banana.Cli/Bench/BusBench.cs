using System.Diagnostics;
using System.Runtime.CompilerServices;
using Banana.Cli.Bus;
using Banana.Transport;

namespace Banana.Cli.Bench;

/// <summary>The driver of <c>banana bench bus</c>: starts the consumers, and sends to them.</summary>
/// <param name="plan">What is measured.</param>
internal sealed class BusBench(BenchPlan plan)
{
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(1);

    private readonly string _payload = new('x', plan.PayloadBytes);
    private readonly List<ConsumerProcess> _consumers = [];
    private readonly BenchFigures _figures = new();

    /// <summary>Measures.</summary>
    /// <exception cref="IOException">The address cannot be used.</exception>
    /// <exception cref="TimeoutException">A consumer is gone, or says nothing.</exception>
    public async Task<BenchFigures> RunAsync(CancellationToken cancellationToken)
    {
        Endpoint endpoint = new("driver", BenchConsumer.NewOptions());
        await using ConfiguredAsyncDisposable stopping = endpoint.ConfigureAwait(false);
        List<CarrierConnection> carriers = [];
        try
        {
            await StartAsync(endpoint, carriers, cancellationToken).ConfigureAwait(false);
            EventWay events = new(endpoint, _consumers.Select(consumer => consumer.Name));
            LineWay lines = new(carriers);
            await (plan.AsksRequests ? AskAsync(events, lines, cancellationToken) : BroadcastAsync(events, lines, cancellationToken)).ConfigureAwait(false);
            return _figures;
        }
        finally
        {
            foreach (CarrierConnection carrier in carriers)
            {
                await carrier.DisposeAsync().ConfigureAwait(false); // their readers end
            }

            foreach (ConsumerProcess consumer in _consumers)
            {
                await consumer.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task StartAsync(Endpoint endpoint, List<CarrierConnection> carriers, CancellationToken cancellationToken)
    {
        IListener listener = BusArguments.Listen(plan.Address);
        await endpoint.ServeAsync(listener).ConfigureAwait(false);
        IListener lines = BusArguments.Listen(plan.JsonAddress);
        await using ConfiguredAsyncDisposable closing = lines.ConfigureAwait(false);
        for (int i = 0; i < plan.Processes; i++)
        {
            _consumers.Add(ConsumerProcess.Start($"consumer-{i}", listener.Address, lines.Address, plan.AsksRequests));
            carriers.Add(await lines.AcceptAsync(cancellationToken).ConfigureAwait(false)); // one after the other, so that both lists have the same order
        }

        foreach (ConsumerProcess consumer in _consumers)
        {
            await endpoint.WaitForSubscriptionAsync<BenchEvent>(consumer.Name, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task BroadcastAsync(IBenchWay events, IBenchWay lines, CancellationToken cancellationToken)
    {
        long sentEvents = await SendAsync(events, 0, plan.WarmUpEvents, isPaced: false, cancellationToken).ConfigureAwait(false);
        long sentLines = await SendAsync(lines, 0, plan.WarmUpEvents, isPaced: false, cancellationToken).ConfigureAwait(false);
        await ReadAsync(hasFigures: false, cancellationToken).ConfigureAwait(false);
        await ReadAsync(hasFigures: false, cancellationToken).ConfigureAwait(false);
        foreach (int count in plan.Rounds)
        {
            sentLines = await SendAsync(lines, sentLines, count, isPaced: false, cancellationToken).ConfigureAwait(false);
            _figures.AddLines((long)count * plan.Processes, RoundReport.SecondsOf(await ReadAsync(hasFigures: false, cancellationToken).ConfigureAwait(false)));
            sentEvents = await SendAsync(events, sentEvents, count, isPaced: false, cancellationToken).ConfigureAwait(false);
            _figures.AddEvents((long)count * plan.Processes, RoundReport.SecondsOf(await ReadAsync(hasFigures: true, cancellationToken).ConfigureAwait(false)));
        }

        await SendAsync(events, sentEvents, plan.PacedEvents, isPaced: true, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<RoundReport> paced = await ReadAsync(hasFigures: true, cancellationToken).ConfigureAwait(false);
        _figures.AddLatencies(paced.SelectMany(report => report.Latencies));
    }

    /// <summary>Sends a round, as fast as it goes or one event each millisecond, and its end.</summary>
    /// <returns>The number of events sent in all rounds.</returns>
    private async Task<long> SendAsync(IBenchWay way, long sent, int count, bool isPaced, CancellationToken cancellationToken)
    {
        using PeriodicTimer pace = new(s_pace);
        for (int i = 0; i < count; i++)
        {
            if (isPaced)
            {
                await pace.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
            }

            long now = isPaced ? Stopwatch.GetTimestamp() : 0;
            await way.BroadcastAsync(new BenchEvent { Number = sent + i, SentAt = now, Payload = _payload }, cancellationToken).ConfigureAwait(false);
        }

        sent += count;
        await way.BroadcastAsync(new BenchEvent { Number = BenchEvent.EndOfRound, SentAt = sent }, cancellationToken).ConfigureAwait(false);
        return sent;
    }

    private async Task<IReadOnlyList<RoundReport>> ReadAsync(bool hasFigures, CancellationToken cancellationToken)
    {
        RoundReport[] reports = await Task.WhenAll(_consumers.Select(consumer => consumer.ReadReportAsync(cancellationToken))).ConfigureAwait(false);
        if (hasFigures)
        {
            _figures.AddFaults(reports.Sum(report => report.Lost), reports.Sum(report => report.Reordered));
        }

        return reports;
    }

    private async Task AskAsync(IBenchWay events, IBenchWay lines, CancellationToken cancellationToken)
    {
        List<long> latencies = [];
        await AskAsync(lines, plan.WarmUpEvents, latencies, cancellationToken).ConfigureAwait(false);
        await AskAsync(events, plan.WarmUpEvents, latencies, cancellationToken).ConfigureAwait(false);
        foreach (int count in plan.Rounds)
        {
            _figures.AddLines(count, await AskAsync(lines, count, latencies, cancellationToken).ConfigureAwait(false));
            latencies.Clear();
            _figures.AddEvents(count, await AskAsync(events, count, latencies, cancellationToken).ConfigureAwait(false));
            _figures.AddLatencies(latencies);
        }
    }

    /// <summary>Asks the consumers in turn, each request after the last answer.</summary>
    /// <returns>The seconds that it took.</returns>
    private async Task<double> AskAsync(IBenchWay way, int count, List<long> latencies, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            long now = Stopwatch.GetTimestamp();
            try
            {
                long answered = await way.AskAsync(i % plan.Processes, new BenchEvent { Number = i, SentAt = now, Payload = _payload }, cancellationToken).ConfigureAwait(false);
                latencies.Add(Stopwatch.GetTimestamp() - now);
                _figures.AddFaults(0, answered == i ? 0 : 1);
            }
            catch (TimeoutException)
            {
                _figures.AddFaults(1, 0);
            }
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
