namespace Banana.Slicing;

/// <summary>
/// How a kind of collection is enumerated, and how it is created: empty and then filled, or built from all of its elements.
/// </summary>
/// <typeparam name="TElement">The type of the elements.</typeparam>
/// <typeparam name="T">The collection.</typeparam>
/// <param name="OpenType">The open type of its sequences.</param>
/// <param name="View">The elements in the order in which they are sent.</param>
internal sealed record ElementsKind<TElement, T>(string OpenType, Func<T, IEnumerable<TElement>> View)
{
    /// <summary>Creates an empty collection with a comparer, or null for the default one; null for collections that are built.</summary>
    public Func<object?, T>? Create { get; init; }

    /// <summary>Adds an element to a collection made by <see cref="Create"/>; false if it already exists.</summary>
    public Func<T, TElement, bool>? TryAdd { get; init; }

    /// <summary>Builds a collection with a comparer, or null for the default one; null for collections that are filled.</summary>
    public Func<object?, List<TElement>, T>? Build { get; init; }

    /// <summary>Returns the number of members of a set, to detect repeated ones; null for collections that are not sets.</summary>
    public Func<T, int>? Count { get; init; }

    /// <summary>The comparer of a collection, and the comparers that it can have; null if it has none.</summary>
    public ComparerOf<T>? Comparer { get; init; }

    /// <summary>The layout of the members in sets that hash.</summary>
    public KeyTable Table { get; init; }

    /// <summary>Returns whether a default value is sent as null.</summary>
    public Func<T, bool>? IsNone { get; init; }

    /// <summary>The memory of an empty collection, and of its copy of the list of elements if it is built; in bytes.</summary>
    /// <value>The default is 96: an object over an array.</value>
    public int Bytes { get; init; } = 96;

    /// <summary>The memory of an element, in bytes; both old and new memory if the collection grows by copying.</summary>
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
