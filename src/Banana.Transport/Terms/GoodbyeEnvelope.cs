using System.Buffers;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>The last envelope: why a side closes the connection (PROTOCOL.md [E-14]).</summary>
/// <param name="Reason">The reason, as the closing side sees it.</param>
/// <param name="Message">A sentence about it; null for none.</param>
internal readonly record struct GoodbyeEnvelope(ConnectionCloseReason Reason, string? Message)
{
    private const int MaxMessageBytes = 1000;

    /// <summary>The reasons by their number on the wire: as the closing side sees them, and as the other one does.</summary>
    private static readonly (ConnectionCloseReason Here, ConnectionCloseReason There)[] s_reasons =
    [
        (ConnectionCloseReason.Disposed, ConnectionCloseReason.Goodbye),
        (ConnectionCloseReason.ProtocolError, ConnectionCloseReason.PeerError),
        (ConnectionCloseReason.Incompatible, ConnectionCloseReason.Incompatible),
        (ConnectionCloseReason.Silence, ConnectionCloseReason.Silence),
        (ConnectionCloseReason.Overloaded, ConnectionCloseReason.Overloaded),
        (ConnectionCloseReason.Rejected, ConnectionCloseReason.Rejected),
    ];

    /// <summary>Writes the fields.</summary>
    public void Write(ref TokenWriter writer)
    {
        ConnectionCloseReason reason = Reason;
        writer.WriteReferenceId((ulong)Math.Max(0, Array.FindIndex(s_reasons, known => known.Here == reason)));
        if (Message is { } message)
        {
            string text = message.Length > MaxMessageBytes / 3 ? message[..(MaxMessageBytes / 3)] : message;
            _ = writer.TryWriteText(text) || writer.TryWriteText("(no valid text)");
        }
    }

    /// <summary>Reads the fields, as the side that stays behind sees them. An unknown number is a plain goodbye.</summary>
    public static GoodbyeEnvelope Read(in ReadOnlySequence<byte> payload, long offset)
    {
        EnvelopeFields fields = new(payload, offset);
        ulong number = fields.ReadNumber();
        ConnectionCloseReason reason = number < (ulong)s_reasons.Length ? s_reasons[number].There : ConnectionCloseReason.Goodbye;
        return new GoodbyeEnvelope(reason, fields.IsEnd ? null : fields.ReadText(MaxMessageBytes));
    }
}
