using System.Buffers;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>
/// The framing of events: control tokens have separate envelopes, and the last envelope is a goodbye (PROTOCOL.md [E-2], [E-5]).
/// </summary>
internal sealed class EventFraming : Framing
{
    public static readonly EventFraming Instance = new();

    public override void WriteControls(IBufferWriter<byte> output, ReadOnlySpan<byte> tokens) => Envelope.Write(output, ConnectionEventIds.Control, tokens);

    public override bool TryWriteLast(IBufferWriter<byte> output, string? error)
    {
        ArrayBufferWriter<byte> payload = new();
        if (error is not null)
        {
            TokenWriter writer = new(payload);
            writer.WriteError(error);
            writer.Commit();
        }

        Envelope.Write(output, ConnectionEventIds.Goodbye, payload.WrittenSpan);
        return true;
    }

    public override IOException? TakeEnd(ReceiveStep step) =>
        new(step == ReceiveStep.Goodbye ? "The peer said goodbye." : "The peer's stream ended without a goodbye.");
}
