using System.Runtime.CompilerServices;
using System.Text.Json;
using Banana.Cli.Commands;
using Banana.Transport;

namespace Banana.Cli.Bench;

/// <summary>A consumer, in its own process: counts what comes both ways, or answers it, until standard input ends.</summary>
internal sealed class BenchConsumer
{
    private readonly Tally _events = new();
    private readonly Tally _lines = new();
    private readonly TextWriter _reports;

    private BenchConsumer(TextWriter reports)
    {
        _reports = reports;
    }

    public static async Task<int> RunAsync(string name, CarrierAddress address, CarrierAddress jsonAddress, bool answers, CancellationToken cancellationToken)
    {
        StreamWriter reports = new(Streams.OpenOutput()) { NewLine = "\n", AutoFlush = true };
        await using ConfiguredAsyncDisposable closing = reports.ConfigureAwait(false);
        BenchConsumer consumer = new(reports);
        Endpoint endpoint = new(name, NewOptions());
        await using ConfiguredAsyncDisposable stopping = endpoint.ConfigureAwait(false);
        _ = answers ? endpoint.Respond<BenchEvent, BenchAnswer>(BenchAnswer.To) : endpoint.Subscribe<BenchEvent>(consumer.Take);
        CarrierConnection carrier = await jsonAddress.ToConnector().ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable disconnecting = carrier.ConfigureAwait(false);
        JsonLines lines = new(carrier);
        Task reading = answers ? AnswerLinesAsync(lines, cancellationToken) : consumer.TakeLinesAsync(lines, cancellationToken);
        await endpoint.ConnectAsync(address.ToConnector(), cancellationToken).ConfigureAwait(false);
        await Streams.OpenInput(null).CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
        await reading.ConfigureAwait(false);
        return ExitCodes.Success;
    }

    /// <summary>The options of all endpoints of the benchmark.</summary>
    public static EndpointOptions NewOptions()
    {
        EndpointOptions options = new();
        options.Events.Add<BenchEvent>().Add<BenchAnswer>();
        return options;
    }

    private void Take(BenchEvent item) => Count(_events, item);

    private void Count(Tally tally, BenchEvent item)
    {
        if (tally.Take(item, out RoundReport report))
        {
            _reports.WriteLine(JsonSerializer.Serialize(report, BenchJson.Default.RoundReport));
        }
    }

    private async Task TakeLinesAsync(JsonLines lines, CancellationToken cancellationToken)
    {
        do
        {
            while (lines.TryTake(out BenchEvent? item))
            {
                Count(_lines, item);
            }
        }
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false));
    }

    private static async Task AnswerLinesAsync(JsonLines lines, CancellationToken cancellationToken)
    {
        do
        {
            while (lines.TryTake(out BenchEvent? item))
            {
                lines.Write(item);
                await lines.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false));
    }
}
