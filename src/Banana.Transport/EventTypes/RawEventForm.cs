using System.Buffers;

namespace Banana.Transport;

/// <summary>
/// Writes and reads the events of one type as raw bytes: what <see cref="Write"/> writes is the payload, without tokens. The
/// policy and its limits do not apply to it, except for the size of an event. Register it with
/// <see cref="EventTypeRegistry.Add{T}(string, RawEventForm{T})"/>.
/// </summary>
/// <typeparam name="T">The type of the events.</typeparam>
/// <remarks>An instance is used by many threads at a time, and must be thread-safe.</remarks>
public abstract class RawEventForm<T>
    where T : notnull
{
    /// <summary>
    /// Writes the payload of an event, which may be empty. An exception is reported to the sender as a violation, with it as the
    /// inner exception; nothing is sent, and the connection can be used again.
    /// </summary>
    /// <param name="output">The payload so far. It must not be kept.</param>
    /// <param name="value">The event.</param>
    public abstract void Write(IBufferWriter<byte> output, T value);

    /// <summary>
    /// Reads an event from all of its payload. The bytes are those of a peer and must be checked: an exception is a violation of
    /// this event, with it as the inner exception, and the next event follows.
    /// </summary>
    /// <param name="payload">The payload. It is valid during the call only, and must be copied to be kept.</param>
    /// <returns>The event.</returns>
    public abstract T Read(in ReadOnlySequence<byte> payload);
}
