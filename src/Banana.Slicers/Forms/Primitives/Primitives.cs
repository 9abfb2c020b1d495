using System.Collections.Frozen;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Writes and reads values of one token for generated code, exactly as their slicers and unslicers do in the Net dialect.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Primitives
{
    /// <summary>The types that have a method here.</summary>
    internal static FrozenSet<Type> Types { get; } =
    [
        typeof(bool), typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(double), typeof(decimal), typeof(string), typeof(DateTime), typeof(Guid), typeof(TimeSpan),
    ];

    /// <summary>Writes a decimal (PROTOCOL.md [T-22]).</summary>
    public static void Write(ref TokenBlock block, decimal value) => DecimalSlicer.PutBits(value, block.Write16Bytes());

    /// <summary>Writes a date and time (PROTOCOL.md [T-21]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref TokenBlock block, DateTime value) => block.Write(Unsafe.BitCast<DateTime, long>(value));

    /// <summary>Writes a time span (PROTOCOL.md [T-20]).</summary>
    public static void Write(ref TokenBlock block, TimeSpan value) => block.Write(value.Ticks);

    /// <summary>Writes a Guid (PROTOCOL.md [T-20]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref TokenBlock block, Guid value) => value.TryWriteBytes(block.Write16Bytes(), bigEndian: true, out _);

    /// <summary>Reads a boolean if all of its bytes are available; otherwise reads nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ref TokenReader reader, out bool value) => reader.TryReadBit(out value);

    /// <summary>Reads an integer if all of its bytes are available and it fits; otherwise reads nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ref TokenReader reader, out int value) => reader.TryReadInt32(out value) == ReadStatus.Done;

    /// <inheritdoc cref="TryRead(ref TokenReader, out int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ref TokenReader reader, out long value) => reader.TryReadInt64(out value) == ReadStatus.Done;

    /// <inheritdoc cref="TryRead(ref TokenReader, out int)"/>
    public static bool TryRead(ref TokenReader reader, out sbyte value) => TryReadNumber(ref reader, out value);

    /// <inheritdoc cref="TryRead(ref TokenReader, out int)"/>
    public static bool TryRead(ref TokenReader reader, out byte value) => TryReadNumber(ref reader, out value);

    /// <inheritdoc cref="TryRead(ref TokenReader, out int)"/>
    public static bool TryRead(ref TokenReader reader, out short value) => TryReadNumber(ref reader, out value);

    /// <inheritdoc cref="TryRead(ref TokenReader, out int)"/>
    public static bool TryRead(ref TokenReader reader, out ushort value) => TryReadNumber(ref reader, out value);

    /// <inheritdoc cref="TryRead(ref TokenReader, out int)"/>
    public static bool TryRead(ref TokenReader reader, out uint value) => TryReadNumber(ref reader, out value);

    /// <inheritdoc cref="TryRead(ref TokenReader, out int)"/>
    public static bool TryRead(ref TokenReader reader, out ulong value) => TryReadNumber(ref reader, out value);

    /// <summary>Reads a double if all of its bytes are available; otherwise reads nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ref TokenReader reader, out double value) => reader.TryReadDouble(out value) == ReadStatus.Done;

    /// <summary>Reads a decimal if all of its bytes are available and valid; otherwise reads nothing.</summary>
    public static bool TryRead(ref TokenReader reader, out decimal value) =>
        DecimalUnslicer.TryReadBits(ref reader, out value) == ReadStatus.Done;

    /// <summary>Reads a date and time if all of its bytes are available and valid; otherwise reads nothing.</summary>
    public static bool TryRead(ref TokenReader reader, out DateTime value) =>
        DateTimeUnslicer.TryReadBits(ref reader, out value) == ReadStatus.Done;

    /// <summary>Reads a time span if all of its bytes are available; otherwise reads nothing.</summary>
    public static bool TryRead(ref TokenReader reader, out TimeSpan value)
    {
        bool isRead = reader.TryReadInt64(out long ticks) == ReadStatus.Done;
        value = new TimeSpan(ticks);
        return isRead;
    }

    /// <summary>Reads a Guid if all of its bytes are available; otherwise reads nothing.</summary>
    public static bool TryRead(ref TokenReader reader, out Guid value) =>
        GuidUnslicer.TryReadBytes(ref reader, out value) == ReadStatus.Done;

    /// <summary>Reads text if all of its bytes are available and valid; otherwise, or for null, reads nothing.</summary>
    public static bool TryRead(ref TokenReader reader, UnslicerStack stack, out string value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return stack.TryReadText(ref reader, out value) == ReadStatus.Done;
    }

    private static bool TryReadNumber<T>(ref TokenReader reader, out T value)
        where T : struct, System.Numerics.IBinaryInteger<T> =>
        IntegerUnslicer<T>.TryReadNumber(ref reader, out value) == ReadStatus.Done;
}
