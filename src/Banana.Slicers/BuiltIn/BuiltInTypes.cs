using System.Numerics;

namespace Banana.Slicing;

/// <summary>
/// The built-in types, which need no registration where they are declared, and methods that compose types of others. PROTOCOL.md
/// §5 defines their wire forms. Each is created at first use.
/// </summary>
public static partial class BuiltInTypes
{
    /// <summary>Values that describe themselves (PROTOCOL.md [S-5]).</summary>
    public static SliceableType<object> Object => field ??= new(new ObjectSlicer(), ObjectUnslicer.Instance, "object");

    /// <summary>Booleans.</summary>
    public static SliceableType<bool> Boolean => field ??= new(new BooleanSlicer(), new BooleanUnslicer());

    /// <summary>8-bit signed integers.</summary>
    public static SliceableType<sbyte> SByte => field ??= Integer<sbyte>("int8");

    /// <summary>8-bit unsigned integers.</summary>
    public static SliceableType<byte> Byte => field ??= Integer<byte>("uint8");

    /// <summary>16-bit signed integers.</summary>
    public static SliceableType<short> Int16 => field ??= Integer<short>("int16");

    /// <summary>16-bit unsigned integers.</summary>
    public static SliceableType<ushort> UInt16 => field ??= Integer<ushort>("uint16");

    /// <summary>32-bit signed integers, whose bare token describes itself.</summary>
    public static SliceableType<int> Int32 => field ??= Integer<int>(null) with { Name = "int32" };

    /// <summary>32-bit unsigned integers.</summary>
    public static SliceableType<uint> UInt32 => field ??= Integer<uint>("uint32");

    /// <summary>64-bit signed integers.</summary>
    public static SliceableType<long> Int64 => field ??= Integer<long>("int64");

    /// <summary>64-bit unsigned integers.</summary>
    public static SliceableType<ulong> UInt64 => field ??= Integer<ulong>("uint64");

    /// <summary>128-bit signed integers.</summary>
    public static SliceableType<Int128> Int128 => field ??= Integer<Int128>("int128");

    /// <summary>128-bit unsigned integers.</summary>
    public static SliceableType<UInt128> UInt128 => field ??= Integer<UInt128>("uint128");

    /// <summary>Integers of any size.</summary>
    public static SliceableType<BigInteger> BigInteger => field ??= Integer<BigInteger>("bigint");

    /// <summary>Doubles, bit for bit.</summary>
    public static SliceableType<double> Double => field ??= new(new DoubleSlicer(), new DoubleUnslicer(), "float64");

    /// <summary>Byte arrays.</summary>
    public static SliceableType<byte[]> Bytes => field ??= new(new BytesSlicer(), new BytesUnslicer(), "bytes");

    /// <summary>Tuples of any arity.</summary>
    public static SliceableType<ObjectTuple> ObjectTuple => field ??= new(
        new TupleSlicer(),
        new ElementsUnslicer<object, ObjectTuple>(
            new ElementsKind<object, ObjectTuple>(TupleSlicer.Name, static tuple => tuple!)
            {
                Build = static (_, items) => new ObjectTuple([.. items]),
            },
            Object.Unslicer));

    private static SliceableType<T> Integer<T>(string? openType)
        where T : struct, IBinaryInteger<T> =>
        new(new IntegerSlicer<T>(openType), new IntegerUnslicer<T>(openType));

    /// <summary>A name made of other names, such as <c>dict&lt;unicode,int32&gt;</c>.</summary>
    private static string NameOf(string kind, params ReadOnlySpan<string?> parts) => $"{kind}<{string.Join(',', parts)}>";
}
