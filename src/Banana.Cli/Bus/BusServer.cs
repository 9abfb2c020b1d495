using System.Runtime.CompilerServices;
using Banana.Transport;
using Microsoft.Extensions.Logging;

namespace Banana.Cli.Bus;

/// <summary><c>banana bus serve</c>.</summary>
internal static class BusServer
{
    /// <summary>Serves until it is cancelled.</summary>
    public static async Task<int> RunAsync(
        TextWriter errors, CarrierAddress address, string name, string[] relayed, string[] echoed, CancellationToken cancellationToken)
    {
        if (relayed.Intersect(echoed).FirstOrDefault() is { } both)
        {
            throw new UsageException($"'{both}' cannot be passed on and answered at the same time. Choose --relay or --echo.");
        }

        BusMember member = BusMember.Create(name, [.. relayed, .. echoed], errors, LogLevel.Information);
        await using ConfiguredAsyncDisposable closing = member.ConfigureAwait(false);
        foreach (NamedEvent served in member.Events)
        {
            _ = relayed.Contains(served.Name)
                ? served.Subscribe(member.Endpoint, (value, context) => RelayAsync(member.Endpoint, served, value, context))
                : served.Echo(member.Endpoint);
        }

        await member.Endpoint.ServeAsync(BusArguments.Listen(address)).ConfigureAwait(false);
        try
        {
            await member.Endpoint.Stopped.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // that is how it ends
        }

        return ExitCodes.Success;
    }

    private static async ValueTask RelayAsync(Endpoint endpoint, NamedEvent relayed, object? value, EventContext context)
    {
        if (context.IsRequest)
        {
            throw new NotSupportedException($"'{endpoint.Name}' passes '{relayed.Name}' on, but answers no requests.");
        }

        foreach (ConnectedEndpoint other in endpoint.GetEndpoints())
        {
            if (!other.IsSelf && other.Name != context.Sender && other.Subscriptions.Contains(relayed.Name))
            {
                await TrySendAsync(endpoint, relayed, value, other.Name).ConfigureAwait(false);
            }
        }
    }

    private static async ValueTask TrySendAsync(Endpoint endpoint, NamedEvent relayed, object? value, string to)
    {
        try
        {
            await relayed.PublishAsync(endpoint, value, new PublishOptions { To = to, RequireSubscriber = false }, CancellationToken.None).ConfigureAwait(false);
        }
        catch (PeerDisconnectedException)
        {
            // it has just left, as the log says
        }
    }
}
