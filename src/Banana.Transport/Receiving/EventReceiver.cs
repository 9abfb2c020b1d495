using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>Reads envelopes, and delivers events. Used by the reading task.</summary>
internal sealed class EventReceiver : IReceiver<object>, IEventDelivery
{
    private const int MostWaitingControls = 256 * 1024;

    private readonly IReceiverOwner _owner;
    private readonly EventConnectionOptions _options;
    private readonly EventOutput _output;
    private readonly ConnectionEnvelopes _own;
    private readonly IncomingEventTypes _types;
    private readonly IncomingStreams _streams;
    private readonly ReceiveCredit _credit;
    private readonly UnslicerStackOptions _stackOptions;
    private readonly OpenedStreams _opened; // by small events, like the stack
    private UnslicerStack? _stack;
    private long _offset;
    private bool _isGreeted;
    private bool _isGoodbye;

    public EventReceiver(IReceiverOwner owner, EventConnectionOptions options, EventOutput output)
    {
        _owner = owner;
        _options = options;
        _output = output;
        PeerShapes shapes = new(options.Serializer.Dialect.Vocabulary, options.Serializer.Policy.Limits.MaxShapeBytes);
        _credit = new ReceiveCredit(output, 0, options.ConnectionWindow, null);
        _streams = new IncomingStreams(this, output, options, _credit);
        _opened = new OpenedStreams(_streams);
        _types = new IncomingEventTypes(options, output, shapes, () => NewStack(_opened), _credit);
        _own = new ConnectionEnvelopes(owner, options, output, shapes, _types);
        _stackOptions = options.Serializer.ToUnslicerStackOptions() with { AnswersPings = true, PeerShapes = shapes };
    }

    public ReceiveStep Take(in ReadOnlySequence<byte> bytes, bool isEnd, out SequencePosition consumed, out object? taken)
    {
        ReadOnlySequence<byte> rest = bytes;
        taken = null;
        try
        {
            int most = _isGreeted ? _options.MaxEnvelopeBytes : Hello.MaxBytes;
            while (!_isGoodbye && !_owner.IsClosed && Envelope.TryRead(ref rest, _offset, most, out ushort id, out ReadOnlySequence<byte> payload))
            {
                Take(id, payload);
                _offset += payload.Length + Envelope.HeaderBytes;
                most = _options.MaxEnvelopeBytes;
            }

            if (isEnd && !_isGoodbye && !rest.IsEmpty)
            {
                throw new BananaProtocolException(ProtocolErrorCode.UnexpectedEnd, "$", _offset + rest.Length, "the end of the stream", "the rest of an envelope");
            }
        }
        finally
        {
            consumed = rest.Start;
        }

        return _isGoodbye ? ReceiveStep.Goodbye : ReceiveStep.More;
    }

    /// <summary>Ends what waits for more, because nothing more is received.</summary>
    public void End(string why) => _streams.End(why);

    /// <inheritdoc/>
    public UnslicerStack NewStack(OpenedStreams opened, CompiledTaster tasters) => new(_stackOptions with { Tasters = tasters, LiveStreams = opened });

    /// <inheritdoc/>
    public bool MustReadOn(UnslicerStack stack, long offset)
    {
        bool hadStopped = stack.MustTakeReplies;
        Note(_output.SendReplies(stack), offset);
        return hadStopped;
    }

    /// <inheritdoc/>
    public void Deliver(IncomingEventType type, object? value, Violation? violation, in EventMarks marks, int cost)
    {
        type.Credit.AddEvent();
        ulong number = type.Count++;
        if (violation is not null)
        {
            Note(_own.SendRefusal(type.Id, number, marks.Request, violation), _offset);
        }

        _owner.TakeEvent(new IncomingEvent(type.Name, type.Type, value, violation, marks, new EventReceipt(type.Credit, cost)));
    }

    /// <summary>Tells the peer that a request of it has failed; false if it asks ever more and reads no answers.</summary>
    public bool SendRequestFailure(ulong request, string message) => _own.SendRefusal(0, 0, request, 0, message) <= MostWaitingControls;

    /// <inheritdoc/>
    public void SendStop(ulong number) => _output.SendControl(EnvelopeIds.Stop, number, static (ref writer, number) => writer.WriteReferenceId(number));

    private void Take(ushort id, in ReadOnlySequence<byte> payload)
    {
        if (id >= EnvelopeIds.FirstApplicationId && _isGreeted)
        {
            TakeEvent(_types.Find(id, _offset), payload, default, (int)payload.Length + Envelope.HeaderBytes);
            return;
        }

        EnvelopeFields fields = new(payload, _offset + Envelope.HeaderBytes);
        if (_isGreeted != (id != EnvelopeIds.Hello))
        {
            throw fields.Refuse($"envelope {id}", _isGreeted ? "no second hello" : $"a hello (envelope {EnvelopeIds.Hello})");
        }

        int cost = (int)payload.Length + Envelope.HeaderBytes;
        switch (id)
        {
            case EnvelopeIds.Fragment:
                TakeFragment(ref fields, cost);
                break;
            case EnvelopeIds.MarkedEvent:
                IncomingEventType type = _types.Find(fields.ReadNumber(), _offset);
                EventMarks marks = EventMarks.Read(ref fields);
                TakeEvent(type, fields.Rest, marks, cost);
                break;
            case EnvelopeIds.Goodbye:
                _isGoodbye = true;
                _owner.TakeGoodbye(GoodbyeEnvelope.Read(payload, _offset + Envelope.HeaderBytes));
                break;
            default:
                Note(_own.Take(id, ref fields, payload), _offset);
                _isGreeted = true;
                break;
        }
    }

    private void TakeEvent(IncomingEventType type, in ReadOnlySequence<byte> payload, in EventMarks marks, int cost)
    {
        if (!type.Credit.TryUse(cost))
        {
            throw IncomingStreams.NewOverdrawn(new EnvelopeFields(payload, _offset));
        }

        object? value = null;
        Violation? violation = null;
        if (type.Type is { } registered)
        {
            violation = TryReadEvent(registered, payload, out value);
        }
        else
        {
            violation = NewUnregistered(type);
        }

        _opened.End(violation is null);
        Deliver(type, value, violation, marks, cost);
    }

    /// <summary>Creates a stack for events.</summary>
    private UnslicerStack NewStack(OpenedStreams opened) => new(_stackOptions with { LiveStreams = opened });

    private Violation NewUnregistered(IncomingEventType type) =>
        new(ViolationCode.UnregisteredType, "$", _offset, 0, $"event '{type.Name}'", "an event that was accepted");

    private Violation? TryReadEvent(EventType type, in ReadOnlySequence<byte> payload, out object? value)
    {
        if (type.IsRaw)
        {
            return type.TryReadRaw(payload, out value, out Violation? violation) ? null : violation;
        }

        UnslicerStack stack = _stack ??= NewStack(_opened);
        TokenReader reader = new(payload, default, stack.Limits);
        try
        {
            do
            {
                if (type.TryRead(ref reader, stack, out value) == ReadStatus.Done)
                {
                    if (stack.HasReplies)
                    {
                        MustReadOn(stack, reader.Offset);
                    }

                    return reader.Remaining == 0
                        ? null
                        : throw new BananaProtocolException(ProtocolErrorCode.TrailingData, "$", reader.Offset, "more bytes", "the end of the payload");
                }
            }
            while (MustReadOn(stack, reader.Offset));

            throw reader.CreateUnexpectedEnd(stack.CurrentPath);
        }
        catch (ViolationException refused)
        {
            value = null;
            return refused.Violation;
        }
        finally
        {
            stack.Restart(isSamePeer: true); // each payload is a stream of its own, and none of it is kept
        }
    }

    private void TakeFragment(ref EnvelopeFields fields, int cost)
    {
        ulong number = fields.ReadNumber();
        ulong flags = fields.ReadNumber();
        if (flags > (ulong)FragmentFlags.Abandoned) // which goes with no other
        {
            throw fields.Refuse($"fragment flags {flags}", "known flags");
        }

        if (((FragmentFlags)flags & FragmentFlags.First) != 0)
        {
            IncomingEventType type = _types.Find(fields.ReadNumber(), _offset);
            EventMarks marks = EventMarks.Read(ref fields);
            _streams.Open(number, NewLarge(type, marks), fields);
        }

        _streams.Take(ref fields, number, (FragmentFlags)flags, cost);
    }

    private IncomingStream NewLarge(IncomingEventType type, in EventMarks marks)
    {
        switch (type.Type)
        {
            case null:
                return new RefusedLargeEvent(this, type, marks, NewUnregistered(type));
            case { IsRaw: true } raw:
                return new LargeRawEvent(this, type, raw, marks, _options.MaxRawEventBytes);
            case { } registered:
                OpenedStreams opened = new(_streams);
                return new LargeEvent(this, type, registered, marks, NewStack(opened), opened);
        }
    }

    private static void Note(int waiting, long offset)
    {
        if (waiting > MostWaitingControls)
        {
            throw new BananaProtocolException(ProtocolErrorCode.PingFlood, "$", offset, $"{waiting} bytes of answers that the peer does not read", "a peer that reads");
        }
    }
}
