using Banana.Wire;

namespace Banana.Transport;

/// <summary>Announces event types and shapes before their first use (PROTOCOL.md [E-3], [E-7]). Thread-safe.</summary>
internal sealed class OutgoingAnnouncements(EventOutput output, AnnouncedShapes shapes, SliceableTypeRegistry types)
{
    private readonly Lock _order = new(); // shapes are sent in the order of their numbers, before what needs them
    private volatile bool _isSending; // shapes that were taken may not have been sent yet

    /// <summary>Sends the shapes that slicers have asked for, before the event that they have written.</summary>
    public void SendShapes()
    {
        if (shapes.HasNew || _isSending)
        {
            SendShapesSlow();
        }
    }

    /// <summary>Announces an event type, unless somebody has done so.</summary>
    public void Announce(OutgoingEventType type)
    {
        if (!type.TryAnnounce())
        {
            return;
        }

        List<ulong> needed = [];
        foreach (Shape shape in type.FindShapes(types))
        {
            if (shapes.TryGetNumber(shape, out ulong number))
            {
                needed.Add(number);
            }
        }

        SendShapes();
        output.SendControl(EnvelopeIds.EventType, (type, needed), static (ref writer, announced) =>
        {
            writer.WriteReferenceId(announced.type.Id);
            writer.TryWriteText(announced.type.Name);
            foreach (ulong number in announced.needed)
            {
                writer.WriteReferenceId(number);
            }
        });
    }

    private void SendShapesSlow()
    {
        lock (_order)
        {
            ByteStage definitions = new();
            _isSending = true;
            while (shapes.TryTakeNew(definitions))
            {
                output.SendControl(EnvelopeIds.Shapes, definitions, static (ref writer, definitions) => writer.WriteTokens(definitions.Written));
                definitions.Clear();
            }

            _isSending = false;
            definitions.Release();
        }
    }
}
