using System.Buffers.Binary;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Benchmarks.HandWritten;

/// <summary>A decimal as a STRING of its 16 bytes.</summary>
internal static class DecimalTokens
{
    public static void Write(ref TokenWriter writer, decimal value)
    {
        Span<int> bits = stackalloc int[4];
        Span<byte> bytes = stackalloc byte[16];
        decimal.GetBits(value, bits);
        for (int i = 0; i < 4; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes[(4 * i)..], bits[i]);
        }

        writer.WriteBytes(bytes);
    }

    public static UnsliceStep Read(ref TokenReader reader, UnslicerStack stack, out decimal value)
    {
        value = 0;
        ReadStatus status = reader.TryPeek(out TokenHeader header);
        if (status != ReadStatus.Done || header.Type != TokenType.String || header.Value != 16)
        {
            return stack.ReadValue(ref reader, BuiltInTypes.Int32.Unslicer, out _); // refuses what is not a decimal
        }

        if (reader.TryReadBytes(out ReadOnlySpan<byte> bytes) != ReadStatus.Done)
        {
            return UnsliceStep.More;
        }

        Span<int> bits = stackalloc int[4];
        for (int i = 0; i < 4; i++)
        {
            bits[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]);
        }

        value = new decimal(bits);
        return UnsliceStep.Done;
    }
}
