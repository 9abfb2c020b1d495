using System.Buffers;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>
/// The framing of bare tokens: control tokens are in between, and a stream ends without a goodbye; the peer may still read.
/// </summary>
internal sealed class TokenFraming : Framing
{
    public static readonly TokenFraming Instance = new();

    public override void WriteControls(IBufferWriter<byte> output, ReadOnlySpan<byte> tokens) => output.Write(tokens);

    public override bool TryWriteLast(IBufferWriter<byte> output, string? error)
    {
        if (error is null)
        {
            return false;
        }

        TokenWriter writer = new(output);
        writer.WriteError(error);
        writer.Commit();
        return true;
    }

    public override IOException? TakeEnd(ReceiveStep step) => null;
}
