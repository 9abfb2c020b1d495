namespace Banana.Slicing;

/// <summary>The layout of the keys in a collection that hashes, which determines the keys that collide.</summary>
internal enum KeyTable
{
    /// <summary>Buckets that grow as those of <see cref="HashSet{T}"/> do, or trees by hash code.</summary>
    Grown,

    /// <summary>As many buckets from the beginning as there are keys.</summary>
    Presized,

    /// <summary>Those of <see cref="System.Collections.Concurrent.ConcurrentDictionary{TKey, TValue}"/>, which grow when one lock has too many keys.</summary>
    Concurrent,

    /// <summary>Those of <see cref="System.Linq.Lookup{TKey, TElement}"/>: 7, 15, 31 and so on.</summary>
    Lookup,

    /// <summary>One slot per key with double hashing, as in <see cref="System.Collections.Hashtable"/>.</summary>
    Probed,
}
