using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Banana.Wire;

public ref partial struct TokenWriter
{
    private const long NegLimit = 1L << 31;

    /// <summary>Writes INT, or NEG with the magnitude (PROTOCOL.md [W-5]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteInteger(int value)
    {
        if (value >= 0)
        {
            WriteHeader(TokenType.Int, unchecked((uint)value));
        }
        else
        {
            WriteHeader(TokenType.Neg, unchecked((ulong)-(long)value));
        }
    }

    /// <summary>Writes the shortest integer token: INT or NEG or, beyond 31 bits, LONGINT or LONGNEG (PROTOCOL.md [W-7]).</summary>
    public void WriteInteger(long value)
    {
        if (value is >= -NegLimit and < NegLimit)
        {
            WriteInteger(unchecked((int)value));
        }
        else
        {
            WriteLong(value < 0, unchecked((ulong)(value < 0 ? -value : value)));
        }
    }

    /// <inheritdoc cref="WriteInteger(long)"/>
    public void WriteInteger(ulong value)
    {
        if (value < NegLimit)
        {
            WriteHeader(TokenType.Int, value);
        }
        else
        {
            WriteLong(negative: false, value);
        }
    }

    /// <inheritdoc cref="WriteInteger(long)"/>
    public void WriteInteger(Int128 value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            WriteInteger((long)value);
        }
        else
        {
            WriteLong(value < 0, unchecked((UInt128)(value < 0 ? -value : value)));
        }
    }

    /// <inheritdoc cref="WriteInteger(long)"/>
    public void WriteInteger(UInt128 value)
    {
        if (value <= ulong.MaxValue)
        {
            WriteInteger((ulong)value);
        }
        else
        {
            WriteLong(negative: false, value);
        }
    }

    /// <inheritdoc cref="WriteInteger(long)"/>
    public void WriteInteger(BigInteger value)
    {
        if (value >= long.MinValue && value <= ulong.MaxValue)
        {
            if (value.Sign < 0)
            {
                WriteInteger((long)value);
            }
            else
            {
                WriteInteger((ulong)value);
            }

            return;
        }

        BigInteger magnitude = BigInteger.Abs(value);
        int length = magnitude.GetByteCount(isUnsigned: true);
        WriteHeader(value.Sign < 0 ? TokenType.LongNeg : TokenType.LongInt, (ulong)length);
        Span<byte> room = Room(length);
        magnitude.TryWriteBytes(room, out int written, isUnsigned: true, isBigEndian: true);
        _span = room[written..];
    }

    /// <summary>Writes the body of a <c>reference</c>: an INT of any size, never a LONGINT (PROTOCOL.md ).</summary>
    internal void WriteReferenceId(ulong id) => WriteHeader(TokenType.Int, id);

    /// <summary>Writes FLOAT, bit for bit, NaN payloads included (PROTOCOL.md [W-8]).</summary>
    public void WriteDouble(double value)
    {
        Span<byte> room = Room(9);
        room[0] = (byte)TokenType.Float;
        BinaryPrimitives.WriteDoubleBigEndian(room[1..], value);
        _span = room[9..];
    }

    /// <summary>Writes as many integers as fit into the free room.</summary>
    /// <returns>The number of <paramref name="values"/> written, from their start; at least one if there is any.</returns>
    public int WriteInt32Run(scoped ReadOnlySpan<int> values)
    {
        if (values.IsEmpty)
        {
            return 0;
        }

        Span<byte> room = Room(LongestHeader);
        int count = 0;
        while (count < values.Length)
        {
            long value = values[count];
            ulong magnitude = unchecked((ulong)(value < 0 ? -value : value));
            TokenType type = value < 0 ? TokenType.Neg : TokenType.Int;
            int digits = Base128.CountDigits(magnitude);
            if (!BinaryPrimitives.TryWriteUInt64LittleEndian(
                room, Base128.Scatter(magnitude) | ((ulong)type << (8 * digits))))
            {
                break;
            }

            room = room[(digits + 1)..];
            count++;
        }

        _span = room;
        return count;
    }

    /// <summary>Writes as many doubles as fit into the free room.</summary>
    /// <returns>The number of <paramref name="values"/> written, from their start; at least one if there is any.</returns>
    public int WriteDoubleRun(scoped ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            return 0;
        }

        Span<byte> room = Room(9);
        int count = 0;
        while (count < values.Length && room.Length >= 9)
        {
            room[0] = (byte)TokenType.Float;
            BinaryPrimitives.WriteDoubleBigEndian(room[1..], values[count++]);
            room = room[9..];
        }

        _span = room;
        return count;
    }

    private void WriteLong(bool negative, ulong magnitude)
    {
        int length = 8 - (BitOperations.LeadingZeroCount(magnitude) >> 3);
        Span<byte> room = Room(10);
        room[0] = unchecked((byte)length);
        room[1] = (byte)(negative ? TokenType.LongNeg : TokenType.LongInt);
        BinaryPrimitives.WriteUInt64BigEndian(room[2..], magnitude << (64 - (8 * length)));
        _span = room[(2 + length)..];
    }

    private void WriteLong(bool negative, UInt128 magnitude)
    {
        int length = 16 - (int)(UInt128.LeadingZeroCount(magnitude) / 8);
        Span<byte> room = Room(18);
        room[0] = (byte)length;
        room[1] = (byte)(negative ? TokenType.LongNeg : TokenType.LongInt);
        BinaryPrimitives.WriteUInt128BigEndian(room[2..], magnitude << (128 - (8 * length)));
        _span = room[(2 + length)..];
    }
}
