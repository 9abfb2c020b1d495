using System.Numerics;
using System.Runtime.CompilerServices;
using Banana.Buffers;

namespace Banana.Foolscap;

/// <summary>
/// A key of an <see cref="ObjectDictionary"/>, or a member of an <see cref="ObjectSet"/>: null, booleans and numbers by value across types (1,
/// 1.0, true and the decimal 1.00 are one key, NaN is never equal), text ordinally, byte arrays by content, tuples by their items, frozen sets by
/// their members, generic objects by identity (PROTOCOL.md [T-8]).
/// </summary>
internal readonly struct ObjectKey : IEquatable<ObjectKey>
{
    /// <summary>The largest number of values in a key, counted each time they are reached.</summary>
    public const int MaxParts = 1024;

    /// <summary>The longest decimal number, in characters.</summary>
    public const int MaxDecimalLength = 4096;

    private const int MaxNesting = 32;
    private const int StepsPerPart = 60; // of about a nanosecond, to check and hash a part
    private const int StepsPerRealNumber = 1500;
    private const int StepsPerIntegerByte = 8;
    private static long s_notEqual;

    /// <summary>Creates a key from a value that <see cref="IsHashable(object?)"/> accepts.</summary>
    public ObjectKey(object? value)
    {
        Value = value;
        ObjectHash hash = new();
        AddTo(ref hash, value);
        Hash = hash.Value;
    }

    public object? Value { get; }

    /// <summary>The hash of the value, computed once.</summary>
    public ulong Hash { get; }

    /// <summary>Whether a value can be hashed and compared safely: immutable, and of bounded size and depth.</summary>
    public static bool IsHashable(object? value) => IsHashable(value, out _);

    /// <summary>
    /// Whether a value can be hashed and compared safely, and the work of checking and hashing it, in steps of about a
    /// nanosecond.
    /// </summary>
    public static bool IsHashable(object? value, out long steps)
    {
        int parts = 0;
        steps = 0;
        return IsHashable(value, MaxNesting, ref parts, ref steps);
    }

    public bool Equals(ObjectKey other) => Hash == other.Hash && AreEqual(Value, other.Value);

    public override bool Equals(object? obj) => obj is ObjectKey other && Equals(other);

    public override int GetHashCode() => Hash.GetHashCode();

    private static bool IsHashable(object? value, int levels, ref int parts, ref long steps)
    {
        steps += StepsPerPart;
        if (++parts > MaxParts || levels == 0)
        {
            return false;
        }

        switch (value)
        {
            case ObjectTuple tuple:
                return AreHashable(tuple.Items, levels - 1, ref parts, ref steps);
            case ObjectFrozenSet set:
                foreach (ObjectKey member in set.Members)
                {
                    if (!IsHashable(member.Value, levels - 1, ref parts, ref steps))
                    {
                        return false;
                    }
                }

                return true;
            default:
                steps += StepsFor(value);
                return value is null or string or byte[] or GenericObject
                    || (ObjectNumber.IsNumber(value) && !(value is DecimalText text && text.ToString().Length > MaxDecimalLength));
        }
    }

    private static bool AreHashable(ReadOnlySpan<object?> items, int levels, ref int parts, ref long steps)
    {
        foreach (object? item in items)
        {
            if (!IsHashable(item, levels, ref parts, ref steps))
            {
                return false;
            }
        }

        return true;
    }

    private static long StepsFor(object? value) => value switch
    {
        string text => text.Length,
        byte[] bytes => bytes.Length,
        BigInteger number => StepsPerIntegerByte * (long)number.GetByteCount(),
        DecimalText text => StepsPerRealNumber + (StepsPerIntegerByte * (long)text.ToString().Length),
        double or decimal => StepsPerRealNumber,
        _ => 0,
    };

    private static void AddTo(ref ObjectHash hash, object? value)
    {
        switch (value)
        {
            case null:
                hash.Begin(ObjectHashPart.Null);
                break;
            case string text:
                hash.Begin(ObjectHashPart.Text, text.Length);
                hash.Add(string.GetHashCode(text, StringComparison.Ordinal));
                break;
            case byte[] bytes:
                hash.Begin(ObjectHashPart.Bytes, bytes.Length);
                hash.Add(ByteStringComparer.Instance.GetHashCode(bytes));
                break;
            case ObjectTuple tuple:
                hash.Begin(ObjectHashPart.Tuple, tuple.Count);
                foreach (object? item in tuple.Items)
                {
                    AddTo(ref hash, item);
                }

                break;
            case ObjectFrozenSet set:
                hash.Begin(ObjectHashPart.FrozenSet, set.Count);
                hash.Add(set.MembersHash);
                break;
            case GenericObject:
                hash.Begin(ObjectHashPart.Identity);
                hash.Add(RuntimeHelpers.GetHashCode(value));
                break;
            default:
                hash.Begin(ObjectHashPart.Number);
                hash.Add(ObjectNumber.IsNaN(value) ? Interlocked.Increment(ref s_notEqual) : ObjectNumber.Hash(value)); // no two NaNs need collide
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
                return AreEqual(a.Items, b.Items);
            case (ObjectFrozenSet a, ObjectFrozenSet b):
                return a.SetEquals(b);
            default:
                return ReferenceEquals(left, right)
                    ? !ObjectNumber.IsNaN(left)
                    : ObjectNumber.IsNumber(left) && ObjectNumber.IsNumber(right) && ObjectNumber.Compare(left, right) == 0;
        }
    }

    private static bool AreEqual(ReadOnlySpan<object?> left, ReadOnlySpan<object?> right)
    {
        for (int i = 0; i < left.Length && i < right.Length; i++)
        {
            if (!AreEqual(left[i], right[i]))
            {
                return false;
            }
        }

        return left.Length == right.Length;
    }
}
