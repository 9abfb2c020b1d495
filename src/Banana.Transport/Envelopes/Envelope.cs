using System.Buffers;
using System.Buffers.Binary;

namespace Banana.Transport;

/// <summary>
/// The frame around an event: <c>u32 LE DATA_LENGTH | u16 LE EVENT_ID | PAYLOAD</c>, where the length counts the id and the
/// payload (PROTOCOL.md [E-1]).
/// </summary>
internal static class Envelope
{
    /// <summary>The number of bytes before the payload.</summary>
    public const int HeaderBytes = 6;

    /// <summary>The smallest DATA_LENGTH: an id and no payload.</summary>
    public const int IdBytes = 2;

    /// <summary>Writes a header.</summary>
    /// <param name="destination">The destination, of at least <see cref="HeaderBytes"/> bytes.</param>
    /// <param name="id">The id.</param>
    /// <param name="payloadBytes">The length of the payload.</param>
    public static void WriteHeader(Span<byte> destination, ushort id, int payloadBytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)payloadBytes + IdBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[sizeof(uint)..], id);
    }

    /// <summary>Reads an envelope if all of it has arrived.</summary>
    /// <param name="buffer">The bytes, which are advanced past the envelope.</param>
    /// <param name="offset">The position of the first byte in the stream.</param>
    /// <param name="maxBytes">The largest size of an envelope.</param>
    /// <param name="id">The id.</param>
    /// <param name="payload">The payload.</param>
    /// <returns>False if bytes are missing.</returns>
    /// <exception cref="BananaProtocolException">The envelope is shorter than its id or larger than <paramref name="maxBytes"/>.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, long offset, int maxBytes, out ushort id, out ReadOnlySequence<byte> payload)
    {
        id = 0;
        payload = default;
        if (buffer.Length < sizeof(uint))
        {
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderBytes];
        int present = (int)Math.Min(buffer.Length, HeaderBytes);
        ReadOnlySpan<byte> first = buffer.FirstSpan;
        if (first.Length >= present)
        {
            first[..present].CopyTo(header);
        }
        else
        {
            buffer.Slice(0, present).CopyTo(header);
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        long most = maxBytes - sizeof(uint);
        if (length < IdBytes || length > most)
        {
            throw new BananaProtocolException(
                ProtocolErrorCode.InvalidEnvelope, "$", offset, $"an envelope of length {length}", $"a length from {IdBytes} to {most} (EventConnectionOptions.MaxEnvelopeBytes)");
        }

        if (buffer.Length < sizeof(uint) + length)
        {
            return false;
        }

        id = BinaryPrimitives.ReadUInt16LittleEndian(header[sizeof(uint)..]);
        payload = buffer.Slice(HeaderBytes, length - IdBytes);
        buffer = buffer.Slice(sizeof(uint) + length);
        return true;
    }
}
