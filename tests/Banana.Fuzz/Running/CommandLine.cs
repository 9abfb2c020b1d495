using System.Globalization;
using Banana.Wire;

namespace Banana.Fuzz.Running;

/// <summary>Options of the form <c>--name value</c>.</summary>
internal sealed class CommandLine
{
    private readonly Dictionary<string, string> _values = [];

    /// <exception cref="ArgumentException">An option is unknown, comes twice or has no value.</exception>
    public CommandLine(IReadOnlyList<string> arguments, params string[] known)
    {
        for (int i = 0; i < arguments.Count; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal) || !known.Contains(arguments[i][2..]) || i + 1 == arguments.Count
                || !_values.TryAdd(arguments[i][2..], arguments[i + 1]))
            {
                throw new ArgumentException($"'{arguments[i]}' is not understood. Options, each with a value: --{string.Join(", --", known)}");
            }
        }
    }

    public string? this[string name] => _values.GetValueOrDefault(name);

    public double Number(string name, double otherwise) => this[name] is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public WireDialect? Dialect => this["dialect"] switch
    {
        null => null,
        "net" => WireDialect.Net,
        "foolscap" => FoolscapDialect.Instance,
        _ => throw new ArgumentException("--dialect is net or foolscap."),
    };
}
