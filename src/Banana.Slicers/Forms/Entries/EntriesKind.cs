namespace Banana.Slicing;

/// <summary>
/// How a kind of collection of keys and values is enumerated, and how it is created: empty and then filled, or built from all of
/// its entries.
/// </summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
/// <typeparam name="T">The collection.</typeparam>
/// <param name="OpenType">The open type of its sequences.</param>
/// <param name="View">The entries in the order in which they are sent.</param>
internal sealed record EntriesKind<TKey, TValue, T>(string OpenType, Func<T, IEnumerable<KeyValuePair<TKey, TValue>>> View)
{
    /// <summary>Creates an empty collection with a comparer, or null for the default one; null for collections that are built.</summary>
    public Func<object?, T>? Create { get; init; }

    /// <summary>Adds an entry to a collection made by <see cref="Create"/>; false if its key already exists.</summary>
    public Func<T, TKey, TValue, bool>? TryAdd { get; init; }

    /// <summary>Builds a collection with a comparer, or null for the default one; null for collections that are filled.</summary>
    public Func<object?, List<KeyValuePair<TKey, TValue>>, T>? Build { get; init; }

    /// <summary>Returns the number of entries of a collection that was built, to detect repeated keys.</summary>
    public Func<T, int>? Count { get; init; }

    /// <summary>The comparer of a collection, and the comparers that it can have; null if it has none.</summary>
    public ComparerOf<T>? Comparer { get; init; }

    /// <summary>The argument of <see cref="Create"/> for the default comparer, if it is not that of the framework.</summary>
    public object? DefaultComparer { get; init; }

    /// <summary>The layout of the keys in collections that hash.</summary>
    public KeyTable Table { get; init; }

    /// <summary>Returns how often a key is hashed again because of its value; null for never.</summary>
    public Func<TValue, int>? Repeats { get; init; }

    /// <summary>Whether inserting an entry moves others, so that the entries are sorted first.</summary>
    /// <value>The default is false.</value>
    public bool IsRow { get; init; }

    /// <summary>Returns, as a noun phrase, why a collection cannot be sent; null if it can.</summary>
    public Func<T, string?>? Refuse { get; init; }

    /// <summary>Returns why a value that was read cannot be in such a collection; null if it can, or if all can.</summary>
    public Func<TValue, KeyFault?>? RefuseValue { get; init; }

    /// <summary>Whether the order of the entries is significant, so that they must not be sorted.</summary>
    /// <value>The default is false.</value>
    public bool IsOrdered { get; init; }

    /// <summary>The memory of an empty collection, in bytes.</summary>
    /// <value>The default is 160.</value>
    public int Bytes { get; init; } = 160;

    /// <summary>The memory of an entry, in bytes; both old and new memory if the collection grows by copying.</summary>
    /// <value>The default is three times its place in a table.</value>
    public int BytesPerEntry { get; init; } = 3 * HashGrowth.SizeOf<TKey, TValue>();

    /// <summary>The basic kind of its sequences. Dictionaries may be sorted, so one with a significant order is a list.</summary>
    public SequenceKind Kind => IsOrdered ? SequenceKind.List : SequenceKind.Dictionary;

    /// <summary>The work of adding an entry per existing entry, in steps of about a nanosecond.</summary>
    /// <value>The default is 0.</value>
    public int StepsPerEntryBefore { get; init; }

    /// <summary>Whether a key can be null: priorities can.</summary>
    /// <value>The default is false.</value>
    public bool CanHaveNullKeys { get; init; }
}
