using System.Runtime.CompilerServices;
using Banana.Cli.Commands;
using Banana.Transport;

namespace Banana.Cli.Bus;

/// <summary><c>banana bus publish</c>.</summary>
internal static class BusPublisher
{
    /// <summary>Events that nobody sends. What was sent before the second subscription has been read when that is acknowledged, and refusals have come.</summary>
    private static readonly string[] s_settling = ["banana.settling.first", "banana.settling.second"];

    public static async Task<int> RunAsync(
        CommandStreams streams, CarrierAddress address, string name, string eventName, TimeSpan wait, CancellationToken cancellationToken)
    {
        BusMember member = BusMember.Create(name, [eventName, .. s_settling], streams.Errors);
        int exitCode = ExitCodes.Success;
        await using (member.ConfigureAwait(false))
        {
            NamedEvent published = member.Events[0];
            await member.Endpoint.ConnectAsync(address.ToConnector(), cancellationToken).ConfigureAwait(false);
            await WaitAsync(member.Endpoint, published, wait, cancellationToken).ConfigureAwait(false);
            ConfiguredCancelableAsyncEnumerable<(long Line, object? Value)> lines = BusInput.ReadAsync(streams.Input, cancellationToken).ConfigureAwait(false);
            await foreach ((long line, object? value) in lines)
            {
                try
                {
                    await published.PublishAsync(member.Endpoint, value, options: null, cancellationToken).ConfigureAwait(false);
                }
                catch (ViolationException refused)
                {
                    await streams.SayAsync($"line {line}: violation: {refused.Message}").ConfigureAwait(false);
                    exitCode = ExitCodes.Violation;
                }
            }

            foreach (NamedEvent settling in member.Events.Skip(1))
            {
                await settling.Subscribe(member.Endpoint, static _ => ValueTask.CompletedTask).Acknowledged.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return Math.Max(exitCode, member.ExitCode);
    }

    private static async Task WaitAsync(Endpoint endpoint, NamedEvent published, TimeSpan wait, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(wait);
        try
        {
            if (!published.IsWanted(endpoint))
            {
                await published.WaitUntilWantedAsync(endpoint, patience.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NoSubscribersException($"Nobody there subscribes to '{published.Name}'. Start 'banana bus watch' before, or wait longer with --wait.");
        }
    }
}
