using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using Banana.Slicing;
using Banana.Wire;
using CommunityToolkit.HighPerformance.Buffers;

namespace Banana.Transport;

/// <summary>Writes events, each as a separate stream in an envelope, and announces their types. For one sender at a time.</summary>
/// <param name="stack">The stack that writes the payloads.</param>
/// <param name="maxPayloadBytes">The largest size of a payload.</param>
[SuppressMessage("Design", "CA1001", Justification = "Pooled memory that is not given back is collected.")]
internal sealed class EventWriter(SlicerStack stack, int maxPayloadBytes)
{
    private const int MaxPooledBytes = 64 * 1024;

    private readonly Dictionary<EventType, ushort> _ids = [];
    private ArrayPoolBufferWriter<byte> _payload = new();

    /// <summary>Writes the payload of an event to memory, because its length precedes it.</summary>
    /// <exception cref="ViolationException">A value in the graph cannot be sent.</exception>
    /// <exception cref="InvalidOperationException">The payload is too large.</exception>
    public void WritePayload<T>(EventType<T> type, T value)
        where T : notnull
    {
        stack.Restart(); // each payload is a separate stream
        TokenWriter writer = new(_payload, maxPayloadBytes);
        SliceStep step;
        try
        {
            step = stack.Write(ref writer, type.Slicer, value);
        }
        finally
        {
            writer.Commit();
        }

        if (step != SliceStep.Done || _payload.WrittenCount > maxPayloadBytes)
        {
            throw new InvalidOperationException(
                $"The event is larger than {maxPayloadBytes} bytes. Raise EventConnectionOptions.MaxPayloadBytes on both sides, or send less.");
        }
    }

    /// <summary>Writes the envelope to the pipe, after an announcement of its type if it is the first.</summary>
    public void PutEnvelope(PipeWriter output, EventType type)
    {
        if (!_ids.TryGetValue(type, out ushort id))
        {
            id = Announce(output, type);
        }

        Envelope.Write(output, id, _payload.WrittenSpan);
    }

    /// <summary>Releases the payload.</summary>
    public void Reset()
    {
        if (stack.IsBusy)
        {
            TokenWriter writer = new(_payload);
            stack.Abort(ref writer); // a payload that was too large releases its memory
            writer.Commit();
        }

        if (_payload.Capacity <= MaxPooledBytes)
        {
            _payload.Clear();
            return;
        }

        _payload.Dispose(); // one large event must not keep its memory for the life of the connection
        _payload = new ArrayPoolBufferWriter<byte>();
    }

    private ushort Announce(PipeWriter output, EventType type)
    {
        ushort id = checked((ushort)(ConnectionEventIds.FirstApplicationId + _ids.Count));
        using ArrayPoolBufferWriter<byte> buffer = new();
        TokenWriter writer = new(buffer);
        new SlicerStack(EventTypeAnnouncement.Options.ToSlicerStackOptions()).Write(
            ref writer, EventTypeAnnouncement.Sliceable.Slicer, new EventTypeAnnouncement { Id = id, Name = type.Name });
        writer.Commit();
        Envelope.Write(output, ConnectionEventIds.EventType, buffer.WrittenSpan);
        _ids.Add(type, id);
        return id;
    }
}
