namespace Banana.Slicing;

/// <summary>
/// Counts how many keys of a growing collection share a bucket. The framework's collections keep to the declared comparer, so that a peer who
/// chooses the keys can have all of them in one bucket, and each is compared with all before it. What the framework itself defends, text by a
/// comparer that it can make random, is not counted.
/// </summary>
internal sealed class CollisionGuard<TKey>
{
    private readonly IEqualityComparer<TKey> _comparer;
    private readonly int _most;
    private byte[] _counts = [];

    private CollisionGuard(IEqualityComparer<TKey> comparer, int most)
    {
        _comparer = comparer;
        _most = most;
    }

    /// <summary>A guard for a collection; null if it needs none.</summary>
    /// <param name="comparer">The collection's.</param>
    /// <param name="stack">Whose limit holds.</param>
    public static CollisionGuard<TKey>? For(IEqualityComparer<TKey> comparer, UnslicerStack stack)
    {
        bool isRandom = typeof(TKey) == typeof(string)
            && (ReferenceEquals(comparer, EqualityComparer<TKey>.Default)
                || ReferenceEquals(comparer, StringComparer.Ordinal)
                || ReferenceEquals(comparer, StringComparer.OrdinalIgnoreCase));
        bool isSmall = typeof(TKey) == typeof(bool) || typeof(TKey) == typeof(byte) || typeof(TKey) == typeof(sbyte);
        return isRandom || isSmall || stack.Limits.MaxKeyCollisions >= byte.MaxValue
            ? null
            : new CollisionGuard<TKey>(comparer, stack.Limits.MaxKeyCollisions);
    }

    /// <summary>Whether a collection of these keys would have a bucket with too many.</summary>
    public static bool Collides(IEnumerable<TKey> keys, IEqualityComparer<TKey> comparer, UnslicerStack stack)
    {
        CollisionGuard<TKey>? guard = For(comparer, stack);
        if (guard is null)
        {
            return false;
        }

        HashSet<TKey> probe = new(comparer);
        foreach (TKey key in keys)
        {
            if (!guard.TryCount(key, probe.EnsureCapacity(0), probe))
            {
                return true;
            }

            probe.Add(key);
        }

        return false;
    }

    /// <summary>Counts a key before it is added; false if its bucket has too many.</summary>
    /// <param name="key">The key.</param>
    /// <param name="capacity">How many buckets the collection has.</param>
    /// <param name="keys">The keys that are there: counted again when the number of buckets has changed.</param>
    public bool TryCount(TKey key, int capacity, IEnumerable<TKey> keys)
    {
        if (_counts.Length != capacity)
        {
            Recount(capacity, keys);
        }

        return capacity == 0 || TryCount(key);
    }

    private bool TryCount(TKey key)
    {
        ref byte count = ref _counts[unchecked((uint)_comparer.GetHashCode(key!)) % (uint)_counts.Length];
        if (count >= _most)
        {
            return false;
        }

        count++;
        return true;
    }

    private void Recount(int capacity, IEnumerable<TKey> keys)
    {
        _counts = new byte[capacity];
        foreach (TKey key in keys)
        {
            TryCount(key);
        }
    }
}
