using Banana.Wire;

namespace Banana.Slicing;

// Values at a position other than the tokens that the fast path of its unslicer reads.
public sealed partial class UnslicerStack
{
    private const int BytesPerObject = 32; // header and length of a string or array, and the rounding up of its size

    /// <summary>
    /// Reads a value that the fast path of its unslicer could not read (null, a reference, a sequence, a vocabulary word, a
    /// control token), or refuses the token.
    /// </summary>
    /// <param name="reader">The bytes.</param>
    /// <param name="position">The unslicer of the position's declared type.</param>
    /// <param name="value">The value, boxed, if the result is <see cref="UnsliceStep.Done"/>.</param>
    public UnsliceStep ReadValue(ref TokenReader reader, Unslicer position, out object? value)
    {
        ArgumentNullException.ThrowIfNull(position);
        value = null;
        ReadStatus status = reader.TryPeek(out TokenHeader header);
        if (MustStop(status, header))
        {
            return Stop(ref reader, status, header);
        }

        switch (header.Type)
        {
            case TokenType.Open:
                return Open(ref reader, header, position, out value);

            case TokenType.Vocab when IsNull(header):
                if (AcceptsNull(position))
                {
                    reader.Accept(header);
                    return UnsliceStep.Done;
                }

                return Refuse(ref reader, ViolationCode.UnexpectedToken, "null", ExpectedOf(position));

            case TokenType.Vocab:
                return TakeWord(ref reader, header, position, out value);

            case TokenType.Close:
                return FailShort(ref reader, header, position.Expected);

            default:
                return RefusalOf(ref reader, header, position) switch
                {
                    null => UnsliceStep.NeedMoreData,
                    ViolationCode.TooManyBytes => Refuse(ref reader, _budget.RefuseBytes(reader.Offset, header)!.Value),
                    ViolationCode.TooMuchMemory => RefuseMemory(ref reader),
                    ViolationCode.StringTooLong => Refuse(ref reader, ViolationCode.StringTooLong, header.Describe(), MostStringBytes),
                    ViolationCode.IntegerTooLong => Refuse(
                        ref reader, ViolationCode.IntegerTooLong, header.Describe(), $"at most {_limits.MaxIntegerBytes} bytes (MaxIntegerBytes)"),
                    { } code => Refuse(ref reader, code, header.Describe(), position.Expected),
                };
        }
    }

    /// <summary>
    /// Like <see cref="ReadValue"/>, inside the sequence of a single token, where neither another sequence nor null is allowed.
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
        if (reader.TryPeekString(out ReadOnlySpan<byte> body, out int total))
        {
            text = "";
            if (!TryCharge(unchecked(BytesPerObject + (2L * body.Length))) || !TokenReader.TryDecode(body, out text))
            {
                return ReadStatus.Mismatch;
            }

            reader.AcceptWhole(total);
            return ReadStatus.Done;
        }

        return TryReadTextSlow(ref reader, out text);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private ReadStatus TryReadTextSlow(ref TokenReader reader, out string text)
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

    /// <summary>
    /// Copies the bytes of a word to a mutable array, after charging <see cref="WireLimits.MaxManagedBytes"/> for the copy.
    /// </summary>
    /// <param name="word">The word.</param>
    /// <param name="copy">A new byte array, owned by the caller; null if the result is false.</param>
    /// <returns>False if the budget is used up; refuse the value with <see cref="RefuseMemory"/>.</returns>
    public bool TryCopyWord(VocabularyWord word, out object? copy)
    {
        ArgumentNullException.ThrowIfNull(word);
        bool isCharged = TryCharge(BytesPerObject + word.Utf8.Length);
        copy = isCharged ? word.Utf8.ToArray() : null;
        return isCharged;
    }

    /// <summary>Reads a name, STRING or VOCAB, of at most <see cref="WireLimits.MaxIndexTokenBytes"/>.</summary>
    /// <param name="reader">The bytes.</param>
    /// <param name="expected">What is expected, as a lower-case noun phrase.</param>
    /// <param name="name">The name; valid as long as the reader's buffer.</param>
    /// <returns><see cref="UnsliceStep.Done"/> if it was read; any other step must be returned as it is.</returns>
    public UnsliceStep ReadName(ref TokenReader reader, string expected, out ReadOnlySpan<byte> name)
    {
        name = default;
        ReadStatus status = reader.TryPeek(out TokenHeader header);
        switch (header.Type)
        {
            case TokenType.String when header.Value <= (ulong)_limits.MaxIndexTokenBytes:
                status = reader.TryReadName(header, out name);
                return status == ReadStatus.Done ? UnsliceStep.Done : Stop(ref reader, status, header);

            case TokenType.Vocab when _vocabulary.TryGet(header.Value, out VocabularyWord? word):
                reader.Accept(header);
                name = word.Utf8;
                return UnsliceStep.Done;

            default:
                if (MustStop(status, header))
                {
                    return Stop(ref reader, status, header);
                }

                return FailFrame(ref reader, ViolationCode.UnexpectedToken, header, expected);
        }
    }

    private bool CanTakeString(ref TokenReader reader, int bytesPerByte)
    {
        if (reader.TryPeek(out TokenHeader header) != ReadStatus.Done
            || header.Type != TokenType.String
            || header.Value > (ulong)_limits.MaxStringBytes)
        {
            return true; // refused elsewhere
        }

        return !reader.IsWhole(header) || TryCharge(BytesPerObject + (bytesPerByte * (long)header.Value));
    }

    private bool IsNull(in TokenHeader header) =>
        header is { Type: TokenType.Vocab, Value: 0 } && _hasNullToken;

    /// <summary>Whether null is allowed: by the type of the position and by the enclosing object.</summary>
    private bool AcceptsNull(Unslicer position) =>
        position.AcceptsNull && (!RespectsNullability || _frames.Top.Unslicer.AcceptsNullInside(in _frames.Top));

    /// <summary>Returns the expected value for a position where null is refused.</summary>
    private static string ExpectedOf(Unslicer position) =>
        position.AcceptsNull ? $"{position.Expected}: {BananaPolicy.NotNullable}" : position.Expected;

    private string MostStringBytes => $"at most {_limits.MaxStringBytes} bytes (MaxStringBytes)";

    private UnsliceStep TakeWord(ref TokenReader reader, in TokenHeader header, Unslicer position, out object? value)
    {
        value = null;
        if (!_vocabulary.TryGet(header.Value, out VocabularyWord? word))
        {
            return Refuse(ref reader, ViolationCode.UnknownVocabulary, header.Describe(), "an index of the vocabulary");
        }

        if (word.Utf8.Length > _limits.MaxStringBytes)
        {
            return Refuse(ref reader, ViolationCode.StringTooLong, $"a word of {word.Utf8.Length} bytes", MostStringBytes);
        }

        if (!position.TryTakeWord(word, this, out value))
        {
            ViolationCode code = (position.Tokens & TokenTypes.Strings) == 0 ? ViolationCode.UnexpectedToken : ViolationCode.InvalidText;
            return _budget.HasRefused ? RefuseMemory(ref reader) : Refuse(ref reader, code, header.Describe(), position.Expected);
        }

        reader.Accept(header);
        return UnsliceStep.Done;
    }

    /// <summary>Whether a position accepts this kind of token, and the token is within the limits of a single token.</summary>
    private bool IsAcceptable(in TokenHeader header, Unslicer position) =>
        (header.Type.Bit() & position.Tokens) != 0 && header.BodyLength <= header.Type switch
        {
            TokenType.String => (ulong)_limits.MaxStringBytes,
            TokenType.LongInt or TokenType.LongNeg => (ulong)_limits.MaxIntegerBytes,
            _ => ulong.MaxValue,
        };

    /// <summary>Returns why the fast path of a position did not read a token; null if only a part of its body has arrived.</summary>
    private ViolationCode? RefusalOf(ref TokenReader reader, in TokenHeader header, Unslicer position)
    {
        TokenTypes bit = header.Type.Bit();
        bool isInteger = (bit & TokenTypes.Integers) != 0;
        if ((bit & position.Tokens) == 0)
        {
            return ViolationCode.UnexpectedToken;
        }

        if (!IsAcceptable(header, position))
        {
            return isInteger ? ViolationCode.IntegerTooLong : ViolationCode.StringTooLong;
        }

        if (!reader.IsWhole(header))
        {
            return _budget.RefuseBytes(reader.Offset, header)?.Code;
        }

        return header.Type switch
        {
            _ when _budget.HasRefused => ViolationCode.TooMuchMemory,
            TokenType.String => ViolationCode.InvalidText,
            _ when isInteger => ViolationCode.NumberOutOfRange,
            _ => ViolationCode.UnexpectedToken,
        };
    }
}
