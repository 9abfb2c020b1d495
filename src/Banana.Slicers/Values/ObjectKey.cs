using System.Numerics;

namespace Banana;

/// <summary>
/// A key of an <see cref="ObjectDictionary"/>: null, booleans and numbers by value across types (1, 1.0 and true are one key, NaN
/// is never equal), text ordinally, byte arrays by content, tuples by their items (PROTOCOL.md [T-8]).
/// </summary>
internal readonly struct ObjectKey : IEquatable<ObjectKey>
{
    /// <summary>How many values a key may consist of, counted as often as they are reached.</summary>
    public const int MaxParts = 1024;

    private const int MaxNesting = 32;
    private static int s_notEqual;

    private readonly int _hash;

    /// <summary>Takes a value that <see cref="IsHashable(object?)"/> accepts.</summary>
    public ObjectKey(object? value)
    {
        Value = value;
        HashCode hash = default;
        AddTo(ref hash, value);
        _hash = hash.ToHashCode();
    }

    public object? Value { get; }

    /// <summary>Whether a value can be hashed and compared safely: immutable, and of bounded size and depth.</summary>
    public static bool IsHashable(object? value)
    {
        int parts = 0;
        return IsHashable(value, MaxNesting, ref parts);
    }

    public bool Equals(ObjectKey other) => AreEqual(Value, other.Value);

    public override bool Equals(object? obj) => obj is ObjectKey other && Equals(other);

    public override int GetHashCode() => _hash;

    private static bool IsHashable(object? value, int levels, ref int parts)
    {
        if (++parts > MaxParts || levels == 0)
        {
            return false;
        }

        if (value is not ObjectTuple tuple)
        {
            return value is null or string or byte[] or double or bool || IsInteger(value);
        }

        foreach (object? item in tuple)
        {
            if (!IsHashable(item, levels - 1, ref parts))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsInteger(object value) =>
        value is int or long or BigInteger or byte or sbyte or short or ushort or uint or ulong or Int128 or UInt128;

    internal static BigInteger ToInteger(object value) => value switch
    {
        bool flag => flag ? 1 : 0,
        int number => number,
        long number => number,
        BigInteger number => number,
        double number => new BigInteger(number),
        Int128 number => number,
        UInt128 number => number,
        ulong number => number,
        _ => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
    };

    private static bool IsIntegral(object value) => value is bool || IsInteger(value) || (value is double d && double.IsInteger(d));

    private static void AddTo(ref HashCode hash, object? value)
    {
        switch (value)
        {
            case null:
                hash.Add(0);
                break;
            case string text:
                hash.Add(text, StringComparer.Ordinal);
                break;
            case byte[] bytes:
                hash.AddBytes(bytes);
                break;
            case ObjectTuple tuple:
                foreach (object? item in tuple)
                {
                    AddTo(ref hash, item);
                }

                hash.Add(tuple.Count);
                break;
            case double number when double.IsNaN(number):
                hash.Add(Interlocked.Increment(ref s_notEqual)); // equal to nothing, so no two need collide
                break;
            case double number when !double.IsInteger(number):
                hash.Add(BitConverter.DoubleToInt64Bits(number));
                break;
            default:
                BigInteger integer = ToInteger(value);
                if (integer >= long.MinValue && integer <= long.MaxValue)
                {
                    hash.Add((long)integer);
                }
                else
                {
                    hash.AddBytes(integer.ToByteArray());
                }

                break;
        }
    }

    private static bool AreEqual(object? left, object? right)
    {
        switch (left, right)
        {
            case (null, null):
                return true;
            case (null, _) or (_, null):
                return false;
            case (string a, string b):
                return string.Equals(a, b, StringComparison.Ordinal);
            case (byte[] a, byte[] b):
                return a.AsSpan().SequenceEqual(b);
            case (ObjectTuple a, ObjectTuple b):
                return a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second));
            case (int a, int b):
                return a == b;
            default:
                return IsIntegral(left) && IsIntegral(right)
                    ? ToInteger(left) == ToInteger(right)
                    : left is double x && right is double y && x == y;
        }
    }
}
