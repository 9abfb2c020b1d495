using System.CommandLine;
using System.CommandLine.Parsing;

namespace Banana.Cli.Commands;

/// <summary>Parses the command line, runs the command, and turns what went wrong into a sentence and an exit code.</summary>
internal static class CommandRunner
{
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (ParseError error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"banana: {error.Message}").ConfigureAwait(false);
            }

            await Console.Error.WriteLineAsync("Try 'banana --help'.").ConfigureAwait(false);
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
        }
        catch (BananaProtocolException lost)
        {
            await Console.Error.WriteLineAsync($"banana: protocol error: {lost.Message}").ConfigureAwait(false);
            return ExitCodes.ProtocolError;
        }
        catch (UsageException usage)
        {
            await Console.Error.WriteLineAsync($"banana: {usage.Message}").ConfigureAwait(false);
            return ExitCodes.Usage;
        }
        catch (IOException broken) when (Streams.IsBrokenPipe(broken))
        {
            return ExitCodes.Success; // whoever reads our output has seen enough
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Failure;
        }
    }
}
