using System.Buffers;
using System.Buffers.Binary;

namespace Banana.Transport;

/// <summary>
/// The frame around an event: <c>u32 LE DATA_LENGTH | u16 LE EVENT_ID | PAYLOAD</c>, where the length counts the id and the
/// payload (PROTOCOL.md [E-1]).
/// </summary>
internal static class Envelope
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderBytes = 6;

    /// <summary>The smallest DATA_LENGTH: an id and no payload.</summary>
    public const int IdBytes = 2;

    /// <summary>Writes a whole envelope.</summary>
    public static void Write(IBufferWriter<byte> output, ushort eventId, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = output.GetSpan(HeaderBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)payload.Length + IdBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(header[sizeof(uint)..], eventId);
        output.Advance(HeaderBytes);
        output.Write(payload);
    }

    /// <summary>Reads a header, before any of its payload; false if the header is incomplete.</summary>
    /// <exception cref="BananaProtocolException">
    /// The length is less than 2, or the payload exceeds <paramref name="maxPayloadBytes"/>.
    /// </exception>
    public static bool TryReadHeader(
        ref ReadOnlySequence<byte> buffer, long offset, int maxPayloadBytes, out ushort eventId, out int payloadBytes)
    {
        eventId = 0;
        payloadBytes = 0;
        if (buffer.Length < sizeof(uint))
        {
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderBytes];
        int present = (int)Math.Min(buffer.Length, HeaderBytes);
        buffer.Slice(0, present).CopyTo(header);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (length < IdBytes || length - IdBytes > (uint)maxPayloadBytes)
        {
            throw new BananaProtocolException(
                ProtocolErrorCode.InvalidEnvelope,
                "$",
                offset,
                $"an envelope of length {length}",
                $"a length from {IdBytes} to {(long)maxPayloadBytes + IdBytes}");
        }

        if (present < HeaderBytes)
        {
            return false;
        }

        eventId = BinaryPrimitives.ReadUInt16LittleEndian(header[sizeof(uint)..]);
        payloadBytes = (int)(length - IdBytes);
        buffer = buffer.Slice(HeaderBytes);
        return true;
    }
}
