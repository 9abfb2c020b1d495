using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Decimals with their scale: a STRING of 16 bytes, little-endian: the low, middle and high part of the number, then sign and scale
/// (PROTOCOL.md [T-22]).
/// </summary>
internal sealed class DecimalSlicer : Slicer<decimal>
{
    internal const int Size = 16;

    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, decimal value)
    {
        PutBits(value, writer.WriteBytesInPlace(Size));
        return SliceStep.Done;
    }

    internal static void PutBits(decimal value, Span<byte> bytes)
    {
        Span<int> bits = MemoryMarshal.Cast<byte, int>(bytes);
        decimal.GetBits(value, bits);
        if (!BitConverter.IsLittleEndian)
        {
            System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(bits, bits);
        }
    }
}

/// <summary>The unslicer for <see cref="DecimalSlicer"/>.</summary>
internal sealed class DecimalUnslicer : TokenUnslicer<decimal>
{
    private const int Sign = int.MinValue;
    private const int ScaleShift = 16;
    private const int MostScale = 28;

    public override string Expected => "the 16 bytes of a decimal, or an integer";

    public override TokenTypes Tokens => TokenTypes.String | TokenTypes.Integers;

    public override OpenType? OpenType => null;

    protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out decimal value)
    {
        ReadStatus status = TryReadBits(ref reader, out value);
        if (status != ReadStatus.Mismatch)
        {
            return status;
        }

        status = reader.TryReadInt64(out long number); // what was an integer in an earlier version of a class (PROTOCOL.md [I-3])
        value = number;
        return status;
    }

    internal static ReadStatus TryReadBits(ref TokenReader reader, out decimal value)
    {
        TokenReader before = reader;
        Bits bits = default;
        Span<int> parts = bits;
        ReadStatus status = reader.TryReadBytes(MemoryMarshal.AsBytes(parts));
        if (!BitConverter.IsLittleEndian)
        {
            System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(parts, parts);
        }

        int flags = parts[3];
        int scale = (flags >> ScaleShift) & 0xFF;
        if (status != ReadStatus.Done || (flags & ~(Sign | (0xFF << ScaleShift))) != 0 || scale > MostScale)
        {
            value = 0;
            reader = before;
            return status == ReadStatus.Done ? ReadStatus.Mismatch : status;
        }

        value = new decimal(parts[0], parts[1], parts[2], flags < 0, unchecked((byte)scale));
        return ReadStatus.Done;
    }

    /// <summary>Low, middle and high part; sign and scale.</summary>
    [InlineArray(4)]
    private struct Bits
    {
        private int _part;
    }
}
