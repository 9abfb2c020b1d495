using System.CommandLine;
using Banana.Cli.Peer;
using Banana.Wire;

namespace Banana.Cli.Commands;

/// <summary><c>banana peer stdio</c>: one JSON request a line in, one JSON answer a line out.</summary>
internal static class PeerCommand
{
    public static Command Create()
    {
        Option<WireDialect> dialect = CommonOptions.Dialect(WireDialect.Foolscap);
        Option<int> vocabulary = CommonOptions.Vocabulary();
        Option<bool> unscoped = new("--unscoped") { Description = "Keep no references at all." };
        Command stdio = new("stdio", "Answers JSON requests: decode, encode, echo, set-vocab, ping, dump, reset.")
        {
            dialect, vocabulary, unscoped,
        };
        stdio.SetAction((parsed, cancellationToken) => RunAsync(
            new PeerOptions(parsed.GetValue(dialect), parsed.GetValue(vocabulary), !parsed.GetValue(unscoped)), cancellationToken));
        return new Command("peer", "Speaks with another implementation, to set the two against each other.") { stdio };
    }

    private static async Task<int> RunAsync(PeerOptions options, CancellationToken cancellationToken)
    {
        using StreamReader input = new(Streams.OpenInput(null));
        using StreamWriter output = new(Streams.OpenOutput()) { NewLine = "\n", AutoFlush = true };
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
}
