namespace Banana.Slicing;

/// <summary>How one kind of collection is looked at, and how it comes to be: made empty and filled, or built of all its elements.</summary>
/// <typeparam name="TElement">The type of the elements.</typeparam>
/// <typeparam name="T">The collection.</typeparam>
/// <param name="OpenType">The open type of its sequences.</param>
/// <param name="View">The elements in the order in which they are sent.</param>
internal sealed record ElementsKind<TElement, T>(string OpenType, Func<T, IEnumerable<TElement>> View)
{
    /// <summary>Makes an empty one, by a comparer or, null, the default one; null for collections that are built.</summary>
    public Func<object?, T>? Create { get; init; }

    /// <summary>Adds an element to what <see cref="Create"/> made; false if it is there already.</summary>
    public Func<T, TElement, bool>? TryAdd { get; init; }

    /// <summary>Builds one, by a comparer or, null, the default one; null for collections that are filled.</summary>
    public Func<object?, List<TElement>, T>? Build { get; init; }

    /// <summary>For sets: how many members one has, to notice those that were there twice; null for collections that are no sets.</summary>
    public Func<T, int>? Count { get; init; }

    /// <summary>The comparer of one, and which comparers it can have; null if it has none.</summary>
    public ComparerOf<T>? Comparer { get; init; }

    /// <summary>For sets that hash: how they lay out their members.</summary>
    public KeyTable Table { get; init; }

    /// <summary>Whether what looks like none, a default value, is sent as null.</summary>
    public Func<T, bool>? IsNone { get; init; }

    /// <summary>What an empty one takes, and what it makes of the list of its elements, if it is built; in bytes.</summary>
    /// <value>The default is 96: an object over an array.</value>
    public int Bytes { get; init; } = 96;

    /// <summary>What an element takes in it, old and new memory together where it grows by copying; in bytes.</summary>
    /// <value>The default is three times its place in an array.</value>
    public int BytesPerElement { get; init; } = 3 * System.Runtime.CompilerServices.Unsafe.SizeOf<TElement>();

    /// <summary>The basic kind of its sequences.</summary>
    public SequenceKind Kind => !IsSet ? SequenceKind.List : Build is null ? SequenceKind.Set : SequenceKind.FrozenSet;

    /// <summary>Whether its elements are hashed or compared.</summary>
    public bool IsSet => Count is not null;
}

/// <summary>The comparer of a collection.</summary>
/// <typeparam name="T">The collection.</typeparam>
/// <param name="Of">The comparer of one; null if it is the default one.</param>
/// <param name="Fits">Whether a collection can have a comparer.</param>
/// <param name="Hashes">Whether it hashes, rather than sorts.</param>
internal sealed record ComparerOf<T>(Func<T, object?> Of, Func<object, bool> Fits, bool Hashes);

/// <summary>Makes <see cref="ComparerOf{T}"/>.</summary>
internal static class ComparerOf
{
    /// <summary>For collections that hash.</summary>
    public static ComparerOf<T> Hashing<T, TKey>(Func<T, IEqualityComparer<TKey>?> comparer) =>
        new(
            collection => comparer(collection) is { } own && !ReferenceEquals(own, EqualityComparer<TKey>.Default) ? own : null,
            comparer => comparer is IEqualityComparer<TKey>,
            Hashes: true);

    /// <summary>For collections that sort.</summary>
    public static ComparerOf<T> Sorting<T, TKey>(Func<T, IComparer<TKey>?> comparer) =>
        new(
            collection => comparer(collection) is { } own && !ReferenceEquals(own, Comparer<TKey>.Default) ? own : null,
            comparer => comparer is IComparer<TKey>,
            Hashes: false);
}
