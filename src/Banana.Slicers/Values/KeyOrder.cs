using System.Numerics;
using System.Text;

namespace Banana;

/// <summary>
/// The order in which Foolscap writes keys (PROTOCOL.md [T-9]): text by code point, byte strings bytewise, numbers and booleans
/// numerically, tuples item by item. Other mixtures have no order.
/// </summary>
internal static class KeyOrder
{
    /// <summary>Sorts, or says that the keys have no common order.</summary>
    public static bool TrySort(KeyValuePair<object?, object?>[] entries)
    {
        bool isOrdered = true;
        int Compare(KeyValuePair<object?, object?> left, KeyValuePair<object?, object?> right)
        {
            int? order = Compare2(left.Key, right.Key);
            isOrdered &= order is not null;
            return order ?? 0;
        }

        Array.Sort(entries, Compare);
        return isOrdered;
    }

    private static int? Compare2(object? left, object? right)
    {
        switch (left, right)
        {
            case (string a, string b):
                return Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)); // code point order
            case (byte[] a, byte[] b):
                return a.AsSpan().SequenceCompareTo(b);
            case (ObjectTuple a, ObjectTuple b):
                foreach ((object? x, object? y) in a.Zip(b))
                {
                    if (Compare2(x, y) is not 0 and var order)
                    {
                        return order;
                    }
                }

                return a.Count.CompareTo(b.Count);
            default:
                return left is null || right is null || !IsNumber(left) || !IsNumber(right) ? null : CompareNumbers(left, right);
        }
    }

    private static bool IsNumber(object value) => value is not (string or byte[] or ObjectTuple);

    private static int CompareNumbers(object left, object right)
    {
        if (left is double a && right is double b)
        {
            return a.CompareTo(b);
        }

        if (left is double x && !double.IsFinite(x))
        {
            return double.IsPositiveInfinity(x) ? 1 : -1;
        }

        if (right is double y && !double.IsFinite(y))
        {
            return double.IsPositiveInfinity(y) ? -1 : 1;
        }

        (BigInteger whole, double rest) = Split(left);
        (BigInteger otherWhole, double otherRest) = Split(right);
        int order = whole.CompareTo(otherWhole);
        return order != 0 ? order : rest.CompareTo(otherRest);
    }

    private static (BigInteger Whole, double Fraction) Split(object number) => number is double real
        ? (new BigInteger(Math.Floor(real)), real - Math.Floor(real))
        : (ObjectKey.ToInteger(number), 0);
}
