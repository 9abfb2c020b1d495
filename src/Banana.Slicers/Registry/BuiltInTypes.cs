using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;

namespace Banana.Slicing;

/// <summary>The types that need no registration, and the building blocks of those that do.</summary>
public static class BuiltInTypes
{
    /// <summary>Anything that describes itself (PROTOCOL.md [S-5]).</summary>
    public static SliceableType<object> Object { get; } = new(new ObjectSlicer(), new ObjectUnslicer());

    /// <summary>Booleans.</summary>
    public static SliceableType<bool> Boolean { get; } = new(new BooleanSlicer(), new BooleanUnslicer());

    /// <summary>8-bit signed integers.</summary>
    public static SliceableType<sbyte> SByte { get; } = Integer<sbyte>("int8");

    /// <summary>8-bit unsigned integers.</summary>
    public static SliceableType<byte> Byte { get; } = Integer<byte>("uint8");

    /// <summary>16-bit signed integers.</summary>
    public static SliceableType<short> Int16 { get; } = Integer<short>("int16");

    /// <summary>16-bit unsigned integers.</summary>
    public static SliceableType<ushort> UInt16 { get; } = Integer<ushort>("uint16");

    /// <summary>32-bit signed integers, whose bare token describes itself.</summary>
    public static SliceableType<int> Int32 { get; } = Integer<int>(null);

    /// <summary>32-bit unsigned integers.</summary>
    public static SliceableType<uint> UInt32 { get; } = Integer<uint>("uint32");

    /// <summary>64-bit signed integers.</summary>
    public static SliceableType<long> Int64 { get; } = Integer<long>("int64");

    /// <summary>64-bit unsigned integers.</summary>
    public static SliceableType<ulong> UInt64 { get; } = Integer<ulong>("uint64");

    /// <summary>128-bit signed integers.</summary>
    public static SliceableType<Int128> Int128 { get; } = Integer<Int128>("int128");

    /// <summary>128-bit unsigned integers.</summary>
    public static SliceableType<UInt128> UInt128 { get; } = Integer<UInt128>("uint128");

    /// <summary>Integers of any size.</summary>
    public static SliceableType<BigInteger> BigInteger { get; } = Integer<BigInteger>("bigint");

    /// <summary>Doubles, bit for bit.</summary>
    public static SliceableType<double> Double { get; } = new(new DoubleSlicer(), new DoubleUnslicer());

    /// <summary>Text.</summary>
    public static SliceableType<string> String { get; } = new(new StringSlicer(), new StringUnslicer());

    /// <summary>Byte arrays.</summary>
    public static SliceableType<byte[]> Bytes { get; } = new(new BytesSlicer(), new BytesUnslicer());

    /// <summary>Tuples of any arity.</summary>
    public static SliceableType<ObjectTuple> Tuple { get; } = new(new TupleSlicer(), new TupleUnslicer(Object.Unslicer));

    /// <summary>Dictionaries with keys of any immutable kind.</summary>
    public static SliceableType<ObjectDictionary> ObjectDictionary { get; } =
        new(new ObjectDictionarySlicer(), new ObjectDictionaryUnslicer());

    /// <summary>Lists of <paramref name="element"/>.</summary>
    public static SliceableType<List<T>> List<T>(SliceableType<T> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new(new ListSlicer<T>(element.Slicer), new ListUnslicer<T>(element.Unslicer));
    }

    /// <summary>Dictionaries of <paramref name="key"/> to <paramref name="value"/>, with the default comparer.</summary>
    public static SliceableType<Dictionary<TKey, TValue>> Dictionary<TKey, TValue>(
        SliceableType<TKey> key, SliceableType<TValue> value)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return new(
            new DictionarySlicer<TKey, TValue>(key.Slicer, value.Slicer),
            new DictionaryUnslicer<TKey, TValue>(key.Unslicer, value.Unslicer));
    }

    /// <summary>Arrays of <paramref name="element"/>.</summary>
    public static SliceableType<T[]> Array<T>(SliceableType<T> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new(new ArraySlicer<T>(element.Slicer), new ArrayUnslicer<T>(element.Unslicer));
    }

    /// <summary>Immutable arrays of <paramref name="element"/>.</summary>
    public static SliceableType<ImmutableArray<T>> ImmutableArray<T>(SliceableType<T> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new(new ImmutableArraySlicer<T>(element.Slicer), new ImmutableArrayUnslicer<T>(element.Unslicer));
    }

    /// <summary>Read-only collections of <paramref name="element"/>.</summary>
    public static SliceableType<ReadOnlyCollection<T>> ReadOnlyCollection<T>(SliceableType<T> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new(new ReadOnlyCollectionSlicer<T>(element.Slicer), new ReadOnlyCollectionUnslicer<T>(element.Unslicer));
    }

    /// <summary>Sets of <paramref name="member"/>.</summary>
    public static SliceableType<HashSet<T>> Set<T>(SliceableType<T> member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return new(new SetSlicer<T>(member.Slicer), new SetUnslicer<T>(member.Unslicer));
    }

    /// <summary>Immutable lists of <paramref name="element"/>.</summary>
    public static SliceableType<ImmutableList<T>> ImmutableList<T>(SliceableType<T> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new(new ImmutableListSlicer<T>(element.Slicer), new ImmutableListUnslicer<T>(element.Unslicer));
    }

    /// <summary>Immutable sets of <paramref name="member"/>.</summary>
    public static SliceableType<ImmutableHashSet<T>> ImmutableSet<T>(SliceableType<T> member) =>
        HashedMembers(member, "immutable-set", set => set.KeyComparer, members => members.ToImmutableHashSet());

    /// <summary>Frozen sets of <paramref name="member"/>.</summary>
    public static SliceableType<FrozenSet<T>> FrozenSet<T>(SliceableType<T> member) =>
        HashedMembers(member, "frozen-set", set => set.Comparer, members => members.ToFrozenSet());

    /// <summary>Immutable dictionaries of <paramref name="key"/> to <paramref name="value"/>.</summary>
    public static SliceableType<ImmutableDictionary<TKey, TValue>> ImmutableDictionary<TKey, TValue>(
        SliceableType<TKey> key, SliceableType<TValue> value)
        where TKey : notnull =>
        HashedEntries(key, value, "immutable-dict", map => (map.KeyComparer, map.ValueComparer), entries => entries.ToImmutableDictionary());

    /// <summary>Frozen dictionaries of <paramref name="key"/> to <paramref name="value"/>.</summary>
    public static SliceableType<FrozenDictionary<TKey, TValue>> FrozenDictionary<TKey, TValue>(
        SliceableType<TKey> key, SliceableType<TValue> value)
        where TKey : notnull =>
        HashedEntries(key, value, "frozen-dict", map => (map.Comparer, EqualityComparer<TValue>.Default), entries => entries.ToFrozenDictionary());

    /// <summary>Asynchronous sequences of <paramref name="element"/>.</summary>
    public static SliceableType<IAsyncEnumerable<T>> Stream<T>(SliceableType<T> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new(new StreamSlicer<T>(element.Slicer), new StreamUnslicer<T>(element.Unslicer));
    }

    /// <summary>Pairs of a key and a value.</summary>
    public static SliceableType<KeyValuePair<TKey, TValue>> Pair<TKey, TValue>(SliceableType<TKey> key, SliceableType<TValue> value)
    {
        PartsSlicer<KeyValuePair<TKey, TValue>> slicer = new(
            "pair",
            isUnique: false,
            new Part<KeyValuePair<TKey, TValue>, TKey>("Key", key, pair => pair.Key),
            new Part<KeyValuePair<TKey, TValue>, TValue>("Value", value, pair => pair.Value));
        return new(slicer, new PartsUnslicer<KeyValuePair<TKey, TValue>>(
            slicer, parts => KeyValuePair.Create((TKey)parts[0]!, (TValue)parts[1]!)));
    }

    /// <summary>Tuples of two items of declared types.</summary>
    public static SliceableType<Tuple<T1, T2>> TypedTuple<T1, T2>(SliceableType<T1> first, SliceableType<T2> second)
    {
        PartsSlicer<Tuple<T1, T2>> slicer = new(
            TupleSlicer.Name,
            isUnique: false,
            new Part<Tuple<T1, T2>, T1>("Item1", first, tuple => tuple.Item1),
            new Part<Tuple<T1, T2>, T2>("Item2", second, tuple => tuple.Item2));
        return new(slicer, new PartsUnslicer<Tuple<T1, T2>>(slicer, parts => new((T1)parts[0]!, (T2)parts[1]!)));
    }

    /// <summary>Value tuples of two items of declared types.</summary>
    public static SliceableType<(T1 Item1, T2 Item2)> ValueTuple<T1, T2>(SliceableType<T1> first, SliceableType<T2> second)
    {
        PartsSlicer<(T1, T2)> slicer = new(
            TupleSlicer.Name,
            isUnique: false,
            new Part<(T1, T2), T1>("Item1", first, tuple => tuple.Item1),
            new Part<(T1, T2), T2>("Item2", second, tuple => tuple.Item2));
        return new(slicer, new PartsUnslicer<(T1, T2)>(slicer, parts => ((T1)parts[0]!, (T2)parts[1]!)));
    }

    private static SliceableType<TSet> HashedMembers<T, TSet>(
        SliceableType<T> member, string openType, Func<TSet, IEqualityComparer<T>> comparer, Func<HashSet<T>, TSet> build)
        where TSet : class, IEnumerable<T>
    {
        ArgumentNullException.ThrowIfNull(member);
        return new(
            new HashedMembersSlicer<T, TSet>(openType, member.Slicer, comparer),
            new HashedMembersUnslicer<T, TSet>(openType, member.Unslicer, build));
    }

    private static SliceableType<TMap> HashedEntries<TKey, TValue, TMap>(
        SliceableType<TKey> key,
        SliceableType<TValue> value,
        string openType,
        Func<TMap, (IEqualityComparer<TKey> Keys, IEqualityComparer<TValue> Values)> comparers,
        Func<Dictionary<TKey, TValue>, TMap> build)
        where TKey : notnull
        where TMap : class, IEnumerable<KeyValuePair<TKey, TValue>>
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        return new(
            new HashedEntriesSlicer<TKey, TValue, TMap>(openType, key.Slicer, value.Slicer, comparers),
            new HashedEntriesUnslicer<TKey, TValue, TMap>(openType, key.Unslicer, value.Unslicer, build));
    }

    private static SliceableType<T> Integer<T>(string? openType)
        where T : struct, IBinaryInteger<T> =>
        new(new IntegerSlicer<T>(openType), new IntegerUnslicer<T>(openType));
}
