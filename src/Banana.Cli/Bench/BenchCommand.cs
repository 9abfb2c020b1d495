using System.CommandLine;
using System.Globalization;
using Banana.Cli.Bus;
using Banana.Transport;
using Spectre.Console;

namespace Banana.Cli.Bench;

/// <summary><c>banana bench</c>: measures what a user would ask first.</summary>
internal static class BenchCommand
{
    /// <summary>The hidden command by which the driver starts its consumers.</summary>
    public const string ConsumerName = "bus-consumer";

    private const int MostProcesses = 64;
    private const int MostEvents = 100_000_000;
    private const int MostPayload = 1024 * 1024;

    public static Command Create() => new("bench", "Measures the event bus on this machine.") { CreateBus(), CreateConsumer() };

    private static Command CreateBus()
    {
        Option<int> processes = Number("--processes", "The number of consumers, each a process of its own.", 2, 1, MostProcesses);
        Option<int> events = Number("--events", "The number of events, or of requests.", 100_000, 1, MostEvents);
        Option<int> payload = Number("--payload-bytes", "The size of the text in each.", 100, 0, MostPayload);
        Option<string> mode = new("--mode") { Description = "Events for all consumers, or requests to one after the other.", DefaultValueFactory = _ => "broadcast" };
        mode.AcceptOnlyFromAmong("broadcast", "request");
        Option<CarrierAddress> address = BusArguments.AddressOption("What to measure on: unix:/path, tcp:host:port or pipe:name. By default, a Unix socket in the temporary directory.");
        Option<bool> json = new("--json") { Description = "Print one line of JSON instead of a table." };
        Command bus = new(
            "bus",
            """
            Sends events from this process to others, and the same events as lines of JSON over the same kind of carrier.

            Measured are, after warming up: events per second, all consumers together, from the first event that one of them handles to the last; or
            requests per second, one at a time. Then the same for lines of System.Text.Json with generated code, each flushed by itself, in turns of up to
            10 rounds. Latency is the time from before an event is published until a consumer handles it, of events sent at a rate of one each
            millisecond after the rounds; or the time until a request is answered. Exit code 1 if an event was lost or came out of order.
            """)
        {
            processes, events, payload, mode, address, json,
        };
        bus.SetAction((parsed, cancellationToken) => RunAsync(
            new BenchPlan(
                parsed.GetValue(address) ?? DefaultAddress(),
                parsed.GetValue(processes),
                parsed.GetValue(events),
                parsed.GetValue(payload),
                parsed.GetValue(mode) == "request"),
            parsed.GetValue(json),
            cancellationToken));
        return bus;
    }

    private static async Task<int> RunAsync(BenchPlan plan, bool isJson, CancellationToken cancellationToken)
    {
        BenchFigures figures = await new BusBench(plan).RunAsync(cancellationToken).ConfigureAwait(false);
        if (isJson)
        {
            await Console.Out.WriteLineAsync(figures.ToJson()).ConfigureAwait(false);
        }
        else
        {
            AnsiConsole.Create(new AnsiConsoleSettings { Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect }).Write(figures.ToTable(plan));
        }

        return figures.Lost == 0 && figures.Reordered == 0 ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static Command CreateConsumer()
    {
        Argument<string> name = new("NAME");
        Argument<CarrierAddress> address = BusArguments.Address("Where the driver serves");
        Argument<CarrierAddress> jsonAddress = new("JSON-ADDRESS") { CustomParser = BusArguments.ToAddress };
        Option<bool> answer = new("--answer");
        Command consumer = new(ConsumerName) { name, address, jsonAddress, answer };
        consumer.Hidden = true;
        consumer.SetAction((parsed, cancellationToken) => BenchConsumer.RunAsync(
            parsed.GetRequiredValue(name), parsed.GetRequiredValue(address), parsed.GetRequiredValue(jsonAddress), parsed.GetValue(answer), cancellationToken));
        return consumer;
    }

    private static CarrierAddress DefaultAddress() =>
        CarrierAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"unix:{Path.Combine(Path.GetTempPath(), $"banana-bench-{Environment.ProcessId}.sock")}"));

    private static Option<int> Number(string name, string what, int standard, int least, int most)
    {
        Option<int> option = new(name)
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"{what} Range: {least:N0} to {most:N0}."),
            DefaultValueFactory = _ => standard,
            HelpName = "N",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} {value} is out of range: {least:N0} to {most:N0}."));
            }
        });
        return option;
    }
}
