using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Creates types for classes and structs of your own in one of the ready-made forms: one token, a list of parts, elements,
/// entries, or a surrogate. Add the result to <see cref="BananaSerializerOptions.Types"/>. For other forms, derive from
/// <see cref="Slicer{T}"/> and <see cref="Unslicer{T}"/>.
/// </summary>
/// <remarks>
/// The delegates are called on any thread and must not change their arguments. An exception that they throw becomes a violation
/// of the object being written or read.
/// </remarks>
public static class CustomTypes
{
    /// <summary>
    /// Creates a value type that is sent as a single token of another type, without further cost. Classes have identity, which a
    /// token cannot express: use <see cref="Parts"/> or <see cref="Surrogate"/> for them.
    /// </summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <typeparam name="TToken">What the token holds: <see cref="int"/>, <see cref="long"/>, <see cref="Int128"/>, <see cref="double"/> or
    /// <see cref="string"/>.</typeparam>
    /// <param name="name">The wire name of the type, used where nothing is declared.</param>
    /// <param name="toToken">A function that returns the token for a value; not null.</param>
    /// <param name="fromToken">A function that returns the value of a token, or null to refuse the token.</param>
    /// <param name="expected">The expected value in messages, as a lower-case noun phrase: <c>an ISBN</c>.</param>
    /// <exception cref="ArgumentException"><typeparamref name="TToken"/> is not one of these types.</exception>
    public static SliceableType<T> Token<T, TToken>(string name, Func<T, TToken> toToken, Func<TToken, T?> fromToken, string expected)
        where T : struct
        where TToken : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(toToken);
        ArgumentNullException.ThrowIfNull(fromToken);
        ArgumentException.ThrowIfNullOrEmpty(expected);
        TokenForm<TToken> form = TokenForms.Find<TToken>()
            ?? throw new ArgumentException($"A {typeof(TToken)} is not sent as a single token. Use int, long, Int128, double or string.", nameof(toToken));
        return new(new ConvertedSlicer<T, TToken>(form, toToken), new ConvertedUnslicer<T, TToken>(form, TryConvert, expected), name);

        bool TryConvert(TToken token, out T value)
        {
            T? made = fromToken(token);
            value = made.GetValueOrDefault();
            return made is not null;
        }
    }

    /// <summary>Creates a class or value type that is sent as a fixed list of parts, and built from them at the end.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="openType">
    /// The open type of the sequences, which is also the name of the type: a word of your own, such as <c>acme.money</c>.
    /// </param>
    /// <param name="build">
    /// A function that builds a value from its complete parts, in order; the list is valid during the call only.
    /// </param>
    /// <param name="parts">The parts, in the order in which they are sent.</param>
    public static SliceableType<T> Parts<T>(string openType, Func<IReadOnlyList<object?>, T> build, params Part<T>[] parts)
    {
        ArgumentException.ThrowIfNullOrEmpty(openType);
        PartsSlicer<T> slicer = new(openType, isUnique: true, parts);
        return new(slicer, new PartsUnslicer<T>(slicer, build));
    }

    /// <summary>Creates a part of a value, for <see cref="Parts"/>.</summary>
    /// <typeparam name="TOwner">The type of the value.</typeparam>
    /// <typeparam name="T">The type of the part.</typeparam>
    /// <param name="name">The name of the part in messages.</param>
    /// <param name="type">The type of the part.</param>
    /// <param name="get">A function that gets the part from a value.</param>
    public static Part<TOwner> Part<TOwner, T>(string name, SliceableType<T> type, Func<TOwner, T> get)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(get);
        return new Part<TOwner, T>(name, type, get);
    }

    /// <summary>
    /// Creates a type for a collection that is created empty and then filled in order. It can be part of a cycle: it exists
    /// before its elements do, so that elements may be incomplete when they are added. For collections that hash or compare their
    /// elements, use a <see cref="HashSet{T}"/> as <see cref="Surrogate"/>.
    /// </summary>
    /// <typeparam name="T">The collection.</typeparam>
    /// <typeparam name="TElement">The type of the elements.</typeparam>
    /// <param name="openType">
    /// The open type of the sequences. Together with the name of the elements' type, it forms the name of the type.
    /// </param>
    /// <param name="element">The type of the elements.</param>
    /// <param name="view">A function that returns the elements of a collection, in the order in which they are sent.</param>
    /// <param name="create">A function that creates an empty collection.</param>
    /// <param name="add">An action that adds an element without using its state.</param>
    /// <param name="bytesPerElement">
    /// The memory per element, in bytes, that is charged to <see cref="WireLimits.MaxManagedBytes"/>. The default is three times
    /// the size of an array element.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytesPerElement"/> is negative.</exception>
    public static SliceableType<T> Elements<T, TElement>(
        string openType,
        SliceableType<TElement> element,
        Func<T, IEnumerable<TElement>> view,
        Func<T> create,
        Action<T, TElement> add,
        int? bytesPerElement = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(add);
        ElementsKind<TElement, T> kind = NewKind(openType, element, view, bytesPerElement);
        return BuiltInTypes.Elements(element, kind with { Create = _ => create(), TryAdd = BuiltInTypes.Adds(add) });
    }

    /// <summary>Creates a type for a collection that is built from all of its elements at once, such as an immutable one.</summary>
    /// <typeparam name="T">The collection.</typeparam>
    /// <typeparam name="TElement">The type of the elements.</typeparam>
    /// <param name="openType">
    /// The open type of the sequences. Together with the name of the elements' type, it forms the name of the type.
    /// </param>
    /// <param name="element">The type of the elements.</param>
    /// <param name="view">A function that returns the elements of a collection, in the order in which they are sent.</param>
    /// <param name="build">A function that builds a collection. It takes ownership of the list.</param>
    /// <param name="bytesPerElement">
    /// The memory per element, in bytes, that is charged to <see cref="WireLimits.MaxManagedBytes"/>. The default is three times
    /// the size of an array element.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytesPerElement"/> is negative.</exception>
    public static SliceableType<T> Elements<T, TElement>(
        string openType,
        SliceableType<TElement> element,
        Func<T, IEnumerable<TElement>> view,
        Func<List<TElement>, T> build,
        int? bytesPerElement = null)
    {
        ArgumentNullException.ThrowIfNull(build);
        ElementsKind<TElement, T> kind = NewKind(openType, element, view, bytesPerElement);
        return BuiltInTypes.Elements(element, kind with { Build = (_, items) => build(items) });
    }

    /// <summary>
    /// Creates a type for a collection of keys and values that is created empty, and takes each entry when its key can be hashed.
    /// As in a dictionary, keys are refused if too many collide, or if they are too large to hash.
    /// </summary>
    /// <typeparam name="T">The collection.</typeparam>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="openType">
    /// The open type of the sequences. Together with the names of the key and value types, it forms the name of the type.
    /// </param>
    /// <param name="key">The type of the keys, which are never null.</param>
    /// <param name="value">The type of the values.</param>
    /// <param name="view">A function that returns the entries of a collection, in the order in which they are sent.</param>
    /// <param name="create">A function that creates an empty collection.</param>
    /// <param name="tryAdd">
    /// A function that adds an entry, or returns false if the key already exists, which refuses the collection.
    /// </param>
    /// <param name="comparer">
    /// The comparer with which all such collections hash and compare their keys. The default is
    /// <see cref="EqualityComparer{T}.Default"/>.
    /// </param>
    public static SliceableType<T> Entries<T, TKey, TValue>(
        string openType,
        SliceableType<TKey> key,
        SliceableType<TValue> value,
        Func<T, IEnumerable<KeyValuePair<TKey, TValue>>> view,
        Func<T> create,
        Func<T, TKey, TValue, bool> tryAdd,
        IEqualityComparer<TKey>? comparer = null)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(openType);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(tryAdd);
        return BuiltInTypes.Entries(key, value, new EntriesKind<TKey, TValue, T>(openType, view)
        {
            Create = _ => create(),
            TryAdd = tryAdd,
            Comparer = new ComparerOf<T>(static _ => null, static _ => false, Hashes: true),
            DefaultComparer = comparer,
        });
    }

    /// <summary>
    /// Creates a type that is sent as a surrogate, such as a record of its state. For a type that you can annotate,
    /// <see cref="SliceSurrogateAttribute"/> does the same.
    /// </summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <typeparam name="TSurrogate">The type that is sent.</typeparam>
    /// <param name="name">The wire name of the type, used where nothing is declared.</param>
    /// <param name="surrogate">The type that is sent.</param>
    /// <param name="toSurrogate">A function that returns the surrogate of a value; not null.</param>
    /// <param name="fromSurrogate">A function that returns the value of a surrogate.</param>
    public static SliceableType<T> Surrogate<T, TSurrogate>(
        string name, SliceableType<TSurrogate> surrogate, Func<T, TSurrogate> toSurrogate, Func<TSurrogate, T> fromSurrogate)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(fromSurrogate);
        PartsSlicer<T> slicer = new("surrogate", isUnique: false, new Part<T, TSurrogate>("Surrogate", surrogate, toSurrogate));
        return new(slicer, new PartsUnslicer<T>(slicer, parts => fromSurrogate((TSurrogate)parts[0]!)) { NeedsParts = true }, name);
    }

    private static ElementsKind<TElement, T> NewKind<T, TElement>(
        string openType, SliceableType<TElement> element, Func<T, IEnumerable<TElement>> view, int? bytesPerElement)
    {
        ArgumentException.ThrowIfNullOrEmpty(openType);
        ArgumentNullException.ThrowIfNull(element);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentOutOfRangeException.ThrowIfNegative(bytesPerElement ?? 0, nameof(bytesPerElement));
        ElementsKind<TElement, T> kind = new(openType, view);
        return bytesPerElement is { } bytes ? kind with { BytesPerElement = bytes } : kind;
    }
}
