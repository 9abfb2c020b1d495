using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Banana.Transport;

namespace Banana.Cli.Bus;

/// <summary>The arguments and options that the commands of the bus share.</summary>
internal static class BusArguments
{
    public static Argument<CarrierAddress> Address(string what) => new("ADDRESS")
    {
        Description = $"{what}: unix:/path, tcp:host:port, pipe:name, tls:host:port, ws://host/path or wss://host/path.",
        CustomParser = ToAddress,
    };

    public static Option<CarrierAddress> AddressOption(string what) => new("--address") { Description = what, HelpName = "ADDRESS", CustomParser = ToAddress };

    public static Option<string?> Name(string verb) => new("--name")
    {
        Description = $"The name of this endpoint, by which others know it. By default, '{verb}-' and the number of the process.",
        HelpName = "NAME",
    };

    public static Option<string> Event(string what) => new("--event") { Description = what, Required = true, HelpName = "NAME" };

    public static Option<string[]> Events(string option, string what, bool isRequired = false) => new(option)
    {
        Description = what,
        Required = isRequired,
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    public static Option<TimeSpan> Seconds(string option, string what, double standard) => new(option)
    {
        Description = $"{what}, in seconds.",
        HelpName = "S",
        DefaultValueFactory = _ => TimeSpan.FromSeconds(standard),
        CustomParser = argument => ToSeconds(argument, isZeroAllowed: standard == 0),
    };

    public static string NameOf(ParseResult parsed, Option<string?> name, string verb) =>
        parsed.GetValue(name) ?? string.Create(CultureInfo.InvariantCulture, $"{verb}-{Environment.ProcessId}");

    /// <exception cref="UsageException">The address is one for clients, or needs a certificate.</exception>
    public static IListener Listen(CarrierAddress address)
    {
        try
        {
            return address.Listen();
        }
        catch (Exception fault) when (fault is NotSupportedException or ArgumentException)
        {
            throw new UsageException($"The command cannot serve at {address}. Use unix:/path, tcp:host:port or pipe:name.");
        }
    }

    public static CarrierAddress? ToAddress(ArgumentResult argument)
    {
        try
        {
            return CarrierAddress.Parse(argument.Tokens[0].Value);
        }
        catch (FormatException fault)
        {
            argument.AddError(fault.Message);
            return null;
        }
    }

    private static TimeSpan ToSeconds(ArgumentResult argument, bool isZeroAllowed)
    {
        string text = argument.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            && seconds <= TimeSpan.FromDays(1).TotalSeconds
            && (seconds > 0 || (isZeroAllowed && seconds == 0)))
        {
            return TimeSpan.FromSeconds(seconds);
        }

        argument.AddError($"'{text}' is no number of seconds up to 86400.");
        return default;
    }
}
