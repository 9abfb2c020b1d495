using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>The event types that the peer has announced, by id (PROTOCOL.md [E-3]).</summary>
internal sealed class IncomingEventTypes(EventConnectionOptions options, EventOutput output, PeerShapes shapes, Func<UnslicerStack> newStack, ReceiveCredit connection)
{
    private readonly Dictionary<ushort, IncomingEventType> _byId = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private UnslicerStack? _judge; // which would read the events; null until needed

    /// <summary>Reads an announcement, and answers with the verdict.</summary>
    /// <returns>The number of bytes of answers that wait.</returns>
    /// <exception cref="BananaProtocolException">
    /// It is malformed, the id or the name was announced before, or there are too many.
    /// </exception>
    public int Take(ref EnvelopeFields fields)
    {
        ulong id = fields.ReadNumber();
        string name = fields.ReadText(EventType.MaxNameBytes);
        if (id is < EnvelopeIds.FirstApplicationId or > ushort.MaxValue || name.Length == 0 || _byId.ContainsKey((ushort)id) || !_names.Add(name))
        {
            throw Refuse(
                fields,
                $"event id {id} announced as '{(name.Length > 80 ? name[..80] : name)}'",
                $"an id from {EnvelopeIds.FirstApplicationId} to {ushort.MaxValue} and a name, each for the first time");
        }

        if (_byId.Count >= options.MaxEventTypes)
        {
            throw Refuse(fields, $"more than {options.MaxEventTypes} event types", $"at most {options.MaxEventTypes} (EventConnectionOptions.MaxEventTypes)");
        }

        List<IncomingShape> needed = [];
        while (!fields.IsEnd)
        {
            ulong number = fields.ReadNumber();
            needed.Add(shapes.Find(number) ?? throw Refuse(fields, $"shape {number}", "a shape that was announced"));
        }

        string? refusal = options.Events.TryFind(name, out EventType? type) ? type.FindRefusal(needed, _judge ??= newStack()) : "it is not registered there";
        ReceiveCredit credit = new(output, id, options.StreamWindow, connection);
        _byId.Add((ushort)id, new IncomingEventType((ushort)id, name, refusal is null ? type : null, credit));
        return output.SendControl(EnvelopeIds.Verdict, (id, refusal), static (ref writer, verdict) =>
        {
            writer.WriteReferenceId(verdict.id);
            if (verdict.refusal is not null)
            {
                _ = writer.TryWriteText(Shortened(verdict.refusal)) || writer.TryWriteText("(no valid text)");
            }
        });
    }

    /// <summary>Returns the type of an id.</summary>
    /// <exception cref="BananaProtocolException">The id was never announced.</exception>
    public IncomingEventType Find(ulong id, long offset) => id <= ushort.MaxValue && _byId.TryGetValue((ushort)id, out IncomingEventType? announced)
        ? announced
        : throw new BananaProtocolException(ProtocolErrorCode.UnknownEvent, "$", offset, $"event id {id}", "an announced id");

    private static string Shortened(string text) => text.Length > 300 ? text[..300] : text;

    private static BananaProtocolException Refuse(in EnvelopeFields fields, string found, string expected)
    {
        BananaProtocolException refused = fields.Refuse(found, expected);
        return new BananaProtocolException(ProtocolErrorCode.InvalidAnnouncement, "$", refused.Offset, found, expected);
    }
}
