using System.Collections.Frozen;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Values of one token, written and read by generated code without asking their slicers: to the byte what those would do in the Net dialect.
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

    /// <summary>Writes a date with time (PROTOCOL.md [T-21]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref TokenBlock block, DateTime value) => block.Write(Unsafe.BitCast<DateTime, long>(value));

    /// <summary>Writes a length of time (PROTOCOL.md [T-20]).</summary>
    public static void Write(ref TokenBlock block, TimeSpan value) => block.Write(value.Ticks);

    /// <summary>Writes a Guid (PROTOCOL.md [T-20]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref TokenBlock block, Guid value) => value.TryWriteBytes(block.Write16Bytes(), bigEndian: true, out _);

    /// <summary>Reads a boolean that lies whole at hand; if not, nothing is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ref TokenReader reader, out bool value) => reader.TryReadBit(out value);

    /// <summary>Reads an integer that lies whole at hand; if not, or if it does not fit, nothing is read.</summary>
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

    /// <summary>Reads a double that lies whole at hand; if not, nothing is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ref TokenReader reader, out double value) => reader.TryReadDouble(out value) == ReadStatus.Done;

    /// <summary>Reads a decimal that lies whole at hand; if not, or if it is none, nothing is read.</summary>
    public static bool TryRead(ref TokenReader reader, out decimal value) =>
        DecimalUnslicer.TryReadBits(ref reader, out value) == ReadStatus.Done;

    /// <summary>Reads a date with time that lies whole at hand; if not, or if it is none, nothing is read.</summary>
    public static bool TryRead(ref TokenReader reader, out DateTime value) =>
        DateTimeUnslicer.TryReadBits(ref reader, out value) == ReadStatus.Done;

    /// <summary>Reads a length of time that lies whole at hand; if not, nothing is read.</summary>
    public static bool TryRead(ref TokenReader reader, out TimeSpan value)
    {
        bool isRead = reader.TryReadInt64(out long ticks) == ReadStatus.Done;
        value = new TimeSpan(ticks);
        return isRead;
    }

    /// <summary>Reads a Guid that lies whole at hand; if not, nothing is read.</summary>
    public static bool TryRead(ref TokenReader reader, out Guid value) =>
        GuidUnslicer.TryReadBytes(ref reader, out value) == ReadStatus.Done;

    /// <summary>Reads text that lies whole at hand; if not, or if it is null or none, nothing is read.</summary>
    public static bool TryRead(ref TokenReader reader, UnslicerStack stack, out string value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return stack.TryReadText(ref reader, out value) == ReadStatus.Done;
    }

    private static bool TryReadNumber<T>(ref TokenReader reader, out T value)
        where T : struct, System.Numerics.IBinaryInteger<T> =>
        IntegerUnslicer<T>.TryReadNumber(ref reader, out value) == ReadStatus.Done;
}
