using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Banana.Wire;

public ref partial struct TokenReader
{
    private const int Int128Bytes = 16;

    /// <summary>
    /// Reads an integer token of any kind whose value is an <see cref="int"/>; any other value is a
    /// <see cref="ReadStatus.Mismatch"/> (PROTOCOL.md [W-5], [W-6]).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadStatus TryReadInt32(out int value)
    {
        if (TryWord(out ulong digits, out TokenType type, out int length) && type == TokenType.Int)
        {
            ulong magnitude = Base128.Gather(digits);
            if (magnitude <= int.MaxValue && _bodyRemaining == 0)
            {
                value = unchecked((int)magnitude);
                Consume(length);
                return ReadStatus.Done;
            }
        }

        return TryReadInt32Slow(out value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ReadStatus TryReadInt32Slow(out int value)
    {
        if (TryWord(out ulong digits, out TokenType type, out int length) && type == TokenType.Neg && _bodyRemaining == 0)
        {
            ulong magnitude = Base128.Gather(digits);
            if (magnitude <= 1UL << 31)
            {
                value = unchecked((int)-(long)magnitude);
                Consume(length);
                return ReadStatus.Done;
            }
        }

        TokenReader before = this;
        ReadStatus status = TryReadInt64(out long wide);
        value = unchecked((int)wide);
        if (status == ReadStatus.Done && value != wide)
        {
            this = before;
            value = 0;
            return ReadStatus.Mismatch;
        }

        return status;
    }

    /// <summary>
    /// Reads an integer token of any kind whose value is a <see cref="long"/>; any other value is a
    /// <see cref="ReadStatus.Mismatch"/> (PROTOCOL.md [W-5], [W-6]).
    /// </summary>
    public ReadStatus TryReadInt64(out long value)
    {
        if (TryWord(out ulong digits, out TokenType type, out int length) && _bodyRemaining == 0)
        {
            if (type is TokenType.Int or TokenType.Neg) // at most 49 bits
            {
                long magnitude = unchecked((long)Base128.Gather(digits));
                value = type == TokenType.Int ? magnitude : -magnitude;
                Consume(length);
                return ReadStatus.Done;
            }

            if (type is TokenType.LongInt or TokenType.LongNeg && length == 2 && digits is >= 1 and <= 8
                && _unread.Length >= 10 && digits <= (ulong)_limits.MaxIntegerBytes)
            {
                int bytes = unchecked((int)digits);
                ulong magnitude = BinaryPrimitives.ReadUInt64BigEndian(_unread[2..]) >> (64 - (8 * bytes));
                if (magnitude <= long.MaxValue)
                {
                    value = type == TokenType.LongInt ? unchecked((long)magnitude) : -unchecked((long)magnitude);
                    Consume(2 + bytes);
                    return ReadStatus.Done;
                }
            }
        }

        return TryReadInt64Slow(out value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ReadStatus TryReadInt64Slow(out long value)
    {
        TokenReader before = this;
        ReadStatus status = TryReadInt128(out Int128 wide);
        if (status == ReadStatus.Done && (wide < long.MinValue || wide > long.MaxValue))
        {
            this = before;
            value = 0;
            return ReadStatus.Mismatch;
        }

        value = unchecked((long)wide);
        return status;
    }

    /// <summary>
    /// Reads an integer token of any kind whose value is an <see cref="Int128"/>; any other value is a
    /// <see cref="ReadStatus.Mismatch"/> (PROTOCOL.md [W-5], [W-6]).
    /// </summary>
    public ReadStatus TryReadInt128(out Int128 value)
    {
        value = 0;
        ReadStatus status = TryPeek(out TokenHeader header);
        if (status != ReadStatus.Done)
        {
            return status;
        }

        switch (header.Type)
        {
            case TokenType.Int or TokenType.Neg when !header.IsWide:
                value = header.Type == TokenType.Int ? header.Value : -(Int128)header.Value;
                Accept(header);
                return ReadStatus.Done;

            case TokenType.LongInt or TokenType.LongNeg when header.Value > (ulong)_limits.MaxIntegerBytes:
                return ReadStatus.Mismatch;

            case TokenType.LongInt or TokenType.LongNeg when header.Value <= Int128Bytes:
                return TryReadShortBody(header, out value);

            case TokenType.Int or TokenType.Neg or TokenType.LongInt or TokenType.LongNeg:
                TokenReader before = this;
                status = TryReadInteger(out BigInteger big);
                if (status == ReadStatus.Done && (big < Int128.MinValue || big > Int128.MaxValue))
                {
                    this = before;
                    return ReadStatus.Mismatch;
                }

                value = (Int128)big;
                return status;

            default:
                return ReadStatus.Mismatch;
        }
    }

    /// <summary>
    /// Reads an integer token of any kind and size (PROTOCOL.md [W-5], [W-6]). A body above
    /// <see cref="WireLimits.MaxIntegerBytes"/> is a <see cref="ReadStatus.Mismatch"/>, before any of it is buffered.
    /// </summary>
    public ReadStatus TryReadInteger(out BigInteger value)
    {
        value = default;
        ReadStatus status = TryPeek(out TokenHeader header);
        if (status != ReadStatus.Done)
        {
            return status;
        }

        Span<byte> digits = stackalloc byte[WireLimits.MaxHeaderBytes];
        switch (header.Type)
        {
            case TokenType.Int or TokenType.Neg:
                digits = digits[..header.Digits];
                CopyTo(digits);
                value = header.IsWide ? Base128.ToBigInteger(digits) : header.Value;
                Accept(header);
                break;

            case TokenType.LongInt or TokenType.LongNeg when header.Value <= (ulong)_limits.MaxIntegerBytes:
                status = TryReadWhole(header, out ReadOnlySpan<byte> body);
                if (status != ReadStatus.Done)
                {
                    return status;
                }

                value = new BigInteger(body, isUnsigned: true, isBigEndian: true);
                break;

            default:
                return ReadStatus.Mismatch;
        }

        if (header.Type is TokenType.Neg or TokenType.LongNeg)
        {
            value = -value;
        }

        return ReadStatus.Done;
    }

    /// <summary>Reads a FLOAT bit for bit, NaN payloads included (PROTOCOL.md [W-8]).</summary>
    public ReadStatus TryReadDouble(out double value)
    {
        if (_unread.Length >= 9 && _unread[0] == (byte)TokenType.Float && _bodyRemaining == 0)
        {
            value = BinaryPrimitives.ReadDoubleBigEndian(_unread[1..]);
            Consume(9);
            return ReadStatus.Done;
        }

        return TryReadDoubleSlow(out value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ReadStatus TryReadDoubleSlow(out double value)
    {
        value = 0;
        ReadStatus status = TryPeek(out TokenHeader header);
        if (status != ReadStatus.Done)
        {
            return status;
        }

        if (header.Type != TokenType.Float)
        {
            return ReadStatus.Mismatch;
        }

        Span<byte> bits = stackalloc byte[8];
        if (Remaining < header.Length + 8)
        {
            return Need(header.Length + 8);
        }

        Consume(header.Length);
        CopyTo(bits);
        AdvanceSlow(8);
        value = BinaryPrimitives.ReadDoubleBigEndian(bits);
        return ReadStatus.Done;
    }

    private ReadStatus TryReadShortBody(scoped in TokenHeader header, out Int128 value)
    {
        value = 0;
        int length = (int)header.Value;
        if (Remaining < header.Length + length)
        {
            return Need(header.Length + length);
        }

        TokenReader before = this;
        Span<byte> body = stackalloc byte[Int128Bytes];
        body.Clear();
        Consume(header.Length);
        CopyTo(body[(Int128Bytes - length)..]);
        AdvanceSlow(length);
        UInt128 magnitude = BinaryPrimitives.ReadUInt128BigEndian(body);
        bool negative = header.Type == TokenType.LongNeg;
        if (magnitude > (UInt128)Int128.MaxValue + (negative ? 1u : 0u))
        {
            this = before;
            return ReadStatus.Mismatch;
        }

        value = unchecked(negative ? -(Int128)magnitude : (Int128)magnitude);
        return ReadStatus.Done;
    }
}
