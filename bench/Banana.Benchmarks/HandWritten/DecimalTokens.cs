using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Benchmarks.HandWritten;

/// <summary>A decimal as a STRING of its 16 bytes: low, middle and high part, then sign and scale; little-endian.</summary>
internal static class DecimalTokens
{
    private const int Size = 16;
    private const int Sign = int.MinValue;
    private const int ScaleShift = 16;

    public static void Write(ref TokenWriter writer, decimal value)
    {
        decimal.GetBits(value, MemoryMarshal.Cast<byte, int>(writer.WriteBytesInPlace(Size)));
    }

    public static UnsliceStep Read(ref TokenReader reader, UnslicerStack stack, out decimal value) =>
        TryRead(ref reader, out value) == ReadStatus.Done
            ? UnsliceStep.Done
            : stack.ReadValue(ref reader, BuiltInTypes.Int32.Unslicer, out _); // refuses what is not a decimal

    public static ReadStatus TryRead(ref TokenReader reader, out decimal value)
    {
        Bits bits = default;
        ReadStatus status = reader.TryReadBytes(MemoryMarshal.AsBytes((Span<int>)bits));
        int flags = bits[3];
        if ((flags & ~(Sign | (0xFF << ScaleShift))) != 0)
        {
            throw new OverflowException("These 16 bytes are no decimal."); // as the constructor does for the scale; a violation
        }

        value = new decimal(bits[0], bits[1], bits[2], flags < 0, unchecked((byte)(flags >> ScaleShift)));
        return status;
    }

    /// <summary>Low, middle and high part; sign and scale.</summary>
    [InlineArray(4)]
    private struct Bits
    {
        private int _part;
    }
}
