namespace Banana.Foolscap;

/// <summary>
/// The order in which Foolscap writes keys (PROTOCOL.md [T-9]): text by code point, byte strings bytewise, numbers and booleans
/// numerically, tuples item by item. Frozen sets keep the order they came in, because Python compares them by what they contain, which orders
/// few of them. Other mixtures have no order.
/// </summary>
internal static class KeyOrder
{
    /// <summary>
    /// Sorts entries by key. Returns the problem as a noun phrase (keys without a common order, or two keys that are equal to
    /// Python), or null. Keys of types that Python does not have keep their order.
    /// </summary>
    public static string? Sort<TKey, TValue>(KeyValuePair<TKey, TValue>[] entries)
    {
        string? clash = null;
        int Compare(KeyValuePair<TKey, TValue> left, KeyValuePair<TKey, TValue> right)
        {
            int? order = CompareWireValues(ToWire(left.Key), ToWire(right.Key));
            clash ??= order is null ? $"keys without a common order: {KindOf(left.Key)} and {KindOf(right.Key)}" : null;
            return order ?? 0;
        }

        KeyValuePair<TKey, TValue>[] sorted = [.. entries.Order(Comparer<KeyValuePair<TKey, TValue>>.Create(Compare))]; // stable
        sorted.CopyTo(entries, 0);
        return clash ?? FindDuplicate(entries.Select(static entry => entry.Key));
    }

    /// <summary>
    /// Returns two keys that are equal to Python, such as byte strings with the same bytes or 1 and 1.0, as a noun phrase; null
    /// if there are none. Used only for keys that .NET compares differently.
    /// </summary>
    public static string? FindDuplicate<T>(IEnumerable<T> keys)
    {
        if (typeof(T) != typeof(object) && typeof(T) != typeof(byte[]))
        {
            return null;
        }

        Dictionary<ObjectKey, T> seen = [];
        foreach (T key in keys)
        {
            if (ObjectKey.IsHashable(key) && !seen.TryAdd(new ObjectKey(key), key))
            {
                return $"two values that are the same to Foolscap: {KindOf(seen[new ObjectKey(key)])} and {KindOf(key)}";
            }
        }

        return null;
    }

    private static string KindOf<T>(T key) => key is null ? "null" : key.GetType().Name;

    /// <summary>Returns a key as it is on the wire, if that is another kind of value.</summary>
    private static object? ToWire<TKey>(TKey key) => key switch
    {
        Enum => Convert.ChangeType(key, Enum.GetUnderlyingType(key.GetType()), System.Globalization.CultureInfo.InvariantCulture),
        char unit => (int)unit,
        float real => (double)real,
        _ => key,
    };

    /// <summary>Compares by code point, so that surrogate pairs come after all other characters.</summary>
    private static int CompareText(string left, string right)
    {
        int same = left.AsSpan().CommonPrefixLength(right);
        return same == left.Length || same == right.Length
            ? left.Length.CompareTo(right.Length)
            : (char.IsSurrogate(left[same]), left[same]).CompareTo((char.IsSurrogate(right[same]), right[same]));
    }

    private static bool IsKnown(object? key) =>
        key is null or string or byte[] or ObjectTuple or ObjectFrozenSet or GenericObject || ObjectNumber.IsNumber(key);

    private static int? CompareWireValues(object? left, object? right)
    {
        if (left is not null && ReferenceEquals(left, right) && IsKnown(left))
        {
            return 0; // what is shared may be long
        }

        switch (left, right)
        {
            case (string a, string b):
                return CompareText(a, b);
            case (byte[] a, byte[] b):
                return a.AsSpan().SequenceCompareTo(b);
            case (ObjectTuple a, ObjectTuple b):
                foreach ((object? x, object? y) in a.Zip(b))
                {
                    if (CompareWireValues(x, y) is not 0 and var order)
                    {
                        return order;
                    }
                }

                return a.Count.CompareTo(b.Count);
            case (ObjectFrozenSet, ObjectFrozenSet):
                return 0;
            default:
                return !IsKnown(left) && !IsKnown(right) ? 0
                    : ObjectNumber.IsNumber(left) && ObjectNumber.IsNumber(right) ? ObjectNumber.Compare(left!, right!) ?? 0 : null;
        }
    }
}
