using System.Buffers;
using Banana.Wire;

namespace Banana.Slicing;

// What may stand at a position, other than the tokens that the position's own fast path takes.
public sealed partial class UnslicerStack
{
    private const int BytesPerObject = 24; // header and length of a string or array

    private readonly ArrayBufferWriter<byte> _replies = new();
    private int _pongs;

    /// <summary>
    /// Reads a value at a position when its own fast path could not: null, a reference, a sequence, a vocabulary word, a control
    /// token; or refuses the token.
    /// </summary>
    /// <param name="reader">The bytes.</param>
    /// <param name="position">The unslicer of the position's declared type.</param>
    /// <param name="value">The value, boxed, if the result is <see cref="UnsliceStep.Done"/>.</param>
    public UnsliceStep ReadValue(ref TokenReader reader, Unslicer position, out object? value)
    {
        ArgumentNullException.ThrowIfNull(position);
        value = null;
        ReadStatus status = reader.TryPeek(out TokenHeader header);
        if (status != ReadStatus.Done || (header.Type.Bit() & (TokenTypes.Control | TokenTypes.Abort)) != 0)
        {
            return Stop(ref reader, status, header);
        }

        switch (header.Type)
        {
            case TokenType.Open:
                return Open(ref reader, header, position, out value);

            case TokenType.Vocab when IsNull(header):
                if (position.AcceptsNull)
                {
                    reader.Accept(header);
                    return UnsliceStep.Done;
                }

                return Refuse(ref reader, ViolationCode.UnexpectedToken, "null", position.Expected);

            case TokenType.Vocab:
                return TakeWord(ref reader, header, position, out value);

            case TokenType.Close when _frames.Count == 1:
                throw Lost(ref reader, ProtocolErrorCode.CloseWithoutOpen, header.Describe(), "a value");

            case TokenType.Close:
                CheckClose(ref reader, header, _frames.Top.Number);
                return FailFrame(ref reader, ViolationCode.SequenceTooShort, header.Describe(), position.Expected);

            default:
                return RefusalOf(ref reader, header, position) is { } code
                    ? Refuse(ref reader, code, header.Describe(), position.Expected)
                    : UnsliceStep.More;
        }
    }

    /// <summary>
    /// Like <see cref="ReadValue"/>, inside the sequence of a single token: neither another sequence nor null may stand there.
    /// </summary>
    public UnsliceStep ReadToken(ref TokenReader reader, Unslicer position, out object? value)
    {
        ArgumentNullException.ThrowIfNull(position);
        ReadStatus status = reader.TryPeek(out TokenHeader header);
        if (status == ReadStatus.Done && (header.Type == TokenType.Open || IsNull(header)))
        {
            value = null;
            return Refuse(ref reader, ViolationCode.UnexpectedToken, header.Describe(), position.Expected);
        }

        return ReadValue(ref reader, position, out value);
    }

    /// <summary>Reads a STRING as text, and charges its memory once all of it has arrived.</summary>
    public ReadStatus TryReadText(ref TokenReader reader, out string text)
    {
        if (CanTakeString(ref reader, bytesPerByte: 2))
        {
            return reader.TryReadText(out text);
        }

        text = "";
        return ReadStatus.Mismatch;
    }

    /// <summary>Reads a STRING as a new array, and charges its memory once all of it has arrived.</summary>
    public ReadStatus TryReadBytes(ref TokenReader reader, out byte[] bytes)
    {
        if (!CanTakeString(ref reader, bytesPerByte: 1))
        {
            bytes = [];
            return ReadStatus.Mismatch;
        }

        ReadStatus status = reader.TryReadBytes(out ReadOnlySpan<byte> body);
        bytes = status == ReadStatus.Done ? body.ToArray() : [];
        return status;
    }

    /// <summary>Reads a name, STRING or VOCAB, of at most <see cref="WireLimits.MaxIndexTokenBytes"/>.</summary>
    /// <param name="reader">The bytes.</param>
    /// <param name="expected">What is expected, as a lower-case noun phrase.</param>
    /// <param name="name">The name; valid as long as the reader's buffer.</param>
    /// <returns><see cref="UnsliceStep.Done"/> when it was there; anything else is to be returned as it is.</returns>
    public UnsliceStep ReadName(ref TokenReader reader, string expected, out ReadOnlySpan<byte> name)
    {
        name = default;
        ReadStatus status = reader.TryPeek(out TokenHeader header);
        switch (header.Type)
        {
            case TokenType.String when header.Value <= (ulong)_limits.MaxIndexTokenBytes:
                status = reader.TryReadBytes(out name);
                return status == ReadStatus.Done ? UnsliceStep.Done : Stop(ref reader, status, header);

            case TokenType.Vocab when _vocabulary.TryGet(header.Value, out VocabularyWord? word):
                reader.Accept(header);
                name = word.Utf8;
                return UnsliceStep.Done;

            default:
                if (status != ReadStatus.Done || (header.Type.Bit() & (TokenTypes.Control | TokenTypes.Abort)) != 0)
                {
                    return Stop(ref reader, status, header);
                }

                return FailFrame(ref reader, ViolationCode.UnexpectedToken, header.Describe(), expected);
        }
    }

    private bool CanTakeString(ref TokenReader reader, int bytesPerByte)
    {
        if (reader.TryPeek(out TokenHeader header) != ReadStatus.Done
            || header.Type != TokenType.String
            || header.Value > (ulong)_limits.MaxStringBytes)
        {
            return true; // not for this method to judge
        }

        bool isWhole = reader.Remaining >= header.Length + (long)header.Value;
        return !isWhole || TryCharge(BytesPerObject + (bytesPerByte * (long)header.Value));
    }

    private bool IsNull(in TokenHeader header) =>
        header is { Type: TokenType.Vocab, Value: 0 } && Dialect == WireDialect.Net;

    /// <summary>
    /// Moves what is to be sent back to the peer, PONGs, to <paramref name="output"/>. Call it after every
    /// <see cref="TryRead{T}"/>.
    /// </summary>
    /// <returns>Whether there was anything.</returns>
    public bool TakeReplies(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (_replies.WrittenCount == 0)
        {
            return false;
        }

        output.Write(_replies.WrittenSpan);
        _replies.ResetWrittenCount();
        _pongs = 0;
        return true;
    }

    /// <summary>Bytes ran out, the stream is malformed, a control token, or ABORT.</summary>
    private UnsliceStep Stop(ref TokenReader reader, ReadStatus status, in TokenHeader header)
    {
        switch (status)
        {
            case ReadStatus.NeedMoreData:
                return UnsliceStep.More;
            case ReadStatus.Malformed:
                throw reader.CreateFault(CurrentPath);
            default:
                break;
        }

        if (header.Type != TokenType.Abort)
        {
            return TakeControl(ref reader, header);
        }

        if (_frames.Count == 1)
        {
            Violation aborted = NewViolation(ref reader, 1, ViolationCode.Aborted, header.Describe(), "a value");
            reader.Accept(header);
            EndRefused(aborted);
        }

        UnsliceStep step = FailFrame(ref reader, ViolationCode.Aborted, header.Describe(), "the rest of the object");
        reader.Accept(header);
        return step;
    }

    /// <summary>PING is answered, PONG ignored, ERROR surfaced, anywhere a token may start (PROTOCOL.md [W-14], [W-15]).</summary>
    private UnsliceStep TakeControl(ref TokenReader reader, in TokenHeader header)
    {
        switch (header.Type)
        {
            case TokenType.Error:
                TokenReader before = reader;
                reader.Accept(header);
                if (reader.TryReadBody(out ReadOnlySpan<byte> text) != ReadStatus.Done)
                {
                    reader = before;
                    return UnsliceStep.More;
                }

                string message = System.Text.Encoding.UTF8.GetString(text);
                throw Lost(ref reader, ProtocolErrorCode.PeerError, $"ERROR from the peer: {message}", "no error");

            case TokenType.Ping when _options.AnswersPings:
                if (_pongs >= _limits.MaxPendingPongs)
                {
                    throw Lost(ref reader, ProtocolErrorCode.PingFlood, $"{_pongs + 1} unanswered PINGs", "fewer");
                }

                _pongs++;
                TokenWriter writer = new(_replies);
                Span<byte> digits = stackalloc byte[WireLimits.MaxHeaderBytes];
                writer.WritePong(digits[..reader.CopyDigits(header, digits)]);
                writer.Commit();
                break;

            default:
                break;
        }

        reader.Accept(header);
        return UnsliceStep.Child;
    }

    private UnsliceStep TakeWord(ref TokenReader reader, in TokenHeader header, Unslicer position, out object? value)
    {
        value = null;
        if (!_vocabulary.TryGet(header.Value, out VocabularyWord? word))
        {
            return Refuse(ref reader, ViolationCode.UnknownVocabulary, header.Describe(), "an index of the vocabulary");
        }

        if (word.Utf8.Length > _limits.MaxStringBytes)
        {
            return Refuse(ref reader, ViolationCode.StringTooLong, $"a word of {word.Utf8.Length} bytes", position.Expected);
        }

        if (!position.TryTakeWord(word, this, out value))
        {
            return Refuse(ref reader, ViolationCode.UnexpectedToken, header.Describe(), position.Expected);
        }

        reader.Accept(header);
        return UnsliceStep.Done;
    }

    /// <summary>Why a position's own fast path did not take a token; null if only a part of its body has arrived.</summary>
    private ViolationCode? RefusalOf(ref TokenReader reader, in TokenHeader header, Unslicer position)
    {
        TokenTypes bit = header.Type.Bit();
        bool isInteger = (bit & TokenTypes.Integers) != 0;
        ulong limit = header.Type switch
        {
            TokenType.String => (ulong)_limits.MaxStringBytes,
            TokenType.LongInt or TokenType.LongNeg => (ulong)_limits.MaxIntegerBytes,
            _ => ulong.MaxValue,
        };
        if ((bit & position.Tokens) == 0)
        {
            return ViolationCode.UnexpectedToken;
        }

        if (header.BodyLength > limit)
        {
            return isInteger ? ViolationCode.IntegerTooLong : ViolationCode.StringTooLong;
        }

        if (reader.Remaining < header.Length + (long)header.BodyLength)
        {
            return null;
        }

        return header.Type switch
        {
            TokenType.String when _managedBytes + BytesPerObject + (long)header.Value > _limits.MaxManagedBytes =>
                ViolationCode.TooMuchMemory,
            TokenType.String => ViolationCode.InvalidText,
            _ when isInteger => ViolationCode.NumberOutOfRange,
            _ => ViolationCode.UnexpectedToken,
        };
    }
}
