using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Banana.Wire;

/// <summary>
/// Writes tokens in their shortest form to an <see cref="IBufferWriter{T}"/> (PROTOCOL.md [W-3]). The buffer writer gets the
/// bytes on <see cref="Commit"/>.
/// </summary>
/// <remarks>Allocates nothing. A ref struct over borrowed memory; not thread-safe.</remarks>
public ref partial struct TokenWriter
{
    private const int LongestHeader = 11; // ten digits and the type byte
    private const int SmallestSpan = 512;

    private readonly long _budget;
    private IBufferWriter<byte> _output;
    private Span<byte> _span; // the free room
    private int _granted;     // the size of the span that the output returned
    private long _committed;
    private ulong _bodyRemaining;

    /// <summary>Creates a writer to <paramref name="output"/>, which the caller still owns.</summary>
    /// <param name="output">The buffer writer that receives the bytes.</param>
    /// <param name="budget">The number of bytes after which <see cref="IsFull"/> asks for a flush; the default is never.</param>
    public TokenWriter(IBufferWriter<byte> output, long budget = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        _budget = budget;
    }

    /// <summary>The number of bytes written by this writer.</summary>
    public readonly long BytesWritten => unchecked(_committed + (_granted - _span.Length));

    /// <summary>Whether the budget is used up; a slicer then returns <c>Flush</c> before its next token.</summary>
    public readonly bool IsFull => BytesWritten >= _budget;

    /// <summary>Passes all bytes written so far to the output. Call it at the end, and before the output is flushed.</summary>
    public void Commit()
    {
        int used = _granted - _span.Length;
        if (used > 0)
        {
            _output.Advance(used);
            _committed += used;
        }

        _span = default;
        _granted = 0;
    }

    /// <summary>Has <paramref name="tally"/> count the tokens written from now on until <see cref="StopCounting"/>, when they are committed.</summary>
    internal void CountBy(TokenTally tally)
    {
        Commit();
        tally.Enter(_output);
        _output = tally;
    }

    /// <summary>Ends <see cref="CountBy"/>.</summary>
    internal void StopCounting(TokenTally tally)
    {
        Commit();
        _output = tally.Leave();
    }

    /// <summary>Writes a bare OPEN (PROTOCOL.md [W-11]).</summary>
    public void WriteOpen() => WriteBare(TokenType.Open);

    /// <summary>Writes OPEN with its number (PROTOCOL.md [W-11]).</summary>
    public void WriteOpen(ulong number) => WriteHeader(TokenType.Open, number);

    /// <summary>Writes a bare CLOSE (PROTOCOL.md [W-12]).</summary>
    public void WriteClose() => WriteBare(TokenType.Close);

    /// <summary>Writes CLOSE with the number of its OPEN (PROTOCOL.md [W-12]).</summary>
    public void WriteClose(ulong number) => WriteHeader(TokenType.Close, number);

    /// <summary>Writes a bare ABORT (PROTOCOL.md [W-13]).</summary>
    public void WriteAbort() => WriteBare(TokenType.Abort);

    /// <summary>Writes ABORT with the number of its OPEN (PROTOCOL.md [W-13]).</summary>
    public void WriteAbort(ulong number) => WriteHeader(TokenType.Abort, number);

    /// <summary>Writes VOCAB (PROTOCOL.md [W-10]).</summary>
    public void WriteVocab(ulong index) => WriteHeader(TokenType.Vocab, index);

    /// <summary>Writes a bare OPEN and a VOCAB of one digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WriteOpenVocab(byte index)
    {
        const uint open = (uint)TokenType.Open | ((uint)TokenType.Vocab << 16);
        Span<byte> room = Room(sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(room, open | ((uint)index << 8));
        _span = room[3..];
    }

    /// <summary>Writes the first bytes of an instance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WritePrefix(ShapePrefix prefix)
    {
        Span<byte> room = Room(sizeof(ulong));
        BinaryPrimitives.WriteUInt64LittleEndian(room, prefix.Bits);
        _span = room[prefix.Length..];
    }

    /// <summary>Writes a bare OPEN, VOCAB, INT and CLOSE, if the INT has one or two digits and there is room.</summary>
    internal bool TryWriteShortReference(byte index, ulong id)
    {
        const uint open = (uint)TokenType.Open | ((uint)TokenType.Vocab << 16);
        const ulong end = (ulong)TokenType.Int | ((ulong)TokenType.Close << 8);
        int digits = id < 0x80 ? 1 : 2;
        ulong number = (id & 0x7F) | ((id & 0x3F80) << 1) | (end << (8 * digits));
        if (id >= 1 << 14
            || _bodyRemaining != 0
            || !BinaryPrimitives.TryWriteUInt64LittleEndian(_span, open | ((ulong)index << 8) | (number << 24)))
        {
            return false;
        }

        _span = _span[unchecked(5 + digits)..];
        return true;
    }

    /// <summary>Reserves room for several small tokens at once.</summary>
    /// <param name="tokens">The largest number of tokens in the block.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TokenBlock BeginBlock(int tokens) => new(Room(TokenBlock.TokenRoom * tokens), tokens);

    /// <summary>Writes the tokens of a block. A block that is not ended is not written.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EndBlock(TokenBlock block) => _span = _span[block.Length..];

    /// <summary>Writes PING, without a header for number 0 (PROTOCOL.md [W-15]).</summary>
    public void WritePing(ulong number) => WriteControl(TokenType.Ping, number);

    /// <summary>Writes PONG, without a header for number 0 (PROTOCOL.md [W-15]).</summary>
    public void WritePong(ulong number) => WriteControl(TokenType.Pong, number);

    /// <summary>Writes a PONG that repeats a PING's digits, in their shortest form (PROTOCOL.md [W-15]).</summary>
    /// <param name="digits">At most 64 header bytes, each below 0x80.</param>
    internal void WritePong(scoped ReadOnlySpan<byte> digits)
    {
        digits = digits.TrimEnd((byte)0);
        Span<byte> room = Room(digits.Length + 1);
        digits.CopyTo(room);
        room[digits.Length] = (byte)TokenType.Pong;
        _span = room[(digits.Length + 1)..];
    }

    private void WriteControl(TokenType type, ulong number)
    {
        if (number == 0)
        {
            WriteBare(type);
        }
        else
        {
            WriteHeader(type, number);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteBare(TokenType type)
    {
        Span<byte> room = Room(1);
        room[0] = (byte)type;
        _span = room[1..];
    }

    /// <summary>Writes header digits and type byte in one 8-byte store, if seven digits suffice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteHeader(TokenType type, ulong value)
    {
        if (value < 1UL << 49 && _bodyRemaining == 0)
        {
            int digits = Base128.CountDigits(value);
            ulong word = Base128.Scatter(value) | ((ulong)type << unchecked(8 * digits));
            if (BinaryPrimitives.TryWriteUInt64LittleEndian(_span, word))
            {
                _span = _span[unchecked(digits + 1)..];
                return;
            }
        }

        WriteHeaderSlow(type, value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteHeaderSlow(TokenType type, ulong value)
    {
        Span<byte> room = Room(LongestHeader);
        int digits = PutDigits(room, value);
        room[digits] = (byte)type;
        _span = room[(digits + 1)..];
    }

    private static int PutDigits(Span<byte> room, ulong value)
    {
        int digits = 0;
        do
        {
            room[digits++] = unchecked((byte)(value & 0x7F));
            value >>= 7;
        }
        while (value != 0);
        return digits;
    }

    /// <summary>Returns at least <paramref name="length"/> bytes of free room for a new token.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Room(int length)
    {
        if (_bodyRemaining != 0)
        {
            Throw.BodyNotWritten((long)_bodyRemaining);
        }

        return _span.Length >= length ? _span : GrowSlow(length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Span<byte> GrowSlow(int length)
    {
        if (_granted != 0)
        {
            Commit();
        }

        _span = _output.GetSpan(Math.Max(length, SmallestSpan));
        _granted = _span.Length;
        return _span;
    }
}
