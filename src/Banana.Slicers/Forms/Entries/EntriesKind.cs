namespace Banana.Slicing;

/// <summary>
/// How one kind of collection of keys and values is looked at, and how it comes to be: made empty and filled, or built of all its entries.
/// </summary>
/// <typeparam name="TKey">The type of the keys.</typeparam>
/// <typeparam name="TValue">The type of the values.</typeparam>
/// <typeparam name="T">The collection.</typeparam>
/// <param name="OpenType">The open type of its sequences.</param>
/// <param name="View">The entries in the order in which they are sent.</param>
internal sealed record EntriesKind<TKey, TValue, T>(string OpenType, Func<T, IEnumerable<KeyValuePair<TKey, TValue>>> View)
{
    /// <summary>Makes an empty one, by a comparer or, null, the default one; null for collections that are built.</summary>
    public Func<object?, T>? Create { get; init; }

    /// <summary>Adds an entry to what <see cref="Create"/> made; false if its key is there already.</summary>
    public Func<T, TKey, TValue, bool>? TryAdd { get; init; }

    /// <summary>Builds one, by a comparer or, null, the default one; null for collections that are filled.</summary>
    public Func<object?, List<KeyValuePair<TKey, TValue>>, T>? Build { get; init; }

    /// <summary>For collections that are built: how many entries one has, to notice keys that were there twice.</summary>
    public Func<T, int>? Count { get; init; }

    /// <summary>The comparer of one, and which comparers it can have; null if it has none.</summary>
    public ComparerOf<T>? Comparer { get; init; }

    /// <summary>What <see cref="Create"/> takes for the default comparer, if that is another one than the framework's.</summary>
    public object? DefaultComparer { get; init; }

    /// <summary>For collections that hash: how they lay out their keys.</summary>
    public KeyTable Table { get; init; }

    /// <summary>How often a key is hashed again for what a value holds; null for never.</summary>
    public Func<TValue, int>? Repeats { get; init; }

    /// <summary>Whether an entry that comes before others moves them, so that all are brought in order first.</summary>
    /// <value>The default is false.</value>
    public bool IsRow { get; init; }

    /// <summary>What a value that is sent says about a collection that cannot come back; null if it can.</summary>
    public Func<T, string?>? Refuse { get; init; }

    /// <summary>Why a value that came cannot be in such a collection; null if it can, or if all can.</summary>
    public Func<TValue, KeyFault?>? RefuseValue { get; init; }

    /// <summary>Whether the order of the entries means something, so that nobody may sort them.</summary>
    /// <value>The default is false.</value>
    public bool IsOrdered { get; init; }

    /// <summary>What an empty one takes; in bytes.</summary>
    /// <value>The default is 160.</value>
    public int Bytes { get; init; } = 160;

    /// <summary>What an entry takes in it, old and new memory together where it grows by copying; in bytes.</summary>
    /// <value>The default is three times its place in a table.</value>
    public int BytesPerEntry { get; init; } = 3 * HashGrowth.SizeOf<TKey, TValue>();

    /// <summary>The basic kind of its sequences: dictionaries may be sorted, so one whose order means something is a list.</summary>
    public SequenceKind Kind => IsOrdered ? SequenceKind.List : SequenceKind.Dictionary;

    /// <summary>What adding an entry costs for each that is there already, in steps of about a nanosecond.</summary>
    /// <value>The default is 0.</value>
    public int StepsPerEntryBefore { get; init; }

    /// <summary>Whether a key can be null: priorities can.</summary>
    /// <value>The default is false.</value>
    public bool CanHaveNullKeys { get; init; }
}
