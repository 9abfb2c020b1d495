using System.Globalization;
using System.Numerics;

namespace Banana.Foolscap;

/// <summary>The parts of a Python decimal: sign, digits, and the power of ten of the last digit; or a special value.</summary>
/// <param name="IsNegative">Whether it has a minus sign.</param>
/// <param name="Digits">The digits without leading zeros, at least one; for a NaN, its payload, which may be empty.</param>
/// <param name="Exponent">The power of ten of the last digit.</param>
/// <param name="Special">"Infinity", "NaN" or "sNaN"; null for a number.</param>
internal readonly record struct DecimalParts(bool IsNegative, string Digits, long Exponent, string? Special)
{
    /// <summary>The largest absolute exponent of the first digit in Python's decimals.</summary>
    private const long MostExponent = 999_999_999_999_999_999;

    private const int MostDigitsOfDecimal = 29;
    private const int MostScale = 28;

    /// <summary>Parses text that Python's <c>Decimal</c> accepts, in ASCII digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DecimalParts parts)
    {
        parts = default;
        text = text.Trim(" \t\r\n\f\v");
        if (text.Contains('_'))
        {
            text = text.ToString().Replace("_", "", StringComparison.Ordinal);
        }

        bool isNegative = text.StartsWith("-");
        text = isNegative || text.StartsWith("+") ? text[1..] : text;
        return TryParseSpecial(text, isNegative, out parts) || TryParseNumber(text, isNegative, out parts);
    }

    public static DecimalParts Of(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        UInt128 number = new(unchecked((uint)bits[2]), ((ulong)unchecked((uint)bits[1]) << 32) | unchecked((uint)bits[0]));
        return new DecimalParts(decimal.IsNegative(value), number.ToString(CultureInfo.InvariantCulture), -value.Scale, null);
    }

    /// <summary>Converts to a <see cref="decimal"/> with the same digits, if possible.</summary>
    public bool TryToDecimal(out decimal value)
    {
        value = 0;
        if (Special is not null || Exponent is > 0 or < -MostScale || Digits.Length > MostDigitsOfDecimal)
        {
            return false;
        }

        UInt128 number = UInt128.Parse(Digits, CultureInfo.InvariantCulture);
        if (number >> 96 != 0)
        {
            return false;
        }

        unchecked
        {
            value = new decimal((int)(uint)number, (int)(uint)(number >> 32), (int)(uint)(number >> 64), IsNegative, (byte)-Exponent);
        }

        return true;
    }

    /// <summary>Returns the text that Python prints.</summary>
    public override string ToString()
    {
        string sign = IsNegative ? "-" : "";
        if (Special is not null)
        {
            return sign + Special + Digits;
        }

        long left = Exponent + Digits.Length; // digits before the point
        bool isPlain = Exponent <= 0 && left > -6;
        int point = isPlain ? (int)left : 1;
        string number = point <= 0 ? $"0.{new string('0', -point)}{Digits}"
            : point >= Digits.Length ? Digits
            : $"{Digits.AsSpan(0, point)}.{Digits.AsSpan(point)}";
        return isPlain || left == 1
            ? sign + number
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{number}E{(left > 1 ? "+" : "")}{left - 1}");
    }

    private static bool TryParseSpecial(ReadOnlySpan<char> text, bool isNegative, out DecimalParts parts)
    {
        parts = default;
        if (text.Equals("inf", StringComparison.OrdinalIgnoreCase) || text.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            parts = new DecimalParts(isNegative, "", 0, "Infinity");
            return true;
        }

        bool isSignalling = text.StartsWith("s", StringComparison.OrdinalIgnoreCase);
        text = isSignalling ? text[1..] : text;
        if (!text.StartsWith("nan", StringComparison.OrdinalIgnoreCase) || text[3..].ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        parts = new DecimalParts(isNegative, text[3..].TrimStart('0').ToString(), 0, isSignalling ? "sNaN" : "NaN");
        return true;
    }

    private static bool TryParseNumber(ReadOnlySpan<char> text, bool isNegative, out DecimalParts parts)
    {
        parts = default;
        long exponent = 0;
        int mark = text.IndexOfAny('e', 'E');
        if (mark >= 0)
        {
            if (!long.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            {
                return false;
            }

            text = text[..mark];
        }

        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        ReadOnlySpan<char> fraction = point < 0 ? [] : text[(point + 1)..];
        if (whole.Length + fraction.Length == 0
            || whole.ContainsAnyExceptInRange('0', '9')
            || fraction.ContainsAnyExceptInRange('0', '9')
            || exponent is > 2 * MostExponent or < -2 * MostExponent)
        {
            return false;
        }

        string digits = string.Concat(whole, fraction).TrimStart('0');
        parts = new DecimalParts(isNegative, digits.Length == 0 ? "0" : digits, exponent - fraction.Length, null);
        long first = parts.Exponent + parts.Digits.Length - 1;
        return first is <= MostExponent and >= -MostExponent;
    }

    /// <summary>Returns the digits as a number, with the sign.</summary>
    public BigInteger ToMantissa()
    {
        BigInteger number = BigInteger.Parse(Digits, CultureInfo.InvariantCulture);
        return IsNegative ? -number : number;
    }
}
