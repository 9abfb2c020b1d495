using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Banana.Wire;

// Short series of tokens that are recognized by comparing their bytes: the first and last tokens of most sequences.
public ref partial struct TokenReader
{
    private const byte TypeBit = 0x80;

    /// <summary>Consumes a CLOSE without number, if it is next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryReadBareClose()
    {
        if (!_unread.IsEmpty && _unread[0] == (byte)TokenType.Close && _bodyRemaining == 0)
        {
            Consume(1);
            return true;
        }

        return false;
    }

    /// <summary>Whether the first two bytes show that the next token is not a CLOSE.</summary>
    internal readonly bool IsClearlyNoClose
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if (_unread.Length < 2)
            {
                return false;
            }

            byte type = _unread[0] >= TypeBit ? _unread[0] : _unread[1];
            return type >= TypeBit && type != (byte)TokenType.Close;
        }
    }

    /// <summary>Consumes OPEN without number and VOCAB of this index, if they are next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryReadOpenVocab(byte index)
    {
        const uint open = (uint)TokenType.Open | ((uint)TokenType.Vocab << 16);
        if (BinaryPrimitives.TryReadUInt32LittleEndian(_unread, out uint word)
            && (word & 0xFF_FFFF) == (open | ((uint)index << 8))
            && _bodyRemaining == 0)
        {
            _unread = _unread[3..];
            _tokens = unchecked(_tokens + 2);
            return true;
        }

        return false;
    }

    /// <summary>Reads INT 0 or 1 if it is next and takes two bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadBit(out bool value)
    {
        if (_unread.Length >= 2 && _unread[1] == (byte)TokenType.Int && _unread[0] <= 1 && _bodyRemaining == 0)
        {
            value = _unread[0] != 0;
            _unread = _unread[2..];
            _tokens = unchecked(_tokens + 1);
            return true;
        }

        value = false;
        return false;
    }

    /// <summary>Returns whether the definition of a shape, with a number of one digit, seems to be next. Consumes nothing.</summary>
    /// <param name="index">The index of the word <c>shape</c>.</param>
    /// <param name="number">The number of the shape.</param>
    internal readonly bool TryPeekShapeNumber(byte index, out ulong number)
    {
        const ulong open = (ulong)TokenType.Open | ((ulong)TokenType.Vocab << 16) | ((ulong)TokenType.Int << 32);
        bool isThere = BinaryPrimitives.TryReadUInt64LittleEndian(_unread, out ulong word)
            && (word & 0xFF_80FF_FFFF) == (open | ((ulong)index << 8))
            && _bodyRemaining == 0;
        number = isThere ? (word >> 24) & 0x7F : 0;
        return isThere;
    }

    /// <summary>Consumes exactly these tokens, if they are next.</summary>
    internal bool TryReadExactly(ReadOnlySpan<byte> tokens, int count)
    {
        if (tokens.IsEmpty || !_unread.StartsWith(tokens))
        {
            return false;
        }

        AcceptMany(tokens.Length, count);
        return true;
    }

    /// <summary>Consumes the first bytes of an instance of this shape, if they are next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryReadPrefix(ShapePrefix prefix)
    {
        if (BinaryPrimitives.TryReadUInt64LittleEndian(_unread, out ulong word)
            && (word & prefix.Mask) == prefix.Bits
            && _bodyRemaining == 0)
        {
            _unread = _unread[prefix.Length..];
            _tokens = unchecked(_tokens + 3);
            return true;
        }

        return false;
    }

    /// <summary>
    /// Returns whether OPEN without number, VOCAB of this index, INT of one or two digits, and CLOSE without number are next. Consumes
    /// nothing.
    /// </summary>
    /// <param name="index">The index; 0 matches nothing.</param>
    /// <param name="id">The value of the INT.</param>
    /// <param name="length">The number of bytes of the four tokens, for <see cref="AcceptMany"/>.</param>
    internal readonly bool TryPeekShortReference(byte index, out ulong id, out int length)
    {
        const uint open = (uint)TokenType.Open | ((uint)TokenType.Vocab << 16);
        const ulong end = (ulong)TokenType.Int | ((ulong)TokenType.Close << 8);
        id = 0;
        length = 0;
        if (index == 0
            || !BinaryPrimitives.TryReadUInt64LittleEndian(_unread, out ulong word)
            || (word & 0xFF_FFFF) != (open | ((uint)index << 8))
            || _bodyRemaining != 0)
        {
            return false;
        }

        word >>= 24; // the INT and the CLOSE
        int digits = (word & 0x80) != 0 ? 0 : (word & 0x8000) != 0 ? 1 : 2;
        if (digits == 0 || ((word >> (8 * digits)) & 0xFFFF) != end)
        {
            return false;
        }

        id = digits == 1 ? word & 0x7F : (word & 0x7F) | ((word >> 1) & 0x3F80);
        length = 5 + digits;
        return true;
    }

    /// <summary>Consumes tokens that lie in the current segment.</summary>
    internal void AcceptMany(int length, int tokens)
    {
        _unread = _unread[length..];
        _tokens = unchecked(_tokens + tokens);
    }
}
