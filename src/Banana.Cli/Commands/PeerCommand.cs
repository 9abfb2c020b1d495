using System.CommandLine;
using Banana.Cli.Json;
using Banana.Cli.Peer;
using Banana.Foolscap;
using Banana.Wire;

namespace Banana.Cli.Commands;

/// <summary><c>banana peer</c>: the jobs, JSON lines and options of the Python peer, to set the two against each other.</summary>
internal static class PeerCommand
{
    public static Command Create() => new("peer", "Talks to another implementation, to test the two against each other.")
    {
        CreateStdio(), CreateServe(), CreateClient(), CreateGen(),
    };

    private static Command CreateStdio()
    {
        PeerArguments peer = new();
        Command stdio = peer.AddTo(new Command("stdio", "Answers JSON requests, one per line: decode, encode, echo, set-vocab, ping, dump, reset."));
        stdio.SetAction((parsed, cancellationToken) => AnswerAsync(peer.Of(parsed), cancellationToken));
        return stdio;
    }

    private static async Task<int> AnswerAsync(PeerOptions options, CancellationToken cancellationToken)
    {
        using StreamReader input = new(Streams.OpenInput(null));
        using StreamWriter output = OpenOutput();
        PeerDispatcher dispatcher = new(options);
        while (await input.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                await output.WriteLineAsync(dispatcher.Answer(line)).ConfigureAwait(false);
            }
        }

        return ExitCodes.Success;
    }

    private static Command CreateServe()
    {
        PeerArguments peer = new();
        Option<int> port = new("--port") { Description = "The TCP port on 127.0.0.1; 0 for any free port. It is printed as LISTENING port.", HelpName = "N" };
        Option<string> mode = new("--mode") { Description = "What is sent back: the object, its canonical JSON, or the object after a set-vocab.", DefaultValueFactory = _ => "echo" };
        mode.AcceptOnlyFromAmong("echo", "json", "vocab-echo");
        Option<string> onViolation = new("--on-violation") { Description = "What happens after an object is refused.", DefaultValueFactory = _ => "report" };
        onViolation.AcceptOnlyFromAmong("report", "ignore", "die");
        Option<bool> exits = new("--exit-with-stdin") { Description = "Stop when standard input is closed." };
        Option<bool> verbose = new("--verbose") { Description = "Write what happens to standard error, as JSON lines." };
        Command serve = peer.AddTo(new Command("serve", "Listens on TCP and sends every object back.") { port, mode, onViolation, exits, verbose });
        serve.SetAction((parsed, cancellationToken) => ServeAsync(
            new PeerServer(peer.Of(parsed), parsed.GetValue(mode)!, parsed.GetValue(onViolation)!, parsed.GetValue(verbose)),
            parsed.GetValue(port),
            parsed.GetValue(exits),
            cancellationToken));
        return serve;
    }

    private static async Task<int> ServeAsync(PeerServer server, int port, bool exitsWithInput, CancellationToken cancellationToken)
    {
        using StreamWriter output = OpenOutput();
        using CancellationTokenSource stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task input = exitsWithInput
            ? Streams.OpenInput(null).CopyToAsync(Stream.Null, stopping.Token).ContinueWith(_ => stopping.Cancel(), TaskScheduler.Default)
            : Task.CompletedTask;
        try
        {
            await server.RunAsync(port, output, stopping.Token).ConfigureAwait(false);
        }
        catch (System.Net.Sockets.SocketException taken)
        {
            throw new UsageException($"Cannot listen on port {port}: {taken.Message}");
        }

        await input.ConfigureAwait(false);
        return ExitCodes.Success;
    }

    private static Command CreateClient()
    {
        PeerArguments peer = new();
        RandomArguments random = new();
        Option<int> port = new("--port") { Description = "The TCP port of the server on 127.0.0.1.", Required = true, HelpName = "N" };
        Option<string?> values = new("--values") { Description = "Canonical JSON lines to send instead of random values.", HelpName = "FILE" };
        Option<int> step = new("--step") { Description = "The number of bytes written at a time; 0 for all at once.", HelpName = "N" };
        Option<double> timeout = new("--timeout") { Description = "The time to wait for one answer, in seconds.", DefaultValueFactory = _ => 10, HelpName = "S" };
        Command client = random.AddTo(peer.AddTo(new Command("client", "Sends objects to a server that sends them back, and compares. Exit code 1 on any difference.")
        {
            port, values, step, timeout,
        }));
        client.SetAction(async (parsed, cancellationToken) =>
        {
            using StreamWriter output = OpenOutput();
            PeerOptions options = peer.Of(parsed);
            IEnumerable<object?> sent = parsed.GetValue(values) is { } file
                ? ReadValues(file, options.Dialect)
                : random.Of(parsed, isTree: !options.IsScoped).Select(value => new List<object?> { value }); // the root takes no bare instances
            PeerClient work = new(options, parsed.GetValue(step), TimeSpan.FromSeconds(parsed.GetValue(timeout)));
            bool isSame = await work.RunAsync(parsed.GetValue(port), sent, output, cancellationToken).ConfigureAwait(false);
            return isSame ? ExitCodes.Success : ExitCodes.Failure;
        });
        return client;
    }

    private static Command CreateGen()
    {
        RandomArguments random = new();
        Command gen = random.AddTo(new Command("gen", "Prints random values of the Foolscap dialect as canonical JSON, one per line."));
        gen.SetAction(async (parsed, _) =>
        {
            using StreamWriter output = OpenOutput();
            foreach (object? value in random.Of(parsed))
            {
                await output.WriteLineAsync(CanonicalWriter.Write(value, FoolscapDialect.Instance)).ConfigureAwait(false);
            }

            return ExitCodes.Success;
        });
        return gen;
    }

    private static IEnumerable<object?> ReadValues(string file, WireDialect dialect)
    {
        using StreamReader input = new(Streams.OpenInput(file));
        for (int number = 1; input.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse(line, number, dialect);
            }
        }
    }

    private static object? Parse(string line, int number, WireDialect dialect)
    {
        try
        {
            return CanonicalReader.Read(line, dialect);
        }
        catch (FormatException fault)
        {
            throw new UsageException($"line {number}: {fault.Message}");
        }
    }

    private static StreamWriter OpenOutput() => new(Streams.OpenOutput()) { NewLine = "\n", AutoFlush = true };
}
