using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>Receives events from envelopes, and handles the envelopes of the connection itself.</summary>
internal sealed class EventReceiver : IReceiver<ReceivedEvent>
{
    private readonly StreamCore _core;
    private readonly EventConnectionOptions _options;
    private readonly AnnouncedEvents _announced;
    private readonly PayloadReader<EventTypeAnnouncement> _announcements;
    private readonly PayloadReader<object> _controls;
    private readonly IncomingEnvelope _incoming = new();
    private long _offset;
    private bool _isGoodbye;

    public EventReceiver(StreamCore core, EventConnectionOptions options)
    {
        _core = core;
        _options = options;
        _announced = new AnnouncedEvents(options.Events, NewStack(options.Serializer), options.MaxEventTypes);
        UnslicerStack own = NewStack(EventTypeAnnouncement.Options);
        _announcements = new PayloadReader<EventTypeAnnouncement>(EventTypeAnnouncement.Sliceable.Unslicer, own);
        _controls = new PayloadReader<object>(BuiltInTypes.Object.Unslicer, own);
    }

    public ReceiveStep Take(in ReadOnlySequence<byte> bytes, bool isEnd, out SequencePosition consumed, out ReceivedEvent? taken)
    {
        ReadOnlySequence<byte> rest = bytes;
        taken = null;
        bool isHungry = false;
        try
        {
            while (taken is null && !_isGoodbye && !isHungry)
            {
                isHungry = _incoming.IsOpen ? !TryReadPayload(ref rest, out taken) : !TryOpen(ref rest);
            }

            if (isHungry && isEnd && (_incoming.IsOpen || !rest.IsEmpty))
            {
                throw new BananaProtocolException(
                    ProtocolErrorCode.UnexpectedEnd, "$", _offset + rest.Length, "the end of the stream", "the rest of an envelope");
            }
        }
        finally
        {
            consumed = rest.Start;
        }

        return taken is not null ? ReceiveStep.Taken : _isGoodbye ? ReceiveStep.Goodbye : ReceiveStep.More;
    }

    private static UnslicerStack NewStack(BananaSerializerOptions options) => new(options.ToUnslicerStackOptions() with { AnswersPings = true });

    private bool TryOpen(ref ReadOnlySequence<byte> rest)
    {
        long offset = _offset;
        long before = rest.Length;
        if (!Envelope.TryReadHeader(ref rest, offset, _options.MaxPayloadBytes, out ushort id, out int payloadBytes))
        {
            return false;
        }

        (string name, PayloadReader? reader) = id switch
        {
            ConnectionEventIds.EventType => ("event type", _announcements),
            ConnectionEventIds.Control or ConnectionEventIds.Goodbye => ("control", _controls),
            _ => _announced.Find(id, offset),
        };
        _offset += before - rest.Length;
        _incoming.Begin(id, name, reader, payloadBytes);
        return true;
    }

    /// <summary>Reads the available part of the payload; false if it is incomplete.</summary>
    private bool TryReadPayload(ref ReadOnlySequence<byte> rest, out ReceivedEvent? received)
    {
        IncomingEnvelope incoming = _incoming;
        ReadOnlySequence<byte> part = rest.Slice(0, Math.Min(rest.Length, incoming.Left));
        bool isWhole = part.Length == incoming.Left;
        if (incoming.Reader is null)
        {
            incoming.Refuse(_offset);
        }

        long consumed = incoming.IsSettled ? part.Length : ReadTokens(incoming, part, isWhole);
        rest = rest.Slice(consumed);
        _offset += consumed;
        incoming.Left -= consumed;
        if (incoming.Reader is { } reader)
        {
            _core.Reply(reader.Stack, _offset);
        }

        if (incoming.Left > 0 || !isWhole)
        {
            received = null;
            return false;
        }

        incoming.Reader?.Stack.Restart(isSamePeer: true); // each payload is a separate stream, and none of it is kept
        received = Settle(incoming);
        incoming.End();
        return true;
    }

    private long ReadTokens(IncomingEnvelope incoming, in ReadOnlySequence<byte> part, bool isWhole)
    {
        UnslicerStack stack = incoming.Reader!.Stack;
        TokenReader reader = new(part, incoming.State, stack.Limits);
        try
        {
            bool isDone;
            object? value;
            do
            {
                isDone = incoming.Reader.TryRead(ref reader, out value) == ReadStatus.Done;
            }
            while (!isDone && _core.Reply(stack, _offset + reader.Offset - incoming.State.Offset));

            if (isDone)
            {
                incoming.Deliver(value);
            }
            else if (isWhole && (stack.IsBusy || reader.Remaining > 0 || incoming.NeedsValue))
            {
                throw reader.CreateUnexpectedEnd(stack.CurrentPath);
            }
        }
        catch (ViolationException refused)
        {
            incoming.Refuse(refused.Violation);
        }

        if (incoming.Violation is not null)
        {
            return part.Length; // the rest of the payload belongs to the refused object
        }

        if (incoming.IsSettled && reader.Offset != incoming.Bytes)
        {
            throw new BananaProtocolException(
                ProtocolErrorCode.TrailingData, "$", reader.Offset, "more bytes", "the end of the payload");
        }

        long consumed = reader.Offset - incoming.State.Offset;
        incoming.State = reader.State;
        return consumed;
    }

    /// <summary>Handles a complete payload: applies an announcement or a goodbye, and returns an event.</summary>
    private ReceivedEvent? Settle(IncomingEnvelope incoming)
    {
        switch (incoming.Id)
        {
            case ConnectionEventIds.EventType when incoming.Value is EventTypeAnnouncement announcement:
                _announced.Add(announcement, _offset);
                return null;
            case ConnectionEventIds.Goodbye when !incoming.IsSettled:
                _isGoodbye = true;
                return null;
            case ConnectionEventIds.Control when !incoming.IsSettled:
                return null;
            case < ConnectionEventIds.FirstApplicationId:
                throw new BananaProtocolException(
                    ProtocolErrorCode.InvalidAnnouncement,
                    incoming.Violation?.Path ?? "$",
                    _offset,
                    incoming.Violation?.Found ?? (incoming.Value is null ? "null" : "a value"),
                    incoming.Violation?.Expected ?? (incoming.NeedsValue ? "an announcement" : "no value"));
            default:
                return new ReceivedEvent(incoming.Name, incoming.Value, incoming.Violation);
        }
    }
}
