namespace Banana.Slicing;

/// <summary>
/// Counts the keys of a growing collection that share a bucket. Because the framework's collections use the declared comparer, a
/// peer that chooses the keys could put all of them into one bucket, where each is compared with all before it. Text that the
/// framework hashes with a random secret is not counted.
/// </summary>
internal sealed class CollisionGuard<TKey>(IEqualityComparer<TKey> comparer)
{
    private ushort[] _counts = [];

    /// <summary>Whether a peer can choose colliding keys for this comparer.</summary>
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
    /// <param name="capacity">The number of buckets of the collection.</param>
    /// <param name="keys">The existing keys, which are counted again when the number of buckets has changed.</param>
    /// <param name="others">The number of keys that share its bucket.</param>
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
