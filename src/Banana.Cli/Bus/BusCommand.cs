using System.CommandLine;
using Banana.Cli.Commands;
using Banana.Transport;

namespace Banana.Cli.Bus;

/// <summary><c>banana bus</c>: an endpoint of the event bus for scripts and tests, whose events are canonical JSON lines.</summary>
internal static class BusCommand
{
    private const string Lines = "canonical JSON, one event per line";

    public static Command Create() => new(
        "bus",
        """
        Serves, publishes, watches and asks on the event bus, in canonical JSON lines.

        Examples, each in a terminal of its own:
          banana bus serve unix:/tmp/bus --relay news --echo ping
          banana bus watch unix:/tmp/bus --event news
          echo '{"t":"str","v":"hello"}' | banana bus publish unix:/tmp/bus --event news
          echo '{"t":"int","v":"1"}' | banana bus request unix:/tmp/bus --event ping

        Events are known by name only: each is a value that describes itself, as 'banana decode' shows and 'banana encode' takes it. Endpoints with
        classes of the same event names can be at the other end.
        """)
    {
        CreateServe(), CreatePublish(), CreateWatch(), CreateRequest(),
    };

    private static Command CreateServe()
    {
        Argument<CarrierAddress> address = BusArguments.Address("Where to listen");
        Option<string?> name = BusArguments.Name("serve");
        Option<string[]> relay = BusArguments.Events("--relay", "Pass events of this name on to all other endpoints that subscribe to it. May be repeated.");
        Option<string[]> echo = BusArguments.Events("--echo", "Answer requests of this name with the request itself. May be repeated.");
        Command serve = new(
            "serve",
            "Serves an endpoint, and says on standard error who connects and who leaves. Nothing is passed on except by --relay. Ctrl+C ends it, with exit code 0.")
        {
            address, name, relay, echo,
        };
        serve.SetAction((parsed, cancellationToken) => BusServer.RunAsync(
            Console.Error,
            parsed.GetRequiredValue(address),
            BusArguments.NameOf(parsed, name, "serve"),
            parsed.GetRequiredValue(relay),
            parsed.GetRequiredValue(echo),
            cancellationToken));
        return serve;
    }

    private static Command CreatePublish()
    {
        Argument<CarrierAddress> address = BusArguments.Address("Where an endpoint serves");
        Argument<string?> file = CommonOptions.File();
        Option<string> named = BusArguments.Event("The name of the event.");
        Option<string?> name = BusArguments.Name("publish");
        Option<TimeSpan> wait = BusArguments.Seconds("--wait", "How long to wait for a subscriber", 0);
        Command publish = new(
            "publish",
            $"Publishes {Lines}. Exit code 1 if nobody subscribes, 2 if an event was refused, which is reported on standard error.")
        {
            address, file, named, name, wait,
        };
        publish.SetAction((parsed, cancellationToken) => BusPublisher.RunAsync(
            CommandStreams.Open(parsed.GetValue(file)),
            parsed.GetRequiredValue(address),
            BusArguments.NameOf(parsed, name, "publish"),
            parsed.GetRequiredValue(named),
            parsed.GetValue(wait),
            cancellationToken));
        return publish;
    }

    private static Command CreateWatch()
    {
        Argument<CarrierAddress> address = BusArguments.Address("Where an endpoint serves");
        Option<string[]> named = BusArguments.Events("--event", "The name of an event. May be repeated.", isRequired: true);
        Option<string?> name = BusArguments.Name("watch");
        Option<long?> count = new("--count") { Description = "End after so many events.", HelpName = "K" };
        Command watch = new(
            "watch",
            $$"""
            Prints events as {{Lines}}; if several names are watched, each line is {"event":NAME,"value":VALUE}. Ends when the other endpoint says goodbye,
            or by Ctrl+C, with exit code 0. Exit code 1 if the connection is lost, or ends before --count; 2 if an event was refused.
            """)
        {
            address, named, name, count,
        };
        watch.SetAction((parsed, cancellationToken) => BusWatcher.RunAsync(
            CommandStreams.Open(null),
            parsed.GetRequiredValue(address),
            BusArguments.NameOf(parsed, name, "watch"),
            parsed.GetRequiredValue(named),
            parsed.GetValue(count),
            cancellationToken));
        return watch;
    }

    private static Command CreateRequest()
    {
        Argument<CarrierAddress> address = BusArguments.Address("Where an endpoint serves");
        Argument<string?> file = CommonOptions.File();
        Option<string> named = BusArguments.Event("The name of the request.");
        Option<string?> answer = new("--answer") { Description = "The name of the event that answers, if it is another one.", HelpName = "NAME" };
        Option<string?> name = BusArguments.Name("request");
        Option<TimeSpan> timeout = BusArguments.Seconds("--timeout", "How long to wait for each answer", 30);
        Command request = new(
            "request",
            "Sends a request for each line of canonical JSON, one after the other, and prints each answer as a line. "
            + "A request that fails is reported on standard error, and the next one follows; the exit code is then 1.")
        {
            address, file, named, answer, name, timeout,
        };
        request.SetAction((parsed, cancellationToken) => BusRequester.RunAsync(
            CommandStreams.Open(parsed.GetValue(file)),
            parsed.GetRequiredValue(address),
            BusArguments.NameOf(parsed, name, "request"),
            parsed.GetRequiredValue(named),
            parsed.GetValue(answer),
            parsed.GetValue(timeout),
            cancellationToken));
        return request;
    }
}
