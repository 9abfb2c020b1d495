using System.Buffers;

namespace Banana.Transport;

/// <summary>The form of the connection's own tokens on the stream: among bare tokens, or in separate envelopes.</summary>
internal abstract class Framing
{
    /// <summary>Writes PINGs and PONGs where an object or an envelope may start.</summary>
    /// <param name="output">The output.</param>
    /// <param name="tokens">The tokens; at least one.</param>
    public abstract void WriteControls(IBufferWriter<byte> output, ReadOnlySpan<byte> tokens);

    /// <summary>Writes the last tokens of the stream.</summary>
    /// <param name="output">The output.</param>
    /// <param name="error">The error of the peer; null if there is none.</param>
    /// <returns>True if there were any.</returns>
    public abstract bool TryWriteLast(IBufferWriter<byte> output, string? error);

    /// <summary>Handles the end of the peer's stream, after which the peer may no longer read.</summary>
    /// <returns>The exception for further sends; null if the peer still reads.</returns>
    public abstract IOException? TakeEnd(ReceiveStep step);
}
