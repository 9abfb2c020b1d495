using System.Numerics;

namespace Banana;

/// <summary>
/// A number of any kind, as <c>mantissa * 10^exponent</c>, to be compared across kinds as Python compares them: 1, 1.0, true and the decimal
/// 1.00 are equal. No number that fits a few bytes, such as 1E+999999999, makes it calculate with what it stands for.
/// </summary>
internal readonly struct ObjectNumber
{
    /// <summary>Random, so that nobody can choose numbers that hash alike; ends in 9, so that its successor says the inverse of ten.</summary>
    private static readonly long s_modulus = NewModulus();

    private static readonly BigInteger s_inverseOfTen = (s_modulus + 1) / 10;

    private readonly BigInteger _mantissa;
    private readonly long _exponent;
    private readonly double _special; // an infinity or NaN; 0 for all others

    private ObjectNumber(BigInteger mantissa, long exponent, double special = 0)
    {
        _mantissa = mantissa;
        _exponent = exponent;
        _special = special;
    }

    /// <summary>Whether a value is a number here; booleans are.</summary>
    public static bool IsNumber(object? value) => value is bool or double or decimal or DecimalText || IsInteger(value);

    public static bool IsInteger(object? value) =>
        value is int or long or BigInteger or byte or sbyte or short or ushort or uint or ulong or Int128 or UInt128;

    /// <summary>Whether it is a NaN, which is equal to nothing.</summary>
    public static bool IsNaN(object? value) =>
        value is double real ? double.IsNaN(real) : value is DecimalText text && text.Parts.Special is "NaN" or "sNaN";

    /// <summary>Less than 0, 0 or more; null if one of them is a NaN.</summary>
    public static int? Compare(object left, object right) => (left, right) switch
    {
        (int a, int b) => a.CompareTo(b),
        (double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? null : a.CompareTo(b),
        _ => Compare(Of(left), Of(right)),
    };

    /// <summary>The same for all numbers that are equal; of a NaN it means nothing.</summary>
    public static long Hash(object value)
    {
        if (value is int or long or bool)
        {
            long number = value is int narrow ? narrow : value is long wide ? wide : (bool)value ? 1 : 0;
            return ((number % s_modulus) + s_modulus) % s_modulus;
        }

        ObjectNumber parts = Of(value);
        if (parts._special != 0)
        {
            return BitConverter.DoubleToInt64Bits(parts._special);
        }

        BigInteger power = parts._exponent >= 0
            ? BigInteger.ModPow(10, parts._exponent, s_modulus)
            : BigInteger.ModPow(s_inverseOfTen, -parts._exponent, s_modulus);
        long hash = (long)(parts._mantissa * power % s_modulus);
        return hash < 0 ? hash + s_modulus : hash;
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
        const int mantissaBits = 52;
        const int bias = 1075;
        long bits = BitConverter.DoubleToInt64Bits(value);
        int biased = (int)((bits >> mantissaBits) & 0x7FF);
        long mantissa = (bits & ((1L << mantissaBits) - 1)) | (biased == 0 ? 0 : 1L << mantissaBits);
        int power = Math.Max(biased, 1) - bias;
        if (mantissa == 0)
        {
            return default;
        }

        int zeros = BitOperations.TrailingZeroCount(mantissa);
        BigInteger signed = value < 0 ? -(mantissa >> zeros) : mantissa >> zeros;
        power += zeros;
        return power >= 0
            ? new ObjectNumber(signed << power, 0)
            : new ObjectNumber(signed * BigInteger.Pow(5, -power), power);
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

    /// <summary>About how many digits stand before the point; less than 1 for fractions.</summary>
    private double Size => (_mantissa.GetBitLength() * 0.30103) + _exponent;

    private static long NewModulus()
    {
        const long least = 1L << 60;
        long random = BitConverter.ToInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(sizeof(long)));
        return ((random & (least - 1)) + least) / 10 * 10 + 9;
    }

    private static int PowerOver(in ObjectNumber one, in ObjectNumber other) => checked((int)Math.Max(0, one._exponent - other._exponent));
}
