using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Banana.Wire;

/// <summary>
/// A block of small tokens for which room is reserved at once, used by generated code for members of one token each. Start it
/// with <see cref="TokenWriter.BeginBlock"/>, write at most the announced number of tokens, and pass it to
/// <see cref="TokenWriter.EndBlock"/>.
/// </summary>
/// <remarks>A ref struct over the writer's own memory; nothing else may be written until the block ends.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct TokenBlock
{
    /// <summary>The room for one token: STRING of 16 bytes, or a number of 64 bits stored eight bytes at a time.</summary>
    internal const int TokenRoom = 24;

    private const long NegLimit = 1L << 31;

    private readonly ref byte _start;
    private int _length;
    private int _left; // the number of tokens that still have room

    internal TokenBlock(Span<byte> room, int tokens)
    {
        _start = ref MemoryMarshal.GetReference(room);
        _left = tokens;
    }

    internal readonly int Length => _length;

    /// <summary>Writes a boolean (PROTOCOL.md [T-2]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(bool value) => Put(((ulong)TokenType.Int << 8) | (value ? 1UL : 0), 2);

    /// <summary>Writes an integer (PROTOCOL.md [W-7]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(int value)
    {
        ulong magnitude = unchecked((ulong)(value < 0 ? -(long)value : value));
        TokenType type = value < 0 ? TokenType.Neg : TokenType.Int;
        int digits = Base128.CountDigits(magnitude);
        Put(Base128.Scatter(magnitude) | ((ulong)type << unchecked(8 * digits)), unchecked(digits + 1));
    }

    /// <inheritdoc cref="Write(int)"/>
    public void Write(uint value) => Write((long)value);

    /// <inheritdoc cref="Write(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(long value)
    {
        if (value is >= -NegLimit and < NegLimit)
        {
            Write(unchecked((int)value));
        }
        else
        {
            PutLong(value < 0, unchecked((ulong)(value < 0 ? -value : value)));
        }
    }

    /// <inheritdoc cref="Write(int)"/>
    public void Write(ulong value)
    {
        if (value < NegLimit)
        {
            Write(unchecked((int)value));
        }
        else
        {
            PutLong(isNegative: false, value);
        }
    }

    /// <summary>Writes a double (PROTOCOL.md [W-8]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(double value)
    {
        ref byte at = ref Take(9);
        at = (byte)TokenType.Float;
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref at, 1), BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(bits) : bits);
    }

    /// <summary>Writes a STRING of 16 bytes, which the caller fills in (PROTOCOL.md [W-9]).</summary>
    /// <returns>The bytes. Valid until the next call.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> Write16Bytes()
    {
        ref byte at = ref Take(18);
        at = 16;
        Unsafe.Add(ref at, 1) = (byte)TokenType.String;
        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref at, 2), 16);
    }

    private void PutLong(bool isNegative, ulong magnitude)
    {
        int length = unchecked(8 - (System.Numerics.BitOperations.LeadingZeroCount(magnitude) >> 3));
        ref byte at = ref Take(unchecked(2 + length));
        at = unchecked((byte)length);
        Unsafe.Add(ref at, 1) = (byte)(isNegative ? TokenType.LongNeg : TokenType.LongInt);
        ulong body = magnitude << unchecked(64 - (8 * length));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref at, 2), BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(body) : body);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(ulong token, int length) =>
        Unsafe.WriteUnaligned(ref Take(length), BitConverter.IsLittleEndian ? token : BinaryPrimitives.ReverseEndianness(token));

    /// <summary>The room for the next token.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Take(int length)
    {
        // SAFETY: a token takes at most 18 bytes and is stored in at most 18; there are 24 bytes of room for each announced token.
        if (_left <= 0)
        {
            throw Full();
        }

        _left = unchecked(_left - 1);
        ref byte at = ref Unsafe.Add(ref _start, _length);
        _length = unchecked(_length + length);
        return ref at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static InvalidOperationException Full() => new("More tokens were written than the block was begun for. Begin it with their number.");
}
