using Banana.Slicing;

namespace Banana;

/// <summary>
/// The order in which Foolscap writes keys (PROTOCOL.md [T-9]): text by code point, byte strings bytewise, numbers and booleans
/// numerically, tuples item by item. Frozen sets keep the order they came in, because Python compares them by what they contain, which orders
/// few of them. Other mixtures have no order.
/// </summary>
internal static class KeyOrder
{
    /// <summary>Sorts; false if the keys have no common order, or two of them are one to Python. Keys that Python knows nothing of keep their order.</summary>
    public static bool TrySort<TKey, TValue>(KeyValuePair<TKey, TValue>[] entries)
    {
        bool isOrdered = true;
        int Compare(KeyValuePair<TKey, TValue> left, KeyValuePair<TKey, TValue> right)
        {
            int? order = Compare2(ToWire(left.Key), ToWire(right.Key));
            isOrdered &= order is not null;
            return order ?? 0;
        }

        KeyValuePair<TKey, TValue>[] sorted = [.. entries.Order(Comparer<KeyValuePair<TKey, TValue>>.Create(Compare))]; // stable
        sorted.CopyTo(entries, 0);
        return isOrdered && AreDistinct(entries.Select(static entry => entry.Key));
    }

    /// <summary>
    /// Whether all of these are different to Python, to which byte strings of the same bytes are one, and 1 and 1.0. Asked only of what .NET compares otherwise.
    /// </summary>
    public static bool AreDistinct<T>(IEnumerable<T> keys)
    {
        if (typeof(T) != typeof(object) && typeof(T) != typeof(byte[]))
        {
            return true;
        }

        HashSet<ObjectKey> seen = [];
        return keys.All(key => !ObjectKey.IsHashable(key) || seen.Add(new ObjectKey(key)));
    }

    /// <summary>What a slicer returns whose keys have no common order, or are not distinct.</summary>
    public static SliceStep Refuse(SlicerStack stack) => stack.Fail(
        ViolationCode.NotRepresentable,
        "keys that have no common order, or that are one to Foolscap",
        "keys of one kind: Foolscap's sender sorts them; and 1 and 1.0 are one key there");

    /// <summary>What a slicer returns whose members are not distinct.</summary>
    public static SliceStep RefuseMembers(SlicerStack stack) => stack.Fail(
        ViolationCode.NotRepresentable, "members that are one to Foolscap", "members that differ there: 1 and 1.0 are one, and so are equal byte strings");

    /// <summary>What a key is on the wire, if that is another kind of value.</summary>
    private static object? ToWire<TKey>(TKey key) => key switch
    {
        Enum => Convert.ChangeType(key, Enum.GetUnderlyingType(key.GetType()), System.Globalization.CultureInfo.InvariantCulture),
        char unit => (int)unit,
        float real => (double)real,
        _ => key,
    };

    /// <summary>By code point: what surrogates stand for comes after all other characters.</summary>
    private static int CompareText(string left, string right)
    {
        int same = left.AsSpan().CommonPrefixLength(right);
        return same == left.Length || same == right.Length
            ? left.Length.CompareTo(right.Length)
            : (char.IsSurrogate(left[same]), left[same]).CompareTo((char.IsSurrogate(right[same]), right[same]));
    }

    private static bool IsKnown(object? key) =>
        key is null or string or byte[] or ObjectTuple or ObjectFrozenSet or GenericObject || ObjectNumber.IsNumber(key);

    private static int? Compare2(object? left, object? right)
    {
        switch (left, right)
        {
            case (string a, string b):
                return CompareText(a, b);
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
            case (ObjectFrozenSet, ObjectFrozenSet):
                return 0;
            default:
                return !IsKnown(left) || !IsKnown(right) ? 0
                    : ObjectNumber.IsNumber(left) && ObjectNumber.IsNumber(right) ? ObjectNumber.Compare(left!, right!) ?? 0 : null;
        }
    }
}
