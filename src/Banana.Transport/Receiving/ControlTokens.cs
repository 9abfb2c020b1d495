using System.Buffers;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>The tokens of a control envelope: PINGs, which are answered, and PONGs (PROTOCOL.md [E-5]).</summary>
internal static class ControlTokens
{
    /// <summary>Answers all PINGs of an envelope.</summary>
    /// <returns>The number of bytes of the connection's own envelopes that wait.</returns>
    /// <exception cref="BananaProtocolException">There is another token.</exception>
    public static int Answer(in ReadOnlySequence<byte> payload, long offset, EventOutput output)
    {
        TokenReader reader = new(payload);
        ByteStage pongs = new();
        TokenWriter writer = new(pongs);
        Span<byte> digits = stackalloc byte[WireLimits.MaxHeaderBytes];
        while (reader.Remaining > 0)
        {
            switch (reader.TryPeek(out TokenHeader header))
            {
                case ReadStatus.Malformed:
                    throw reader.CreateFault();
                case ReadStatus.NeedMoreData:
                    throw reader.CreateUnexpectedEnd();
                default:
                    break;
            }

            if (header.Type == TokenType.Ping)
            {
                writer.WritePong(digits[..reader.CopyDigits(header, digits)]);
            }
            else if (header.Type != TokenType.Pong)
            {
                throw new BananaProtocolException(ProtocolErrorCode.InvalidEnvelope, "$", offset + reader.Offset, header.Describe(), "PING or PONG");
            }

            reader.Accept(header);
        }

        writer.Commit();
        int waiting = pongs.Count == 0
            ? 0
            : output.SendControl(EnvelopeIds.Control, pongs, static (ref writer, pongs) => writer.WriteTokens(pongs.Written));
        pongs.Release();
        return waiting;
    }
}
