using Banana.Transport;
using Microsoft.Extensions.Options;

namespace Banana.Hosting;

/// <summary>Finds everything in an endpoint's options that cannot work, a sentence each.</summary>
/// <param name="setup">The endpoint; options of others are left to their own validators.</param>
internal sealed class HostedEndpointValidator(EndpointSetup setup) : IValidateOptions<HostedEndpointOptions>
{
    public ValidateOptionsResult Validate(string? name, HostedEndpointOptions options)
    {
        if (name != setup.Name)
        {
            return ValidateOptionsResult.Skip;
        }

        List<string> faults = [.. AddressFaults(options.Serve, nameof(options.Serve)), .. AddressFaults(options.Connect, nameof(options.Connect))];
        faults.AddRange(options.Serve.Select(FindListenerFault).OfType<string>());
        faults.AddRange(LimitFaults(options));
        faults.AddRange(ReconnectFaults(options.Reconnect));
        if (options.KeepaliveTimeout != Timeout.InfiniteTimeSpan && options.DisconnectTimeout != Timeout.InfiniteTimeSpan
            && options.DisconnectTimeout <= options.KeepaliveTimeout)
        {
            faults.Add($"DisconnectTimeout is {options.DisconnectTimeout}, and a silent peer is asked only after {options.KeepaliveTimeout}. "
                + "Set it to more than KeepaliveTimeout.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults.Select(fault => $"The Banana endpoint '{setup.Name}': {fault}"));
    }

    private static IEnumerable<string> AddressFaults(IList<string> addresses, string list)
    {
        foreach (string address in addresses)
        {
            if (FindFault(() => _ = CarrierAddress.Parse(address)) is { } fault)
            {
                yield return $"{list} has an address that cannot be used. {fault}";
            }
        }

        foreach (string address in addresses.GroupBy(address => address).Where(same => same.Count() > 1).Select(same => same.Key))
        {
            yield return $"{list} has '{address}' more than once. Remove all but one; addresses of the configuration are added to those of the code.";
        }
    }

    private string? FindListenerFault(string address)
    {
        if (address.StartsWith("tls:", StringComparison.Ordinal) && setup.Listeners is not TlsListenerOptions)
        {
            return $"'{address}' needs a certificate to be served. Call UseListenerOptions(new TlsListenerOptions {{ Certificate = … }}).";
        }

        return address.StartsWith("ws:", StringComparison.Ordinal) || address.StartsWith("wss:", StringComparison.Ordinal)
            ? $"'{address}' cannot be served, because that takes a web server. Accept WebSockets there, or serve at an address of another kind."
            : null;
    }

    private static IEnumerable<string> LimitFaults(HostedEndpointOptions options)
    {
        string?[] faults =
        [
            Try(nameof(options.OnHandlerFault), options.OnHandlerFault, RequireDefined),
            Try(nameof(options.MaxConnections), options.MaxConnections, value => _ = new EndpointOptions { MaxConnections = value }),
            Try(nameof(options.MaxPendingHandshakes), options.MaxPendingHandshakes, value => _ = new EndpointOptions { MaxPendingHandshakes = value }),
            Try(nameof(options.PublishCapacity), options.PublishCapacity, value => _ = new EndpointOptions { PublishCapacity = value }),
            Try(nameof(options.MaxEnvelopeBytes), options.MaxEnvelopeBytes, value => _ = new EventConnectionOptions { MaxEnvelopeBytes = value }),
            Try(nameof(options.StreamWindow), options.StreamWindow, value => _ = new EventConnectionOptions { StreamWindow = value }),
            Try(nameof(options.ConnectionWindow), options.ConnectionWindow, value => _ = new EventConnectionOptions { ConnectionWindow = value }),
            Try(nameof(options.MaxEventTypes), options.MaxEventTypes, value => _ = new EventConnectionOptions { MaxEventTypes = value }),
            Try(nameof(options.MaxLargeEvents), options.MaxLargeEvents, value => _ = new EventConnectionOptions { MaxLargeEvents = value }),
            Try(nameof(options.MaxStreams), options.MaxStreams, value => _ = new EventConnectionOptions { MaxStreams = value }),
            Try(nameof(options.MaxRawEventBytes), options.MaxRawEventBytes, value => _ = new EventConnectionOptions { MaxRawEventBytes = value }),
            Try(nameof(options.HelloTimeout), options.HelloTimeout, value => _ = new EventConnectionOptions { HelloTimeout = value }),
            Try(nameof(options.KeepaliveTimeout), options.KeepaliveTimeout, value => _ = new EventConnectionOptions { KeepaliveTimeout = value }),
            Try(nameof(options.DisconnectTimeout), options.DisconnectTimeout, value => _ = new EventConnectionOptions { DisconnectTimeout = value }),
            Try(nameof(options.CloseTimeout), options.CloseTimeout, value => _ = new EventConnectionOptions { CloseTimeout = value }),
        ];
        return faults.OfType<string>();
    }

    private static IEnumerable<string> ReconnectFaults(HostedReconnectOptions options)
    {
        string?[] faults =
        [
            Try("Reconnect:FirstDelay", options.FirstDelay, value => _ = new ReconnectOptions { FirstDelay = value }),
            Try("Reconnect:LongestDelay", options.LongestDelay, value => _ = new ReconnectOptions { LongestDelay = value }),
            Try("Reconnect:Factor", options.Factor, value => _ = new ReconnectOptions { Factor = value }),
            Try("Reconnect:MaxAttempts", options.MaxAttempts, value => _ = new ReconnectOptions { MaxAttempts = value }),
        ];
        return faults.OfType<string>();
    }

    private static void RequireDefined(HandlerFaultAction action)
    {
        if (!Enum.IsDefined(action))
        {
            throw new ArgumentException($"it must be one of {string.Join(", ", Enum.GetNames<HandlerFaultAction>())}.");
        }
    }

    /// <summary>Sets an option where its range is known; what is wrong with it there is what is wrong here.</summary>
    private static string? Try<T>(string option, T value, Action<T> set) =>
        FindFault(() => set(value)) is { } fault ? $"{option} is {value}. Set it to another value: {fault}" : null;

    private static string? FindFault(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            int parameter = fault.Message.IndexOf(" (Parameter", StringComparison.Ordinal); // of our own code, which tells the reader nothing
            return parameter < 0 ? fault.Message : fault.Message[..parameter];
        }
    }
}
