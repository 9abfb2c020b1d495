using System.Buffers.Binary;
using System.Text;

namespace Banana.Transport.Tests.Events;

/// <summary>Envelopes as any peer may write them, without the code that is tested.</summary>
internal static class RawEnvelopes
{
    public const ulong Large = 65536;
    public const int First = 1;
    public const int Last = 2;
    public const int Abandoned = 4;

    public static byte[] Envelope(ushort id, params byte[][] fields)
    {
        byte[] payload = [.. fields.SelectMany(field => field)];
        byte[] envelope = new byte[6 + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(envelope, payload.Length + 2);
        BinaryPrimitives.WriteUInt16LittleEndian(envelope.AsSpan(4), id);
        payload.CopyTo(envelope, 6);
        return envelope;
    }

    public static byte[] Envelope(ushort id, string payload) => Envelope(id, Hex.Parse(payload));

    public static byte[] Number(ulong value) => [.. Digits(value), 0x81];

    public static byte[] Text(string value) => [.. Digits((ulong)Encoding.UTF8.GetByteCount(value)), 0x82, .. Encoding.UTF8.GetBytes(value)];

    public static byte[] Announce(ulong id, string name) => Envelope(1, Number(id), Text(name));

    public static byte[] Verdict(ulong id) => Envelope(12, Number(id));

    public static byte[] Credit(ulong number, ulong bytes) => Envelope(5, Number(number), Number(bytes));

    /// <summary>The first fragment of a large event without marks.</summary>
    public static byte[] Begin(ulong stream, ulong id, byte[] data, int flags = First) => Envelope(4, Number(stream), Number((ulong)flags), Number(id), Number(0), data);

    /// <summary>A fragment that is not the first.</summary>
    public static byte[] Fragment(ulong stream, int flags, params byte[][] data) => Envelope(4, [Number(stream), Number((ulong)flags), .. data]);

    public static byte[] Goodbye(ulong reason = 0) => Envelope(6, Number(reason));

    /// <summary>An event of text whose envelope has this many bytes.</summary>
    public static byte[] TextOf(ushort id, int envelopeBytes)
    {
        for (int length = envelopeBytes - 10; ; length++)
        {
            byte[] envelope = Envelope(id, Text(new string('x', length)));
            if (envelope.Length >= envelopeBytes)
            {
                Assert.HasCount(envelopeBytes, envelope);
                return envelope;
            }
        }
    }

    private static List<byte> Digits(ulong value)
    {
        List<byte> digits = [];
        do
        {
            digits.Add((byte)(value & 0x7F));
            value >>= 7;
        }
        while (value != 0);
        return digits;
    }
}
