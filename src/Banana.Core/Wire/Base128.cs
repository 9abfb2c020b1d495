using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Banana.Wire;

/// <summary>Parses and writes header digits: base 128, little-endian, each digit below 0x80 (PROTOCOL.md [W-2]).</summary>
internal static class Base128
{
    /// <summary>The largest number of digits of a header, including redundant zeros.</summary>
    public const int MaxDigits = 64;

    private const ulong LowBits = 0x7F7F_7F7F_7F7F_7F7F;

    /// <summary>Returns the number of digits of the shortest form of <paramref name="value"/>, 1 to 10; zero has one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountDigits(ulong value) =>
        unchecked((((63 - BitOperations.LeadingZeroCount(value | 1)) * 37) >> 8) + 1); // * 37 >> 8 is / 7 for 0..63

    /// <summary>Packs up to 8 digits, one per byte, into a number of 56 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Gather(ulong digits) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.ParallelBitExtract(digits, LowBits) : GatherPortable(digits);

    /// <summary>Spreads a number below 2^56 over 8 digits, one per byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Scatter(ulong value) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.ParallelBitDeposit(value, LowBits) : ScatterPortable(value);

    /// <summary>Implements <see cref="Gather"/> without a special instruction.</summary>
    internal static ulong GatherPortable(ulong digits)
    {
        digits = (digits & 0x007F_007F_007F_007F) | ((digits & 0x7F00_7F00_7F00_7F00) >> 1);
        digits = (digits & 0x0000_3FFF_0000_3FFF) | ((digits & 0x3FFF_0000_3FFF_0000) >> 2);
        return (digits & 0x0000_0000_0FFF_FFFF) | ((digits & 0x0FFF_FFFF_0000_0000) >> 4);
    }

    /// <summary>Implements <see cref="Scatter"/> without a special instruction.</summary>
    internal static ulong ScatterPortable(ulong value)
    {
        value = (value & 0x0FFF_FFFF) | ((value << 4) & 0x0FFF_FFFF_0000_0000);
        value = (value & 0x0000_3FFF_0000_3FFF) | ((value << 2) & 0x3FFF_0000_3FFF_0000);
        return (value & 0x007F_007F_007F_007F) | ((value << 1) & 0x7F00_7F00_7F00_7F00);
    }

    /// <summary>
    /// Parses digits and type byte from the start of <paramref name="source"/>, one byte at a time. All faster paths must give the same
    /// result.
    /// </summary>
    public static ReadStatus TryReadHeader(ReadOnlySpan<byte> source, out TokenHeader header)
    {
        ulong value = 0;
        bool wide = false;
        int window = Math.Min(source.Length, MaxDigits + 1);
        for (int i = 0; i < window; i++)
        {
            byte b = source[i];
            if (b >= 0x80)
            {
                header = new TokenHeader((TokenType)b, wide ? ulong.MaxValue : value, i, wide);
                return ReadStatus.Done;
            }

            int shift = 7 * i;
            if (shift < 63)
            {
                value |= (ulong)b << shift;
            }
            else if (b != 0)
            {
                wide |= shift > 63 || b > 1;
                value |= unchecked((ulong)b << 63);
            }
        }

        header = default;
        return source.Length > MaxDigits ? ReadStatus.Malformed : ReadStatus.NeedMoreData;
    }

    /// <summary>Returns the number of up to 64 digits, which has up to 448 bits.</summary>
    public static BigInteger ToBigInteger(ReadOnlySpan<byte> digits)
    {
        Span<byte> bytes = stackalloc byte[(MaxDigits * 7 / 8) + 1];
        bytes.Clear();
        for (int i = 0; i < digits.Length; i++)
        {
            int bit = 7 * i;
            int shifted = digits[i] << (bit & 7);
            bytes[bit >> 3] |= unchecked((byte)shifted);
            if (shifted > 0xFF)
            {
                bytes[(bit >> 3) + 1] |= (byte)(shifted >> 8);
            }
        }

        return new BigInteger(bytes, isUnsigned: true);
    }
}
