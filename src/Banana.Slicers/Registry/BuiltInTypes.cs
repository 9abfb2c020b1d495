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
    public static SliceableType<ObjectTuple> Tuple { get; } = new(new TupleSlicer(), new TupleUnslicer());

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

    private static SliceableType<T> Integer<T>(string? openType)
        where T : struct, IBinaryInteger<T> =>
        new(new IntegerSlicer<T>(openType), new IntegerUnslicer<T>(openType));
}
