namespace Banana.Slicing;

/// <summary>
/// Counts how many keys of a growing collection share a bucket. The framework's collections keep to the declared comparer, so that a peer who
/// chooses the keys can have all of them in one bucket, and each is compared with all before it. What the framework itself defends, text by a
/// comparer that it can make random, is not counted.
/// </summary>
internal sealed class CollisionGuard<TKey>(IEqualityComparer<TKey> comparer)
{
    private ushort[] _counts = [];

    /// <summary>Whether keys that are compared by this can be chosen to collide.</summary>
    public static bool IsNeeded(IEqualityComparer<TKey> comparer)
    {
        bool isRandom = typeof(TKey) == typeof(string)
            && (ReferenceEquals(comparer, EqualityComparer<TKey>.Default)
                || ReferenceEquals(comparer, StringComparer.Ordinal)
                || ReferenceEquals(comparer, StringComparer.OrdinalIgnoreCase));
        bool isSmall = typeof(TKey) == typeof(bool) || typeof(TKey) == typeof(byte) || typeof(TKey) == typeof(sbyte);
        return !isRandom && !isSmall;
    }

    /// <summary>Counts a key before it is added; false if its bucket has more than can be counted.</summary>
    /// <param name="key">The key.</param>
    /// <param name="capacity">How many buckets the collection has.</param>
    /// <param name="keys">The keys that are there: counted again when the number of buckets has changed.</param>
    /// <param name="others">How many share its bucket.</param>
    public bool TryCount(TKey key, int capacity, IEnumerable<TKey> keys, out int others)
    {
        if (_counts.Length != capacity)
        {
            Recount(capacity, keys);
        }

        others = 0;
        return capacity == 0 || TryCount(key, out others);
    }

    private bool TryCount(TKey key, out int others)
    {
        ref ushort count = ref _counts[unchecked((uint)comparer.GetHashCode(key!)) % (uint)_counts.Length];
        others = count;
        if (count == ushort.MaxValue)
        {
            return false;
        }

        count++;
        return true;
    }

    private void Recount(int capacity, IEnumerable<TKey> keys)
    {
        _counts = new ushort[capacity];
        foreach (TKey key in keys)
        {
            TryCount(key, out _);
        }
    }
}
