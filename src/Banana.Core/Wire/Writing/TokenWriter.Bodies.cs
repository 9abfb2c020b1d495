using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Banana.Wire;

public ref partial struct TokenWriter
{
    private const int ShortText = 1024; // text of so many characters is encoded in one call
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Writes a whole STRING (PROTOCOL.md [W-9]).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteBytes(scoped ReadOnlySpan<byte> body)
    {
        if (body.Length < 0x80 && _span.Length >= unchecked(body.Length + 2) && _bodyRemaining == 0)
        {
            _span[0] = unchecked((byte)body.Length);
            _span[1] = (byte)TokenType.String;
            body.CopyTo(_span[2..]);
            _span = _span[unchecked(body.Length + 2)..];
            return;
        }

        WriteBytesSlow(body);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteBytesSlow(scoped ReadOnlySpan<byte> body)
    {
        WriteHeader(TokenType.String, (ulong)body.Length);
        Copy(body);
    }

    /// <summary>Writes tokens that have already been encoded.</summary>
    internal void WriteTokens(scoped ReadOnlySpan<byte> tokens) => Copy(tokens);

    /// <summary>Writes a STRING of a fixed, small size and returns its body for the caller to fill in.</summary>
    /// <param name="length">The length of the body, 0 to 127 bytes.</param>
    /// <returns>The body, whose contents are undefined until filled in. Valid until the next call.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is greater than 127.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> WriteBytesInPlace(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, 0x7Fu, nameof(length));
        Span<byte> room = Room(unchecked(length + 2));
        room[0] = unchecked((byte)length);
        room[1] = (byte)TokenType.String;
        _span = room[unchecked(length + 2)..];
        return room.Slice(2, length);
    }

    /// <summary>Starts a STRING whose body follows in chunks, by <see cref="WriteBodyChunk"/> (PROTOCOL.md [W-9]).</summary>
    /// <param name="length">The length of the whole body, in bytes.</param>
    public void WriteBytesHeader(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        WriteHeader(TokenType.String, (ulong)length);
        _bodyRemaining = (ulong)length;
    }

    /// <summary>Writes the next chunk of a body announced by <see cref="WriteBytesHeader"/>.</summary>
    /// <exception cref="InvalidOperationException">The chunk exceeds the announced length.</exception>
    public void WriteBodyChunk(scoped ReadOnlySpan<byte> chunk)
    {
        if ((ulong)chunk.Length > _bodyRemaining)
        {
            Throw.BodyTooLong((long)_bodyRemaining, chunk.Length);
        }

        Copy(chunk);
        _bodyRemaining -= (ulong)chunk.Length;
    }

    /// <summary>
    /// Writes a STRING with the UTF-8 form of <paramref name="text"/> (PROTOCOL.md [W-9]); false, without writing anything, if
    /// the text has a lone surrogate.
    /// </summary>
    public bool TryWriteText(scoped ReadOnlySpan<char> text) =>
        (text.Length <= AsciiText.Longest && TryWriteAscii(text)) || TryWriteMixedSlow(text);

    /// <summary>Writes text of at most 127 characters below 0x80; false, without writing anything, for other text.</summary>
    internal bool TryWriteShortAscii(scoped ReadOnlySpan<char> text) => text.Length <= AsciiText.Longest && TryWriteAscii(text);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryWriteMixedSlow(scoped ReadOnlySpan<char> text)
    {
        if (text.Length > ShortText)
        {
            return TryWriteLongSlow(text);
        }

        // The length of the header is estimated from the number of characters; if that is wrong, the body is moved by one byte.
        int guess = Base128.CountDigits((uint)text.Length);
        Span<byte> room = Room(LongestHeader + (3 * text.Length));
        OperationStatus status = Utf8.FromUtf16(text, room[(guess + 1)..], out _, out int length, replaceInvalidSequences: false);
        if (status != OperationStatus.Done)
        {
            return false;
        }

        int digits = Base128.CountDigits((uint)length);
        if (digits != guess)
        {
            room.Slice(guess + 1, length).CopyTo(room[(digits + 1)..]);
        }

        PutDigits(room, (uint)length);
        room[digits] = (byte)TokenType.String;
        _span = room[(digits + 1 + length)..];
        return true;
    }

    private bool TryWriteAscii(scoped ReadOnlySpan<char> text)
    {
        Span<byte> room = Room(2 + AsciiText.Longest);
        if (!AsciiText.TryNarrow(text, room[2..]))
        {
            return false;
        }

        room[0] = unchecked((byte)text.Length); // one digit: the longest is below 128
        room[1] = (byte)TokenType.String;
        _span = room[unchecked(2 + text.Length)..];
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryWriteLongSlow(scoped ReadOnlySpan<char> text)
    {
        long length;
        try
        {
            length = s_strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            return false;
        }

        WriteHeader(TokenType.String, (ulong)length);
        while (!text.IsEmpty)
        {
            Span<byte> room = Room(4); // the longest character
            Utf8.FromUtf16(text, room, out int read, out int written, replaceInvalidSequences: false);
            text = text[read..];
            _span = room[written..];
        }

        return true;
    }

    /// <summary>Writes ERROR. Text beyond 1000 bytes is cut at a character boundary (PROTOCOL.md [W-14]).</summary>
    public void WriteError(scoped ReadOnlySpan<char> text)
    {
        Span<byte> body = stackalloc byte[WireLimits.MaxErrorBytes];
        Utf8.FromUtf16(text, body, out _, out int length, replaceInvalidSequences: true);
        WriteHeader(TokenType.Error, (ulong)length);
        Copy(body[..length]);
    }

    private void Copy(scoped ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > _span.Length)
        {
            bytes[.._span.Length].CopyTo(_span);
            bytes = bytes[_span.Length..];
            _span = default;
            GrowSlow(Math.Min(bytes.Length, 64 * 1024));
        }

        bytes.CopyTo(_span);
        _span = _span[bytes.Length..];
    }
}
