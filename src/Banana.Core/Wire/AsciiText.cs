using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Banana.Wire;

/// <summary>
/// Converts short ASCII text to and from bytes, in less time than a call of the general encoder takes. Other text is left to that.
/// </summary>
internal static class AsciiText
{
    /// <summary>The longest text that these methods accept.</summary>
    public const int Longest = 127;

    private const int Block = 8;
    private const int LargeBlock = 16;

    /// <summary>Writes the characters as bytes if all are ASCII; if not, the contents of <paramref name="destination"/> are undefined.</summary>
    /// <param name="text">The text, of at most <see cref="Longest"/> characters.</param>
    /// <param name="destination">The destination, at least as long as the text.</param>
    public static bool TryNarrow(ReadOnlySpan<char> text, Span<byte> destination)
    {
        int length = text.Length;
        if (destination.Length < length)
        {
            return false;
        }

        ref ushort source = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text));
        ref byte target = ref MemoryMarshal.GetReference(destination);
        if (length < Block)
        {
            uint all = 0;
            for (int i = 0; i < length; i++)
            {
                ushort character = Unsafe.Add(ref source, i); // SAFETY: i is below both lengths
                all |= character;
                Unsafe.Add(ref target, i) = unchecked((byte)character);
            }

            return all < 0x80;
        }

        // The last block overlaps the one before it, so that no tail is left.
        // SAFETY: length is at least Block, so every load and store lies within both spans.
        int last = unchecked(length - Block);
        Vector128<ushort> seen = Narrow(ref source, ref target, last);
        for (int i = 0; i < last; i = unchecked(i + Block))
        {
            seen |= Narrow(ref source, ref target, i);
        }

        return !Vector128.GreaterThanAny(seen, Vector128.Create((ushort)0x7F));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Narrow(ref ushort source, ref byte target, int at)
    {
        Vector128<ushort> block = Vector128.LoadUnsafe(ref source, unchecked((nuint)at));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, at), Vector128.Narrow(block, block).AsUInt64().ToScalar());
        return block;
    }

    /// <summary>Returns a new string of the bytes if all are ASCII; otherwise null.</summary>
    /// <param name="bytes">The bytes, at most <see cref="Longest"/>.</param>
    public static string? TryWiden(ReadOnlySpan<byte> bytes)
    {
        int length = bytes.Length;
        if (!IsAscii(bytes))
        {
            return null;
        }

        string text = new('\0', length);
        ref byte source = ref MemoryMarshal.GetReference(bytes);
        ref ushort target = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text.AsSpan())); // SAFETY: the string is not shared yet

        // The last block overlaps the one before it, so that no tail is left.
        // SAFETY: length is at least the size of a block, so every load and store lies within the bytes and the string.
        if (length >= LargeBlock)
        {
            int last = unchecked(length - LargeBlock);
            for (int i = 0; i < last; i = unchecked(i + LargeBlock))
            {
                WidenLarge(ref source, ref target, i);
            }

            WidenLarge(ref source, ref target, last);
        }
        else if (length >= Block)
        {
            Widen(ref source, ref target, 0);
            Widen(ref source, ref target, unchecked(length - Block));
        }
        else
        {
            for (int i = 0; i < length; i++)
            {
                Unsafe.Add(ref target, i) = Unsafe.Add(ref source, i); // SAFETY: both have this length
            }
        }

        return text;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WidenLarge(ref byte source, ref ushort target, int at)
    {
        (Vector128<ushort> lower, Vector128<ushort> upper) = Vector128.Widen(Vector128.LoadUnsafe(ref source, unchecked((nuint)at)));
        lower.StoreUnsafe(ref target, unchecked((nuint)at));
        upper.StoreUnsafe(ref target, unchecked((nuint)(at + Block)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen(ref byte source, ref ushort target, int at)
    {
        ulong block = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, at));
        Vector128.WidenLower(Vector128.CreateScalarUnsafe(block).AsByte()).StoreUnsafe(ref target, unchecked((nuint)at));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAscii(ReadOnlySpan<byte> bytes)
    {
        ref byte source = ref MemoryMarshal.GetReference(bytes);
        int length = bytes.Length;
        ulong all = 0;
        if (length >= LargeBlock)
        {
            // SAFETY: every load ends at the length or before it.
            Vector128<byte> seen = Vector128.LoadUnsafe(ref source, unchecked((nuint)(length - LargeBlock)));
            for (int i = 0; i < unchecked(length - LargeBlock); i = unchecked(i + LargeBlock))
            {
                seen |= Vector128.LoadUnsafe(ref source, unchecked((nuint)i));
            }

            return seen.ExtractMostSignificantBits() == 0;
        }

        if (length >= Block)
        {
            all = Unsafe.ReadUnaligned<ulong>(ref source) | Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, unchecked(length - Block))); // SAFETY: as above
            return (all & 0x8080_8080_8080_8080) == 0;
        }

        foreach (byte b in bytes)
        {
            all |= b;
        }

        return all < 0x80;
    }
}
