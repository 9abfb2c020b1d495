using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Banana.Wire;

public ref partial struct TokenReader
{
    private const int LongestText = 0x3FFFFFDF; // characters of a string

    /// <summary>
    /// Reads a whole STRING (PROTOCOL.md [W-9]). A body above <see cref="WireLimits.MaxStringBytes"/> is a
    /// <see cref="ReadStatus.Mismatch"/>, before any of it is buffered.
    /// </summary>
    /// <param name="body">
    /// The bytes: a view of the buffer, or a new array if the body crosses a segment boundary. Valid as long as the buffer.
    /// </param>
    public ReadStatus TryReadBytes(out ReadOnlySpan<byte> body)
    {
        ReadStatus status = TryPeek(out TokenHeader header);
        if (status == ReadStatus.Done)
        {
            if (header.Type == TokenType.String && header.Value <= (ulong)_limits.MaxStringBytes)
            {
                return TryReadWhole(header, out body);
            }

            status = ReadStatus.Mismatch;
        }

        body = default;
        return status;
    }

    /// <summary>
    /// Returns whether the whole token of a header from <see cref="TryPeek"/> is in this buffer, however long its body claims to
    /// be.
    /// </summary>
    public readonly bool IsWhole(scoped in TokenHeader header) => header.BodyLength <= (ulong)Math.Max(0, Remaining - header.Length);

    /// <summary>
    /// Reads a whole STRING as UTF-8 text (PROTOCOL.md [W-9]). A body that is not valid UTF-8 or is above
    /// <see cref="WireLimits.MaxStringBytes"/> is a <see cref="ReadStatus.Mismatch"/>; invalid bytes are never replaced.
    /// </summary>
    public ReadStatus TryReadText(out string text)
    {
        ReadStatus status = TryPeek(out TokenHeader header);
        if (status == ReadStatus.Done && header.Type == TokenType.String && header.Value <= (ulong)_limits.MaxStringBytes)
        {
            long total = header.Length + (long)header.Value;
            if (total > _unread.Length)
            {
                return TryReadTextSlow(out text);
            }

            if (TryDecode(_unread[header.Length..(int)total], out text))
            {
                Consume((int)total);
                return ReadStatus.Done;
            }
        }

        text = "";
        return status == ReadStatus.Done ? ReadStatus.Mismatch : status;
    }

    /// <summary>
    /// Reads a STRING of exactly the length of <paramref name="destination"/> into it; a STRING of another length is a
    /// <see cref="ReadStatus.Mismatch"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadStatus TryReadBytes(scoped Span<byte> destination)
    {
        if (TryPeekString(out ReadOnlySpan<byte> body, out int total) && body.Length == destination.Length)
        {
            body[..destination.Length].CopyTo(destination); // so that the copy has a constant length if the destination has
            Consume(total);
            return ReadStatus.Done;
        }

        return TryReadBytesSlow(destination);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ReadStatus TryReadBytesSlow(scoped Span<byte> destination)
    {
        ReadStatus status = TryPeek(out TokenHeader header);
        if (status != ReadStatus.Done)
        {
            return status;
        }

        if (header.Type != TokenType.String || header.Value != (ulong)destination.Length || destination.Length > _limits.MaxStringBytes)
        {
            return ReadStatus.Mismatch;
        }

        status = TryReadWhole(header, out ReadOnlySpan<byte> body);
        body.CopyTo(destination);
        return status;
    }

    /// <summary>
    /// Looks at a STRING that lies in the current segment with all its body; <see cref="AcceptWhole"/> consumes it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool TryPeekString(out ReadOnlySpan<byte> body, out int total)
    {
        if (TryWord(out ulong digits, out TokenType type, out int length) && type == TokenType.String && _bodyRemaining == 0)
        {
            ulong size = Base128.Gather(digits);
            if (size <= unchecked((ulong)(_unread.Length - length)) && size <= (ulong)_limits.MaxStringBytes)
            {
                body = _unread.Slice(length, unchecked((int)size));
                total = unchecked(length + body.Length); // within the span
                return true;
            }
        }

        body = default;
        total = 0;
        return false;
    }

    /// <summary>Consumes a token of <paramref name="length"/> bytes, header and body, that lies in the current segment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AcceptWhole(int length) => Consume(length);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ReadStatus TryReadTextSlow(out string text)
    {
        text = "";
        TokenReader before = this;
        ReadStatus status = TryReadBytes(out ReadOnlySpan<byte> body);
        if (status == ReadStatus.Done && !TryDecode(body, out text))
        {
            this = before;
            return ReadStatus.Mismatch;
        }

        return status;
    }

    /// <summary>
    /// Consumes and returns the next chunk of the accepted token's body, up to the end of a segment. Empty if the buffer is
    /// exhausted or <see cref="BodyRemaining"/> is 0.
    /// </summary>
    public ReadOnlySpan<byte> ReadBodyChunk()
    {
        SkipEmptySegments();
        int length = (int)Math.Min(_bodyRemaining, (ulong)_unread.Length);
        ReadOnlySpan<byte> chunk = _unread[..length];
        _unread = _unread[length..];
        _bodyRemaining -= (ulong)length;
        _wanted = _bodyRemaining > 0 ? 1 : 0;
        return chunk;
    }

    /// <summary>Reads the whole body of the accepted token if all of it is in this buffer; otherwise consumes nothing.</summary>
    /// <param name="body">
    /// The bytes: a view of the buffer, or a new array if the body crosses a segment boundary. Valid as long as the buffer.
    /// </param>
    public ReadStatus TryReadBody(out ReadOnlySpan<byte> body)
    {
        if (_bodyRemaining > (ulong)Remaining)
        {
            body = default;
            return Need((long)_bodyRemaining);
        }

        body = TakeBody((int)_bodyRemaining);
        _bodyRemaining = 0;
        return ReadStatus.Done;
    }

    /// <summary>Skips the accepted token's body, as far as the buffer reaches, in constant memory (PROTOCOL.md [S-3]).</summary>
    public ReadStatus SkipBody()
    {
        long length = (long)Math.Min(_bodyRemaining, (ulong)Remaining);
        AdvanceSlow(length);
        _bodyRemaining -= (ulong)length;
        if (_bodyRemaining == 0)
        {
            return ReadStatus.Done;
        }

        _wanted = 1;
        return ReadStatus.NeedMoreData;
    }

    /// <summary>Copies the available start of the accepted token's body, without consuming it.</summary>
    internal readonly int CopyBody(scoped Span<byte> destination) =>
        CopyTo(destination[..(int)Math.Min((ulong)destination.Length, _bodyRemaining)]);

    /// <summary>
    /// Decodes strict UTF-8; false for bytes that a conforming encoder would not write (PROTOCOL.md [W-9]), or that exceed the
    /// capacity of a string.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<byte> utf8, out string text)
    {
        if (utf8.Length <= AsciiText.Longest && AsciiText.TryWiden(utf8) is { } plain)
        {
            text = plain;
            return true;
        }

        return TryDecodeSlow(utf8, out text);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryDecodeSlow(ReadOnlySpan<byte> utf8, out string text)
    {
        if (!Utf8.IsValid(utf8) || (utf8.Length > LongestText && Encoding.UTF8.GetCharCount(utf8) > LongestText))
        {
            text = "";
            return false;
        }

        text = Encoding.UTF8.GetString(utf8);
        return true;
    }

    /// <summary>Reads the STRING whose header <see cref="TryPeek"/> returned as a name, which <see cref="WireLimits.MaxStringBytes"/> does not limit.</summary>
    internal ReadStatus TryReadName(scoped in TokenHeader header, out ReadOnlySpan<byte> name) => TryReadWhole(header, out name);

    /// <summary>Consumes header and body together, or nothing.</summary>
    private ReadStatus TryReadWhole(scoped in TokenHeader header, out ReadOnlySpan<byte> body)
    {
        long total = header.Length + (long)header.BodyLength;
        if (Remaining < total)
        {
            body = default;
            return Need(total);
        }

        Consume(header.Length);
        body = TakeBody((int)header.BodyLength);
        return ReadStatus.Done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> TakeBody(int length)
    {
        if (length <= _unread.Length)
        {
            ReadOnlySpan<byte> body = _unread[..length];
            _unread = _unread[length..];
            return body;
        }

        return TakeBodySlow(length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ReadOnlySpan<byte> TakeBodySlow(int length)
    {
        byte[] joined = new byte[length]; // all of it has arrived, so nothing is allocated ahead of its bytes
        CopyTo(joined);
        AdvanceSlow(length);
        return joined;
    }
}
