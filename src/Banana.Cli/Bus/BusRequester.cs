using System.Runtime.CompilerServices;
using Banana.Cli.Commands;
using Banana.Cli.Json;
using Banana.Transport;

namespace Banana.Cli.Bus;

/// <summary><c>banana bus request</c>.</summary>
internal static class BusRequester
{
    public static async Task<int> RunAsync(
        CommandStreams streams, CarrierAddress address, string name, string eventName, string? answerName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        BusMember member = BusMember.Create(name, answerName is null ? [eventName] : [eventName, answerName], streams.Errors);
        await using ConfiguredAsyncDisposable closing = member.ConfigureAwait(false);
        StreamWriter output = new(streams.Output, leaveOpen: true) { NewLine = "\n", AutoFlush = true };
        await using ConfiguredAsyncDisposable flushing = output.ConfigureAwait(false);
        RequestOptions options = new() { Timeout = timeout };
        int exitCode = ExitCodes.Success;
        await member.Endpoint.ConnectAsync(address.ToConnector(), cancellationToken).ConfigureAwait(false);
        ConfiguredCancelableAsyncEnumerable<(long Line, object? Value)> lines = BusInput.ReadAsync(streams.Input, cancellationToken).ConfigureAwait(false);
        await foreach ((long line, object? value) in lines)
        {
            try
            {
                object? answer = await member.Events[0].RequestAsync(member.Endpoint, value, member.Events[^1], options, cancellationToken).ConfigureAwait(false);
                await output.WriteLineAsync(CanonicalWriter.WriteForm(answer)).ConfigureAwait(false);
            }
            catch (NoSubscribersException)
            {
                throw new NoSubscribersException($"Nobody there answers '{eventName}'.");
            }
            catch (ViolationException refused)
            {
                await streams.SayAsync($"line {line}: violation: {refused.Message}").ConfigureAwait(false);
                exitCode = ExitCodes.Violation;
            }
            catch (Exception failed) when (failed is RequestFailedException or TimeoutException or UnexpectedResponseException)
            {
                await streams.SayAsync($"line {line}: {failed.Message}").ConfigureAwait(false);
                exitCode = Math.Max(exitCode, ExitCodes.Failure);
            }
        }

        return exitCode;
    }
}
