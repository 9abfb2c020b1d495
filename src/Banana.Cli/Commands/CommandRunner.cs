using System.CommandLine;
using System.CommandLine.Parsing;
using Banana.Transport;

namespace Banana.Cli.Commands;

/// <summary>Parses the command line, runs the command, and turns what went wrong into a sentence and an exit code.</summary>
internal static class CommandRunner
{
    private static readonly TimeSpan s_terminationTimeout = TimeSpan.FromSeconds(30); // a command that is asked to stop says goodbye first

    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (ParseError error in parsed.Errors)
            {
                await CommandStreams.SayAsync(Console.Error, error.Message).ConfigureAwait(false);
            }

            await Console.Error.WriteLineAsync("Try 'banana --help'.").ConfigureAwait(false);
            return ExitCodes.Usage;
        }

        InvocationConfiguration invocation = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = s_terminationTimeout };
        return await GuardAsync(() => parsed.InvokeAsync(invocation), Console.Error).ConfigureAwait(false);
    }

    /// <summary>Runs a command; what went wrong is a sentence and an exit code.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> command, TextWriter errors)
    {
        try
        {
            return await command().ConfigureAwait(false);
        }
        catch (BananaProtocolException lost)
        {
            await CommandStreams.SayAsync(errors, $"protocol error: {lost.Message}").ConfigureAwait(false);
            return ExitCodes.ProtocolError;
        }
        catch (UsageException usage)
        {
            await CommandStreams.SayAsync(errors, usage.Message).ConfigureAwait(false);
            return ExitCodes.Usage;
        }
        catch (Exception failed) when (IsFailure(failed))
        {
            await CommandStreams.SayAsync(errors, failed.Message).ConfigureAwait(false);
            return ExitCodes.Failure;
        }
        catch (IOException broken) when (Streams.IsBrokenPipe(broken))
        {
            return ExitCodes.Success; // whoever reads our output has seen enough
        }
        catch (IOException fault)
        {
            await CommandStreams.SayAsync(errors, fault.Message).ConfigureAwait(false);
            return ExitCodes.Usage;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Failure;
        }
    }

    /// <summary>Whether it is the other endpoint of the bus that does not do its part.</summary>
    private static bool IsFailure(Exception fault) => fault
        is ConnectionFailedException or ConnectionRejectedException or PeerDisconnectedException or NoSubscribersException or EventNotAcceptedException
        or TimeoutException;
}
