using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Banana.Wire;

// Reading many tokens of one kind in one call, for lists of numbers.
public ref partial struct TokenReader
{
    private const int BlockBytes = 32;
    private const int BlockNeeds = BlockBytes + sizeof(ulong); // an 8-byte load may start at the block's last byte
    private const int MostInt32Digits = 5;

    /// <summary>
    /// Reads consecutive INT and NEG tokens that fit <see cref="int"/> and lie well inside the current segment. Read the
    /// remaining ones with <see cref="TryReadInt32"/>.
    /// </summary>
    /// <returns>The number of values read into <paramref name="destination"/>, from its start.</returns>
    public int ReadInt32Run(Span<int> destination)
    {
        if (_bodyRemaining != 0)
        {
            return 0;
        }

        int total = 0;
        while (true)
        {
            int count = ReadInt32Block(destination[total..]);
            if (count == 0)
            {
                // A token that cannot be read in a block, or one of the last few before the end of the segment.
                count = ReadInt32Single(destination[total..]);
            }

            if (count == 0)
            {
                _tokens += total;
                return total;
            }

            total += count;
        }
    }

    /// <summary>Reads consecutive FLOAT tokens that have no header and lie inside the current segment.</summary>
    /// <returns>The number of values read into <paramref name="destination"/>, from its start.</returns>
    public int ReadDoubleRun(Span<double> destination)
    {
        ReadOnlySpan<byte> unread = _unread;
        int count = 0;
        while (count < destination.Length && unread.Length >= 9 && unread[0] == (byte)TokenType.Float && _bodyRemaining == 0)
        {
            destination[count++] = BinaryPrimitives.ReadDoubleBigEndian(unread[1..]);
            unread = unread[9..];
        }

        _unread = unread;
        _tokens += count;
        return count;
    }

    /// <summary>
    /// Reads the tokens that end within the next 32 bytes. One vector comparison finds all type bytes, so that the position of a token
    /// does not depend on decoding the token before it.
    /// </summary>
    private int ReadInt32Block(Span<int> destination)
    {
        if (_unread.Length < BlockNeeds || destination.Length < BlockBytes)
        {
            return 0;
        }

        ref byte first = ref MemoryMarshal.GetReference(_unread);
        Vector256<byte> block = Vector256.LoadUnsafe(ref first); // SAFETY: _unread has BlockNeeds bytes or more
        uint types = block.ExtractMostSignificantBits();
        uint negatives = Vector256.Equals(block, Vector256.Create((byte)TokenType.Neg)).ExtractMostSignificantBits();
        uint positives = Vector256.Equals(block, Vector256.Create((byte)TokenType.Int)).ExtractMostSignificantBits();
        if (types != (negatives | positives))
        {
            return 0;
        }

        int start = 0;
        int count = 0;
        while (types != 0)
        {
            int end = BitOperations.TrailingZeroCount(types);
            int digits = end - start;
            // SAFETY: start is at most BlockBytes - 1, and 8 bytes from there are within BlockNeeds
            ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, start)) & unchecked((1UL << (8 * digits)) - 1);
            uint sign = (negatives >> end) & 1;
            ulong magnitude = Base128.Gather(word);
            if (digits > MostInt32Digits || magnitude > int.MaxValue + (ulong)sign)
            {
                break;
            }

            destination[count++] = unchecked(((int)magnitude ^ -(int)sign) + (int)sign);
            start = end + 1;
            types &= types - 1;
        }

        _unread = _unread[start..];
        return count;
    }

    private int ReadInt32Single(Span<int> destination)
    {
        if (destination.IsEmpty || !TryWord(out ulong digits, out TokenType type, out int length))
        {
            return 0;
        }

        ulong magnitude = Base128.Gather(digits);
        bool isNegative = type == TokenType.Neg;
        if ((!isNegative && type != TokenType.Int) || magnitude > int.MaxValue + (isNegative ? 1UL : 0))
        {
            return 0;
        }

        destination[0] = unchecked((int)(isNegative ? -(long)magnitude : (long)magnitude));
        _unread = _unread[length..];
        return 1;
    }
}
