using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Banana.Wire;

/// <summary>
/// Reads tokens from bytes that may arrive in any pieces. Every <c>Try…</c> method either consumes a whole token (or header) and
/// returns <see cref="ReadStatus.Done"/>, or consumes nothing. Never throws for bad input.
/// </summary>
/// <remarks>
/// A ref struct over borrowed memory: the spans and sequences it returns are valid as long as the buffer. To continue with the
/// next buffer, keep <see cref="State"/> and create a new reader. Not thread-safe.
/// </remarks>
public ref partial struct TokenReader
{
    private const ulong TypeBits = 0x8080_8080_8080_8080;

    private readonly ReadOnlySequence<byte> _sequence;
    private WireLimits _limits;
    private ReadOnlySpan<byte> _unread; // the rest of the current segment
    private SequencePosition _next;     // the next segment
    private long _later;                // bytes in the segments after it
    private long _segmentEnd;           // the stream offset of the end of the current segment
    private long _tokens;
    private ulong _bodyRemaining;
    private long _wanted;
    private ProtocolErrorCode _fault;

    /// <summary>Creates a reader over contiguous memory.</summary>
    /// <param name="bytes">The bytes, borrowed while the reader is in use.</param>
    /// <param name="state">The position in the stream; the default is its start.</param>
    /// <param name="limits">The limits for the bodies of strings and integers; null for the defaults.</param>
    public TokenReader(ReadOnlySpan<byte> bytes, TokenReaderState state = default, WireLimits? limits = null)
    {
        _limits = limits ?? WireLimits.Default;
        _unread = bytes;
        _segmentEnd = state.Offset + bytes.Length;
        _tokens = state.Tokens;
        _bodyRemaining = state.BodyRemaining;
    }

    /// <summary>Creates a reader over a sequence of segments, such as the buffer of a pipe.</summary>
    /// <param name="bytes">The bytes, borrowed while the reader is in use.</param>
    /// <param name="state">The position in the stream; the default is its start.</param>
    /// <param name="limits">The limits for the bodies of strings and integers; null for the defaults.</param>
    public TokenReader(in ReadOnlySequence<byte> bytes, TokenReaderState state = default, WireLimits? limits = null)
        : this(bytes.FirstSpan, state, limits)
    {
        if (!bytes.IsSingleSegment)
        {
            _sequence = bytes;
            _next = bytes.Start;
            bytes.TryGet(ref _next, out _);
            _later = bytes.Length - _unread.Length;
        }
    }

    /// <summary>The number of bytes consumed since the start of the stream.</summary>
    public readonly long Offset => _segmentEnd - _unread.Length;

    /// <summary>The number of tokens accepted since the start of the stream.</summary>
    public readonly long Tokens => _tokens;

    /// <summary>The number of bytes in this buffer that have not been consumed.</summary>
    public readonly long Remaining => _unread.Length + _later;

    /// <summary>The number of body bytes of the last accepted token that have not been read yet.</summary>
    public readonly ulong BodyRemaining => _bodyRemaining;

    /// <summary>After <see cref="ReadStatus.NeedMoreData"/>, the least number of bytes that are needed beyond this buffer.</summary>
    public readonly long BytesWanted => _wanted;

    /// <summary>The state with which to continue in the next buffer.</summary>
    public readonly TokenReaderState State => new(Offset, _tokens, _bodyRemaining);

    /// <summary>The limits in force.</summary>
    public readonly WireLimits Limits => _limits;

    /// <summary>Reads the header of the next token without consuming it (PROTOCOL.md [W-1]). The body need not have arrived.</summary>
    /// <exception cref="InvalidOperationException">The last token's body has not been read to its end.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadStatus TryPeek(out TokenHeader header)
    {
        if (_bodyRemaining == 0 && TryWord(out ulong digits, out TokenType type, out int length))
        {
            if ((type.Bit() & ~TokenTypes.Error) != 0)
            {
                header = new TokenHeader(type, Base128.Gather(digits), length - 1, IsWide: false);
                return ReadStatus.Done;
            }
        }

        return TryPeekSlow(out header);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ReadStatus TryPeekSlow(out TokenHeader header)
    {
        if (_bodyRemaining != 0)
        {
            Throw.BodyNotRead();
        }

        SkipEmptySegments();
        ReadStatus status = Base128.TryReadHeader(_unread, out header);
        if (status == ReadStatus.NeedMoreData && _later > 0)
        {
            Span<byte> window = stackalloc byte[WireLimits.MaxHeaderBytes + 1];
            status = Base128.TryReadHeader(window[..CopyTo(window)], out header);
        }

        switch (status)
        {
            case ReadStatus.NeedMoreData:
                _wanted = 1;
                return status;
            case ReadStatus.Malformed:
                return Malformed(ProtocolErrorCode.HeaderTooLong);
            default:
                break;
        }

        return header switch
        {
            { Type: TokenType.List } => Malformed(ProtocolErrorCode.ListToken),
            { Type: TokenType.Error, Value: > WireLimits.MaxErrorBytes } => Malformed(ProtocolErrorCode.ErrorTooLong),
            { BodyLength: > long.MaxValue } => Malformed(ProtocolErrorCode.BodyTooLong),
            _ when header.Type.Bit() == TokenTypes.None => Malformed(ProtocolErrorCode.UnknownTypeByte),
            _ => ReadStatus.Done,
        };
    }

    /// <summary>Consumes a header that <see cref="TryPeek"/> returned. Its body, if any, must be read or skipped next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Accept(in TokenHeader header)
    {
        Consume(header.Length);
        _bodyRemaining = header.BodyLength;
    }

    /// <summary>Reads OPEN and its number, or 0 if it has none (PROTOCOL.md [W-11]).</summary>
    public ReadStatus TryReadOpen(out ulong number) => TryReadBare(TokenType.Open, out number);

    /// <summary>Reads CLOSE and its number, or 0 if it has none (PROTOCOL.md [W-12]).</summary>
    public ReadStatus TryReadClose(out ulong number) => TryReadBare(TokenType.Close, out number);

    /// <summary>Reads VOCAB and its index (PROTOCOL.md [W-10]).</summary>
    public ReadStatus TryReadVocab(out ulong index) => TryReadBare(TokenType.Vocab, out index);

    /// <summary>Creates the exception for a <see cref="ReadStatus.Malformed"/> result, located at <paramref name="path"/>.</summary>
    /// <exception cref="InvalidOperationException">The last read did not return <see cref="ReadStatus.Malformed"/>.</exception>
    public readonly BananaProtocolException CreateFault(string path = "$")
    {
        _ = TryPeekRaw(out TokenHeader header);
        (string found, string expected) = _fault switch
        {
            ProtocolErrorCode.HeaderTooLong => ("a header of more than 64 bytes", "a type byte after at most 64"),
            ProtocolErrorCode.UnknownTypeByte => (header.Type.Name(), "a token"),
            ProtocolErrorCode.ListToken => ("LIST, a token of the predecessor protocol", "a token of this protocol"),
            ProtocolErrorCode.ErrorTooLong => (header.Describe(), "an ERROR of at most 1000 bytes"),
            ProtocolErrorCode.BodyTooLong => (header.Describe(), "a body shorter than 2^63 bytes"),
            _ => throw new InvalidOperationException("The last read was not malformed, so there is no fault to report."),
        };
        return new BananaProtocolException(_fault, path, Offset, found, expected);
    }

    /// <summary>Creates the exception for a stream that ended here, inside a token or an object.</summary>
    public readonly BananaProtocolException CreateUnexpectedEnd(string path = "$") => new(
        ProtocolErrorCode.UnexpectedEnd, path, Offset + Remaining, "the end of the stream", "more tokens");

    /// <summary>Returns the first 8 bytes, if they contain a whole header of up to 7 digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool TryWord(out ulong digits, out TokenType type, out int length)
    {
        if (BinaryPrimitives.TryReadUInt64LittleEndian(_unread, out ulong word) && (word & TypeBits) != 0)
        {
            unchecked // a word has 64 bits
            {
                int shift = BitOperations.TrailingZeroCount(word & TypeBits) - 7;
                type = (TokenType)(byte)(word >> shift);
                digits = word & ((1UL << shift) - 1);
                length = (shift >> 3) + 1;
            }

            return true;
        }

        digits = 0;
        type = default;
        length = 0;
        return false;
    }

    private ReadStatus TryReadBare(TokenType type, out ulong value)
    {
        ReadStatus status = TryPeek(out TokenHeader header);
        value = header.Value;
        if (status != ReadStatus.Done)
        {
            return status;
        }

        if (header.Type != type)
        {
            return ReadStatus.Mismatch;
        }

        Accept(header);
        return ReadStatus.Done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Consume(int length)
    {
        _tokens = unchecked(_tokens + 1);
        if (length <= _unread.Length)
        {
            _unread = _unread[length..];
        }
        else
        {
            AdvanceSlow(length);
        }
    }

    /// <summary>Replaces the limits that were passed to the constructor by those of the engine.</summary>
    internal void UseLimits(WireLimits limits) => _limits = limits;

    /// <summary>Copies the digits of a header that <see cref="TryPeek"/> returned and that has not been accepted.</summary>
    internal readonly int CopyDigits(scoped in TokenHeader header, scoped Span<byte> destination) =>
        CopyTo(destination[..header.Digits]);

    private readonly ReadStatus TryPeekRaw(out TokenHeader header)
    {
        Span<byte> window = stackalloc byte[WireLimits.MaxHeaderBytes + 1];
        return Base128.TryReadHeader(window[..CopyTo(window)], out header);
    }

    private ReadStatus Malformed(ProtocolErrorCode fault)
    {
        _fault = fault;
        return ReadStatus.Malformed;
    }

    private ReadStatus Need(long total)
    {
        _wanted = Math.Max(1, total - Remaining);
        return ReadStatus.NeedMoreData;
    }
}
