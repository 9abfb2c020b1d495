using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The ready forms that types of your own can travel in: one token, a row of parts, elements, entries, or another type in their place. Each makes
/// both halves; add the result to <see cref="BananaSerializerOptions.Types"/>. What the forms do not cover derives from
/// <see cref="Slicer{T}"/> and <see cref="Unslicer{T}"/>.
/// </summary>
/// <remarks>
/// The delegates run on any thread, and must not change what they are given. What they throw is a violation of the object they were called for.
/// </remarks>
public static class CustomTypes
{
    /// <summary>
    /// A value type that travels as a single token of another type, which costs nothing beyond it. Classes have identity, which a token has not:
    /// they travel as <see cref="Parts"/>, or by a surrogate.
    /// </summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <typeparam name="TToken">What the token holds: <see cref="int"/>, <see cref="long"/>, <see cref="Int128"/>, <see cref="double"/> or
    /// <see cref="string"/>.</typeparam>
    /// <param name="name">What values say they are where nothing is declared.</param>
    /// <param name="toToken">What is sent for a value; not null.</param>
    /// <param name="fromToken">The value of a token; null if there is none, which refuses the token.</param>
    /// <param name="expected">What may stand there, as a lower-case noun phrase for messages: <c>an ISBN</c>.</param>
    /// <exception cref="ArgumentException"><typeparamref name="TToken"/> is none of these types.</exception>
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

    /// <summary>A class or value type that travels as a row of parts, always the same ones, and is built of them at the end.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="openType">The open type of the sequences, and the name of the type: a word of your own, such as <c>acme.money</c>.</param>
    /// <param name="build">Builds a value of its parts, which are in order and whole; the list is valid during the call.</param>
    /// <param name="parts">The parts, in the order in which they are sent.</param>
    public static SliceableType<T> Parts<T>(string openType, Func<IReadOnlyList<object?>, T> build, params Part<T>[] parts)
    {
        ArgumentException.ThrowIfNullOrEmpty(openType);
        PartsSlicer<T> slicer = new(openType, isUnique: true, parts);
        return new(slicer, new PartsUnslicer<T>(slicer, build));
    }

    /// <summary>A part of a value, for <see cref="Parts"/>.</summary>
    /// <typeparam name="TOwner">The type of the value.</typeparam>
    /// <typeparam name="T">The type of the part.</typeparam>
    /// <param name="name">How messages call it.</param>
    /// <param name="type">Who writes and reads it.</param>
    /// <param name="get">Reads it off a value.</param>
    public static Part<TOwner> Part<TOwner, T>(string name, SliceableType<T> type, Func<TOwner, T> get)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(get);
        return new Part<TOwner, T>(name, type, get);
    }

    /// <summary>
    /// A collection that is made empty and takes its elements in order. It can be part of a cycle: it is there before its elements are, so these may
    /// be incomplete when they are added. What hashes or compares them, a set, travels as a <see cref="HashSet{T}"/> by <see cref="Surrogate"/>.
    /// </summary>
    /// <typeparam name="T">The collection.</typeparam>
    /// <typeparam name="TElement">The type of the elements.</typeparam>
    /// <param name="openType">The open type of the sequences; with the name of the elements' type, the name of the type.</param>
    /// <param name="element">The type of the elements.</param>
    /// <param name="view">The elements of a collection, in the order in which they are sent.</param>
    /// <param name="create">Makes an empty one.</param>
    /// <param name="add">Adds an element, and looks at nothing inside it.</param>
    /// <param name="bytesPerElement">
    /// What an element takes in the collection, for <see cref="WireLimits.MaxManagedBytes"/>; in bytes. The default is three times its place in an array.
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

    /// <summary>A collection that is built of all its elements at once, such as an immutable one.</summary>
    /// <typeparam name="T">The collection.</typeparam>
    /// <typeparam name="TElement">The type of the elements.</typeparam>
    /// <param name="openType">The open type of the sequences; with the name of the elements' type, the name of the type.</param>
    /// <param name="element">The type of the elements.</param>
    /// <param name="view">The elements of a collection, in the order in which they are sent.</param>
    /// <param name="build">Builds a collection; the list is its own from then on.</param>
    /// <param name="bytesPerElement">
    /// What an element takes in the collection, for <see cref="WireLimits.MaxManagedBytes"/>; in bytes. The default is three times its place in an array.
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
    /// A collection of keys and values that is made empty and takes its entries when their keys can be hashed. Its keys are guarded like those of a
    /// dictionary: too many that collide, or are too large to be hashed, are refused.
    /// </summary>
    /// <typeparam name="T">The collection.</typeparam>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="openType">The open type of the sequences; with the names of keys and values, the name of the type.</param>
    /// <param name="key">The type of the keys; null is never one.</param>
    /// <param name="value">The type of the values.</param>
    /// <param name="view">The entries of a collection, in the order in which they are sent.</param>
    /// <param name="create">Makes an empty one.</param>
    /// <param name="tryAdd">Adds an entry; false if its key is there already, which refuses the collection.</param>
    /// <param name="comparer">How all such collections hash and compare their keys. The default is <see cref="EqualityComparer{T}.Default"/>.</param>
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
    /// A type in whose place another one travels, one that can be sent, such as a record of what matters. For a type that you may change,
    /// <see cref="SliceSurrogateAttribute"/> says the same.
    /// </summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <typeparam name="TSurrogate">The type that is sent.</typeparam>
    /// <param name="name">What values say they are where nothing is declared.</param>
    /// <param name="surrogate">The type that is sent.</param>
    /// <param name="toSurrogate">What is sent for a value; not null.</param>
    /// <param name="fromSurrogate">The value again.</param>
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
