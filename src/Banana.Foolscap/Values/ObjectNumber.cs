using System.Numerics;

namespace Banana.Foolscap;

/// <summary>
/// A number of any kind, as <c>mantissa * 10^exponent</c>, compared across kinds as in Python: 1, 1.0, true and the decimal 1.00
/// are equal. Short numbers with a large exponent, such as 1E+999999999, are never expanded.
/// </summary>
internal readonly struct ObjectNumber
{
    /// <summary>
    /// A random modulus, so that a peer cannot choose colliding numbers. It ends in 9, so that its successor gives the inverse of
    /// ten.
    /// </summary>
    private static readonly long s_modulus = NewModulus();

    private static readonly long s_inverseOfTen = (s_modulus + 1) / 10;
    private static readonly long s_inverseOfTwo = (s_modulus + 1) / 2;

    private readonly BigInteger _mantissa;
    private readonly long _exponent;
    private readonly double _special; // an infinity or NaN; 0 for all others

    private ObjectNumber(BigInteger mantissa, long exponent, double special = 0)
    {
        _mantissa = mantissa;
        _exponent = exponent;
        _special = special;
    }

    /// <summary>Whether a value is a number; booleans are.</summary>
    public static bool IsNumber(object? value) => value is bool or double or decimal or DecimalText || IsInteger(value);

    public static bool IsInteger(object? value) =>
        value is int or long or BigInteger or byte or sbyte or short or ushort or uint or ulong or Int128 or UInt128;

    /// <summary>Whether it is a NaN, which is equal to nothing.</summary>
    public static bool IsNaN(object? value) =>
        value is double real ? double.IsNaN(real) : value is DecimalText text && text.IsNaN;

    /// <summary>Compares two numbers; null if one of them is a NaN.</summary>
    public static int? Compare(object left, object right) => (left, right) switch
    {
        (int a, int b) => a.CompareTo(b),
        (double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? null : a.CompareTo(b),
        _ => Compare(Of(left), Of(right)),
    };

    /// <summary>Returns a hash that is the same for equal numbers; undefined for a NaN.</summary>
    public static long Hash(object value) => value switch
    {
        int number => Residue(number),
        long number => Residue(number),
        bool flag => flag ? 1 : 0,
        double real => Hash(real),
        decimal number => Hash(DecimalParts.Of(number)),
        DecimalText text => Hash(text.Parts),
        _ => (long)Residue(Of(value)._mantissa),
    };

    private static long Hash(double value)
    {
        if (!double.IsFinite(value))
        {
            return BitConverter.DoubleToInt64Bits(value);
        }

        (long mantissa, int power) = Split(value);
        long scale = power >= 0 ? Power(2, power) : Power(s_inverseOfTwo, -power);
        return Product(Residue(value < 0 ? -mantissa : mantissa), scale);
    }

    private static long Hash(in DecimalParts parts)
    {
        const int digitsAtOnce = 18;
        if (parts.Special is not null)
        {
            return BitConverter.DoubleToInt64Bits(parts.IsNegative ? double.NegativeInfinity : double.PositiveInfinity);
        }

        long hash = 0;
        for (ReadOnlySpan<char> rest = parts.Digits; rest.Length > 0;)
        {
            ReadOnlySpan<char> digits = rest[..Math.Min(rest.Length, digitsAtOnce)];
            long scale = 1;
            foreach (char _ in digits)
            {
                scale *= 10; // 10^18 is below the modulus
            }

            hash = Residue(Product(hash, scale) + long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture));
            rest = rest[digits.Length..];
        }

        hash = Product(hash, parts.Exponent >= 0 ? Power(10, parts.Exponent) : Power(s_inverseOfTen, -parts.Exponent));
        return parts.IsNegative ? Residue(-hash) : hash;
    }

    private static long Residue(long number) => ((number % s_modulus) + s_modulus) % s_modulus;

    private static BigInteger Residue(in BigInteger number)
    {
        BigInteger rest = number % s_modulus;
        return rest.Sign < 0 ? rest + s_modulus : rest;
    }

    private static long Product(long left, long right) => (long)(Math.BigMul(unchecked((ulong)left), unchecked((ulong)right)) % (UInt128)s_modulus);

    private static long Power(long number, long exponent)
    {
        long power = 1;
        for (; exponent > 0; exponent >>= 1)
        {
            power = (exponent & 1) == 0 ? power : Product(power, number);
            number = exponent == 1 ? number : Product(number, number);
        }

        return power;
    }

    private static ObjectNumber Of(object value) => value switch
    {
        double real when !double.IsFinite(real) => new ObjectNumber(0, 0, real),
        double real => OfReal(real),
        decimal number => OfDecimal(DecimalParts.Of(number)),
        DecimalText text => OfDecimal(text.Parts),
        bool flag => new ObjectNumber(flag ? 1 : 0, 0),
        BigInteger number => new ObjectNumber(number, 0),
        Int128 number => new ObjectNumber(number, 0),
        UInt128 number => new ObjectNumber(number, 0),
        ulong number => new ObjectNumber(number, 0),
        _ => new ObjectNumber(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture), 0),
    };

    private static ObjectNumber OfDecimal(in DecimalParts parts) => parts.Special switch
    {
        null => new ObjectNumber(parts.ToMantissa(), parts.Exponent),
        "Infinity" => new ObjectNumber(0, 0, parts.IsNegative ? double.NegativeInfinity : double.PositiveInfinity),
        _ => new ObjectNumber(0, 0, double.NaN),
    };

    private static ObjectNumber OfReal(double value)
    {
        (long mantissa, int power) = Split(value);
        BigInteger signed = value < 0 ? -mantissa : mantissa;
        return power >= 0
            ? new ObjectNumber(signed << power, 0)
            : new ObjectNumber(signed * BigInteger.Pow(5, -power), power);
    }

    /// <summary>A finite number without its sign, as <c>mantissa * 2^power</c>, the mantissa odd or 0.</summary>
    private static (long Mantissa, int Power) Split(double value)
    {
        const int mantissaBits = 52;
        const int bias = 1075;
        long bits = BitConverter.DoubleToInt64Bits(value);
        int biased = (int)((bits >> mantissaBits) & 0x7FF);
        long mantissa = (bits & ((1L << mantissaBits) - 1)) | (biased == 0 ? 0 : 1L << mantissaBits);
        if (mantissa == 0)
        {
            return default;
        }

        int zeros = BitOperations.TrailingZeroCount(mantissa);
        return (mantissa >> zeros, Math.Max(biased, 1) - bias + zeros);
    }

    private static int? Compare(in ObjectNumber left, in ObjectNumber right)
    {
        if (left._special != 0 || right._special != 0)
        {
            return double.IsNaN(left._special) || double.IsNaN(right._special) ? null : left._special.CompareTo(right._special);
        }

        int sign = left._mantissa.Sign;
        if (sign != right._mantissa.Sign || sign == 0)
        {
            return sign.CompareTo(right._mantissa.Sign);
        }

        double size = left.Size;
        double otherSize = right.Size;
        if (Math.Abs(size - otherSize) > 4)
        {
            return sign * size.CompareTo(otherSize); // of different size, so no need to calculate
        }

        return (left._mantissa * BigInteger.Pow(10, PowerOver(left, right))).CompareTo(
            right._mantissa * BigInteger.Pow(10, PowerOver(right, left)));
    }

    /// <summary>The approximate number of digits before the decimal point; less than 1 for fractions.</summary>
    private double Size => (_mantissa.GetBitLength() * 0.30103) + _exponent;

    private static long NewModulus()
    {
        const long least = 1L << 60;
        long random = BitConverter.ToInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(sizeof(long)));
        return ((random & (least - 1)) + least) / 10 * 10 + 9;
    }

    private static int PowerOver(in ObjectNumber one, in ObjectNumber other) => checked((int)Math.Max(0, one._exponent - other._exponent));
}
