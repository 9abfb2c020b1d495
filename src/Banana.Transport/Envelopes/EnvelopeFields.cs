using System.Buffers;

namespace Banana.Transport;

/// <summary>
/// Reads the fields of the connection's own envelopes: tokens INT and STRING, of which all have arrived (PROTOCOL.md [E-2]).
/// </summary>
/// <param name="payload">The payload.</param>
/// <param name="offset">The position of the payload in the stream.</param>
internal ref struct EnvelopeFields(in ReadOnlySequence<byte> payload, long offset)
{
    private const byte Int = 0x81;
    private const byte String = 0x82;

    private SequenceReader<byte> _rest = new(payload);

    /// <summary>The position of the next field in the stream.</summary>
    public readonly long Offset => offset + _rest.Consumed;

    /// <summary>Whether no field is left.</summary>
    public readonly bool IsEnd => _rest.End;

    /// <summary>The bytes behind the fields read so far.</summary>
    public readonly ReadOnlySequence<byte> Rest => _rest.UnreadSequence;

    /// <summary>Reads a number.</summary>
    /// <exception cref="BananaProtocolException">There is none, or it has more than 64 bits.</exception>
    public ulong ReadNumber() => ReadHeader(Int, "a number (INT)");

    /// <summary>Reads a text.</summary>
    /// <param name="maxBytes">The largest length.</param>
    /// <exception cref="BananaProtocolException">There is none, it is longer, or not valid UTF-8.</exception>
    public string ReadText(int maxBytes)
    {
        ulong length = ReadHeader(String, "a text (STRING)");
        if (length > (ulong)maxBytes || (long)length > _rest.Remaining)
        {
            throw Refuse($"a text of {length} bytes", $"at most {Math.Min(maxBytes, _rest.Remaining)} bytes");
        }

        byte[] utf8 = new byte[length];
        _rest.TryCopyTo(utf8);
        _rest.Advance((long)length);
        return Wire.TokenReader.TryDecode(utf8, out string text) ? text : throw Refuse("invalid UTF-8", "text");
    }

    /// <summary>Reads bytes of a known length.</summary>
    /// <exception cref="BananaProtocolException">Some are missing.</exception>
    public void ReadBytes(scoped Span<byte> destination)
    {
        if (!_rest.TryCopyTo(destination))
        {
            throw Refuse($"{_rest.Remaining} bytes", $"{destination.Length} bytes");
        }

        _rest.Advance(destination.Length);
    }

    /// <summary>Checks that no field is left.</summary>
    /// <exception cref="BananaProtocolException">There are more bytes.</exception>
    public readonly void RequireEnd()
    {
        if (!_rest.End)
        {
            throw Refuse($"{_rest.Remaining} more bytes", "the end of the envelope");
        }
    }

    /// <summary>Creates the exception for a field that is not as expected.</summary>
    public readonly BananaProtocolException Refuse(string found, string expected) =>
        new(ProtocolErrorCode.InvalidEnvelope, "$", Offset, found, expected);

    private ulong ReadHeader(byte type, string expected)
    {
        ulong value = 0;
        int shift = 0;
        while (_rest.TryRead(out byte next))
        {
            if (next == type)
            {
                return value;
            }

            if (next >= 0x80 || shift > 63 || (shift == 63 && next > 1))
            {
                throw Refuse(next >= 0x80 ? $"type byte {next:x2}" : "a number of more than 64 bits", expected);
            }

            value |= (ulong)next << shift;
            shift += 7;
        }

        throw Refuse("the end of the envelope", expected);
    }
}
