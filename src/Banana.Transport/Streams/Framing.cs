using System.Buffers;

namespace Banana.Transport;

/// <summary>How what belongs to the connection itself stands on its stream: among bare tokens, or in envelopes of its own.</summary>
internal abstract class Framing
{
    /// <summary>Writes PINGs and PONGs where an object, or an envelope, may start.</summary>
    /// <param name="output">The output.</param>
    /// <param name="tokens">The tokens; at least one.</param>
    public abstract void WriteControls(IBufferWriter<byte> output, ReadOnlySpan<byte> tokens);

    /// <summary>Writes the last that is said.</summary>
    /// <param name="output">The output.</param>
    /// <param name="error">What the peer did wrong; null if nothing.</param>
    /// <returns>Whether there was something to say.</returns>
    public abstract bool TryWriteLast(IBufferWriter<byte> output, string? error);

    /// <summary>The peer sends nothing any more. If that means that it does not read any more either, nothing is sent to it.</summary>
    /// <returns>Why nothing is sent; null if it is.</returns>
    public abstract IOException? TakeEnd(ReceiveStep step);
}
