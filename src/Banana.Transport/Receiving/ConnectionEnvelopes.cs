using System.Buffers;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>Handles the envelopes of the connection itself. Used by the reading task.</summary>
internal sealed class ConnectionEnvelopes(
    IReceiverOwner owner, EventConnectionOptions options, EventOutput output, PeerShapes shapes, IncomingEventTypes types)
{
    private const int MaxMessageBytes = 1000;
    private const int MostCodes = 1000;

    private ulong _lastChange;

    /// <summary>Takes an envelope.</summary>
    /// <returns>The number of bytes of answers that wait.</returns>
    /// <exception cref="BananaProtocolException">It is malformed, or not one of these.</exception>
    public int Take(ushort id, ref EnvelopeFields fields, in ReadOnlySequence<byte> payload)
    {
        switch (id)
        {
            case EnvelopeIds.Hello:
                owner.TakeHello(Hello.Read(payload, fields.Offset));
                return 0;
            case EnvelopeIds.EventType:
                return types.Take(ref fields);
            case EnvelopeIds.Shapes:
                shapes.Read(payload, fields.Offset);
                return 0;
            case EnvelopeIds.Control:
                return ControlTokens.Answer(payload, fields.Offset, output);
            case EnvelopeIds.Subscriptions:
                return TakeSubscriptions(ref fields);
            case EnvelopeIds.Acknowledgement:
                ulong number = fields.ReadNumber();
                fields.RequireEnd();
                return owner.Subscriptions.TryAcknowledge(number) ? 0 : throw fields.Refuse($"an acknowledgement of change {number}", "one that was sent");
            case EnvelopeIds.Credit:
                return TakeCredit(ref fields);
            case EnvelopeIds.Verdict:
                return TakeVerdict(ref fields);
            case EnvelopeIds.Refusal:
                return TakeRefusal(ref fields);
            case EnvelopeIds.Stop:
                owner.Streams.Stop(fields.ReadNumber());
                fields.RequireEnd();
                return 0;
            default:
                throw fields.Refuse($"envelope {id}", "a known one");
        }
    }

    /// <summary>Tells the sender of an event that it was refused.</summary>
    /// <returns>The number of bytes that wait.</returns>
    public int SendRefusal(ushort id, ulong number, ulong request, Violation violation)
    {
        (ulong Code, string Message) told = options.SendsViolations ? ((ulong)violation.Code, violation.ToString()) : (0, "");
        return SendRefusal(id, number, request, told.Code, told.Message);
    }

    /// <summary>Tells the sender of a request that it failed.</summary>
    /// <returns>The number of bytes that wait.</returns>
    public int SendRefusal(ushort id, ulong number, ulong request, ulong code, string message) =>
        output.SendControl(EnvelopeIds.Refusal, (id, number, request, code, message), static (ref writer, refusal) =>
        {
            writer.WriteReferenceId(refusal.id);
            writer.WriteReferenceId(refusal.number);
            writer.WriteReferenceId(refusal.request);
            writer.WriteReferenceId(refusal.code);
            string text = refusal.message.Length > MaxMessageBytes / 3 ? refusal.message[..(MaxMessageBytes / 3)] : refusal.message;
            _ = writer.TryWriteText(text) || writer.TryWriteText("(no valid text)");
        });

    private int TakeSubscriptions(ref EnvelopeFields fields)
    {
        SubscriptionChange change = SubscriptionChange.Read(ref fields);
        if (change.Number != _lastChange + 1)
        {
            throw fields.Refuse($"change {change.Number} of subscriptions", $"change {_lastChange + 1}");
        }

        _lastChange = change.Number;
        owner.TakeSubscriptions(change);
        return output.SendControl(EnvelopeIds.Acknowledgement, change.Number, static (ref writer, number) => writer.WriteReferenceId(number));
    }

    private int TakeCredit(ref EnvelopeFields fields)
    {
        ulong number = fields.ReadNumber();
        ulong bytes = fields.ReadNumber();
        fields.RequireEnd();
        SendCredit? credit = null;
        if (number != 0)
        {
            credit = number < EnvelopeIds.FirstStream ? owner.Types.Find(number)?.Credit : owner.Streams.FindCredit(number);
            if (credit is null)
            {
                return number >= EnvelopeIds.FirstStream ? 0 : throw fields.Refuse($"credit for event id {number}", "an announced id"); // a stream may have ended meanwhile
            }
        }

        return output.TryAddCredit(credit, bytes) ? 0 : throw fields.Refuse($"credit of {bytes} bytes", "less");
    }

    private int TakeVerdict(ref EnvelopeFields fields)
    {
        ulong id = fields.ReadNumber();
        string? refusal = fields.IsEnd ? null : fields.ReadText(MaxMessageBytes);
        fields.RequireEnd();
        return owner.Types.Find(id)?.TryTakeVerdict(refusal) == true ? 0 : throw fields.Refuse($"a verdict on event id {id}", "one announced id, and one verdict");
    }

    private int TakeRefusal(ref EnvelopeFields fields)
    {
        ulong id = fields.ReadNumber();
        ulong number = fields.ReadNumber();
        ulong request = fields.ReadNumber();
        ulong code = fields.ReadNumber();
        string message = fields.ReadText(MaxMessageBytes);
        fields.RequireEnd();
        string name = id == 0 ? "" : owner.Types.Find(id)?.Name ?? throw fields.Refuse($"the refusal of event id {id}", "an announced id");
        ViolationCode? known = code is 0 or > MostCodes || !Enum.IsDefined((ViolationCode)code) ? null : (ViolationCode)code;
        owner.TakeRefusal(new RefusedEvent(name, number, request, known, message));
        return 0;
    }
}
