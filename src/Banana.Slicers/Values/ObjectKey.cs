using System.Runtime.CompilerServices;

namespace Banana;

/// <summary>
/// A key of an <see cref="ObjectDictionary"/>, or a member of an <see cref="ObjectSet"/>: null, booleans and numbers by value across types (1,
/// 1.0, true and the decimal 1.00 are one key, NaN is never equal), text ordinally, byte arrays by content, tuples by their items, frozen sets by
/// their members, generic objects by identity (PROTOCOL.md [T-8]).
/// </summary>
internal readonly struct ObjectKey : IEquatable<ObjectKey>
{
    /// <summary>How many values a key may consist of, counted as often as they are reached.</summary>
    public const int MaxParts = 1024;

    /// <summary>How long a decimal number may be, in characters.</summary>
    public const int MaxDecimalLength = 4096;

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

        if (value is not (ObjectTuple or ObjectFrozenSet))
        {
            return value is null or string or byte[] or GenericObject
                || (ObjectNumber.IsNumber(value) && !(value is DecimalText text && text.ToString().Length > MaxDecimalLength));
        }

        foreach (object? item in (IReadOnlyCollection<object?>)value)
        {
            if (!IsHashable(item, levels - 1, ref parts))
            {
                return false;
            }
        }

        return true;
    }

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
            case ObjectFrozenSet set:
                hash.Add(set.MembersHash);
                break;
            case GenericObject:
                hash.Add(RuntimeHelpers.GetHashCode(value));
                break;
            default:
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
                return a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second));
            case (ObjectFrozenSet a, ObjectFrozenSet b):
                return a.SetEquals(b);
            default:
                return ReferenceEquals(left, right)
                    ? !ObjectNumber.IsNaN(left)
                    : ObjectNumber.IsNumber(left) && ObjectNumber.IsNumber(right) && ObjectNumber.Compare(left, right) == 0;
        }
    }
}
