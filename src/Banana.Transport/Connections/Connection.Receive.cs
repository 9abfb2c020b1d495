using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Transport;

public sealed partial class Connection
{
    private readonly PayloadReader<EventTypeAnnouncement> _announcements;
    private readonly PayloadReader<object> _controls;
    private readonly ArrayBufferWriter<byte> _pongs = new();
    private Incoming? _incoming;
    private long _offset;
    private bool _isGoodbye;

    /// <summary>
    /// Receives events in the order they were sent, as long as the connection lasts. Payloads are read as they arrive: no event
    /// needs to fit into a buffer. A refused event is delivered as its violation, and the next one follows.
    /// </summary>
    /// <exception cref="BananaProtocolException">
    /// The peer is out of step, or sent an error. It has been told why; the connection cannot be used any more.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is lost, receiving can be started again.</exception>
    public async IAsyncEnumerable<ReceivedEvent> ReceiveAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (!_isGoodbye)
        {
            ReadResult result = await _pipe.Input.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReceivedEvent? received;
            bool isHungry;
            try
            {
                isHungry = !TryReceive(result.Buffer, result.IsCompleted, out received);
            }
            catch (BananaProtocolException lost)
            {
                await SendPongsAsync(cancellationToken).ConfigureAwait(false);
                if (Interlocked.Exchange(ref _isClosed, 1) == 0 && lost.Code != ProtocolErrorCode.PeerError)
                {
                    await SayGoodbyeAsync(lost.Message).ConfigureAwait(false);
                }

                throw;
            }

            await SendPongsAsync(cancellationToken).ConfigureAwait(false);
            if (received is not null)
            {
                yield return received;
            }
            else if (isHungry && result.IsCompleted)
            {
                yield break;
            }
        }
    }

    /// <summary>Takes what is there, up to one event; false if more bytes are needed to go on.</summary>
    private bool TryReceive(ReadOnlySequence<byte> buffer, bool isEnd, out ReceivedEvent? received)
    {
        received = null;
        ReadOnlySequence<byte> rest = buffer;
        bool isHungry = false;
        try
        {
            while (received is null && !_isGoodbye && !isHungry)
            {
                isHungry = _incoming is null ? !TryOpen(ref rest) : !TryReadPayload(ref rest, out received);
            }

            if (isHungry && isEnd && (_incoming is not null || !rest.IsEmpty))
            {
                throw new BananaProtocolException(
                    ProtocolErrorCode.UnexpectedEnd, "$", _offset + rest.Length, "the end of the stream", "the rest of an envelope");
            }

            return !isHungry;
        }
        finally
        {
            _pipe.Input.AdvanceTo(rest.Start, isHungry ? buffer.End : rest.Start);
        }
    }

    private bool TryOpen(ref ReadOnlySequence<byte> rest)
    {
        long offset = _offset;
        long before = rest.Length;
        if (!Envelope.TryReadHeader(ref rest, offset, _options.MaxPayloadBytes, out ushort id, out int payloadBytes))
        {
            return false;
        }

        (string name, IPayloadReader? reader) = id switch
        {
            ConnectionEventIds.EventType => ("event type", _announcements),
            ConnectionEventIds.Control or ConnectionEventIds.Goodbye => ("control", _controls),
            _ => _announced.Find(id, offset),
        };
        _offset += before - rest.Length;
        _incoming = new Incoming(id, name, reader, payloadBytes);
        return true;
    }

    /// <summary>Reads as much of the payload as is there; false if its end is not.</summary>
    private bool TryReadPayload(ref ReadOnlySequence<byte> rest, out ReceivedEvent? received)
    {
        Incoming incoming = _incoming!;
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
        if (incoming.Left > 0 || !isWhole)
        {
            received = null;
            return false;
        }

        _incoming = null;
        incoming.Reader?.Restart(); // a payload is a stream of its own, and nothing of it is kept
        received = Settle(incoming);
        return true;
    }

    private long ReadTokens(Incoming incoming, in ReadOnlySequence<byte> part, bool isWhole)
    {
        IPayloadReader payload = incoming.Reader!;
        TokenReader reader = new(part, incoming.State, _options.Serializer.Policy.Limits);
        try
        {
            bool isDone = payload.TryRead(ref reader, out object? value) == ReadStatus.Done;
            if (isDone)
            {
                incoming.Deliver(value);
            }
            else if (isWhole && (payload.IsBusy || reader.Remaining > 0 || incoming.NeedsValue))
            {
                throw reader.CreateUnexpectedEnd(payload.CurrentPath);
            }
        }
        catch (ViolationException refused)
        {
            incoming.Refuse(refused.Violation);
        }
        finally
        {
            payload.TakeReplies(_pongs);
        }

        if (incoming.Violation is not null)
        {
            return part.Length; // what the payload still holds belongs to the refused object
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

    /// <summary>The payload is complete: an announcement or a goodbye takes effect, an event is delivered.</summary>
    private ReceivedEvent? Settle(Incoming incoming)
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
