using System.Globalization;
using System.Numerics;

namespace Banana.Cli.Json;

/// <summary>
/// The "t" of integers: "int" for what a bare token means in the dialect, else the open type that names the .NET type.
/// </summary>
internal static class IntegerTags
{
    private static readonly Dictionary<string, Func<string, object>> s_parsers = new()
    {
        ["int8"] = Parse<sbyte>,
        ["uint8"] = Parse<byte>,
        ["int16"] = Parse<short>,
        ["uint16"] = Parse<ushort>,
        ["uint32"] = Parse<uint>,
        ["int64"] = Parse<long>,
        ["uint64"] = Parse<ulong>,
        ["int128"] = Parse<Int128>,
        ["uint128"] = Parse<UInt128>,
        ["bigint"] = Parse<BigInteger>,
        ["int"] = ParseAny,
    };

    /// <summary>Whether this is the open type of an integer, with a number in it.</summary>
    public static bool IsOpenType(string name) => name != "int" && s_parsers.ContainsKey(name);

    public static bool TryParse(string tag, string text, out object? value)
    {
        value = s_parsers.TryGetValue(tag, out Func<string, object>? parse) ? parse(text) : null;
        return value is not null;
    }

    private static object Parse<T>(string text)
        where T : INumber<T> => T.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>The smallest type that a bare token of this value comes back as.</summary>
    public static object ParseAny(string text)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            return number;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long large)
            ? large
            : Parse<BigInteger>(text);
    }
}
