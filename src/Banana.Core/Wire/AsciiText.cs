using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Banana.Wire;

/// <summary>
/// Plain ASCII text to and from bytes, for the short strings that most text is: the general transcoders cost more to call than these
/// take. Longer text, and anything that is not ASCII, is theirs.
/// </summary>
internal static class AsciiText
{
    /// <summary>The longest text these methods take.</summary>
    public const int Longest = 128;

    private const int Block = 8;

    /// <summary>Writes the characters as bytes if all of them are ASCII; what is in <paramref name="destination"/> otherwise means nothing.</summary>
    /// <param name="text">At most <see cref="Longest"/> characters.</param>
    /// <param name="destination">At least as long.</param>
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
        Vector128<ushort> seen = Vector128<ushort>.Zero;
        int last = length - Block;
        for (int i = 0; ; i += Block)
        {
            int at = Math.Min(i, last);
            Vector128<ushort> block = Vector128.LoadUnsafe(ref source, (nuint)at);
            seen |= block;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, at), Vector128.Narrow(block, block).AsUInt64().ToScalar());
            if (at == last)
            {
                return !Vector128.GreaterThanAny(seen, Vector128.Create((ushort)0x7F));
            }
        }
    }

    /// <summary>A new string of the bytes if all of them are ASCII, else null.</summary>
    /// <param name="bytes">At most <see cref="Longest"/>.</param>
    public static string? TryWiden(ReadOnlySpan<byte> bytes)
    {
        int length = bytes.Length;
        if (!IsAscii(bytes))
        {
            return null;
        }

        string text = new('\0', length);
        ref byte source = ref MemoryMarshal.GetReference(bytes);
        ref ushort target = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text.AsSpan())); // SAFETY: nobody else has seen it
        if (length < Block)
        {
            for (int i = 0; i < length; i++)
            {
                Unsafe.Add(ref target, i) = Unsafe.Add(ref source, i); // SAFETY: both have this length
            }

            return text;
        }

        // SAFETY: length is at least Block, so every load and store lies within the bytes and the string.
        int last = length - Block;
        for (int i = 0; ; i += Block)
        {
            int at = Math.Min(i, last);
            ulong block = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, at));
            Vector128.WidenLower(Vector128.CreateScalarUnsafe(block).AsByte()).StoreUnsafe(ref target, (nuint)at);
            if (at == last)
            {
                return text;
            }
        }
    }

    private static bool IsAscii(ReadOnlySpan<byte> bytes)
    {
        ref byte source = ref MemoryMarshal.GetReference(bytes);
        ulong all = 0;
        if (bytes.Length < Block)
        {
            foreach (byte b in bytes)
            {
                all |= b;
            }

            return all < 0x80;
        }

        int last = bytes.Length - Block;
        for (int i = 0; i < last; i += Block)
        {
            all |= Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, i)); // SAFETY: i + Block is at most the length
        }

        all |= Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, last));
        return (all & 0x8080_8080_8080_8080) == 0;
    }
}
