using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Banana.Wire;

// Short series of tokens that are recognised by comparing their bytes: what most sequences begin and end with.
public ref partial struct TokenReader
{
    private const byte TypeBit = 0x80;

    /// <summary>Whether a CLOSE without number stands here; consumes it if so.</summary>
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

    /// <summary>Whether two bytes are enough to see that the next token is no CLOSE.</summary>
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

    /// <summary>Whether OPEN without number and VOCAB of this index stand here; consumes both if so.</summary>
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

    /// <summary>Whether the definition of a shape seems to stand here, with a number of one digit.</summary>
    /// <param name="index">The index of <c>shape</c>.</param>
    /// <param name="number">The number.</param>
    internal readonly bool TryPeekShapeNumber(byte index, out ulong number)
    {
        const ulong open = (ulong)TokenType.Open | ((ulong)TokenType.Vocab << 16) | ((ulong)TokenType.Int << 32);
        bool isThere = BinaryPrimitives.TryReadUInt64LittleEndian(_unread, out ulong word)
            && (word & 0xFF_80FF_FFFF) == (open | ((ulong)index << 8))
            && _bodyRemaining == 0;
        number = isThere ? (word >> 24) & 0x7F : 0;
        return isThere;
    }

    /// <summary>Whether just these tokens stand here; consumes them if so.</summary>
    internal bool TryReadExactly(ReadOnlySpan<byte> tokens, int count)
    {
        if (tokens.IsEmpty || !_unread.StartsWith(tokens))
        {
            return false;
        }

        AcceptMany(tokens.Length, count);
        return true;
    }

    /// <summary>Whether an instance of this shape begins here; consumes its first bytes if so.</summary>
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
    /// Whether OPEN, VOCAB of this index, INT of one or two digits, and CLOSE stand here, none of them numbered.
    /// </summary>
    /// <param name="index">0 matches nothing.</param>
    /// <param name="id">The INT.</param>
    /// <param name="length">The bytes of the four tokens, for <see cref="AcceptMany"/>.</param>
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
