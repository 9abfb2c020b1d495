using Banana.Slicing;
using Banana.Wire;
using CommunityToolkit.HighPerformance.Buffers;

namespace Banana.Transport;

public sealed partial class Connection
{
    private const int MostKept = 64 * 1024;

    private readonly SharedOutput _output;
    private readonly Dictionary<EventType, ushort> _ids = [];
    private ArrayPoolBufferWriter<byte> _payload = new();
    private int _isClosed;

    /// <summary>Sends an event, after announcing its type if this is the first of it (PROTOCOL.md [E-3]).</summary>
    /// <param name="value">The event; its type must be registered.</param>
    /// <param name="cancellationToken">Stops the wait for earlier events and for room in the pipe; an event is sent whole or not at all.</param>
    /// <exception cref="ViolationException">A value in the graph cannot be sent. Nothing was sent; the connection is fine.</exception>
    /// <exception cref="NotSupportedException">The event's type is not registered.</exception>
    /// <exception cref="InvalidOperationException">The event is larger than <see cref="ConnectionOptions.MaxPayloadBytes"/>.</exception>
    /// <exception cref="OperationCanceledException">Cancelled. The event may be on its way, whole; the connection is fine.</exception>
    /// <exception cref="IOException">The peer is gone; the connection is lost.</exception>
    /// <exception cref="ObjectDisposedException">The connection is closed, or was while this waited: then the event may have gone in part.</exception>
    public async ValueTask SendAsync<T>(T value, CancellationToken cancellationToken = default)
        where T : notnull
    {
        EventType type = _options.Events.Find(typeof(T));
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isClosed) != 0, this);
        await _output.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _isClosed) != 0, this);
            WritePayload(type, value);
            if (!_ids.TryGetValue(type, out ushort id))
            {
                id = Announce(type);
            }

            PutEnvelope(id, _payload.WrittenSpan);
        }
        catch
        {
            ResetPayload();
            _output.Leave();
            throw;
        }

        ResetPayload();
        await _output.FlushAndLeaveAsync(cancellationToken).ConfigureAwait(false);
    }

    private void WritePayload(EventType type, object value)
    {
        TokenWriter writer = new(_payload, _options.MaxPayloadBytes);
        SliceStep step;
        try
        {
            step = type.Write(ref writer, new SlicerStack(_slicing), value);
        }
        finally
        {
            writer.Commit();
        }

        if (step != SliceStep.Done || _payload.WrittenCount > _options.MaxPayloadBytes)
        {
            throw new InvalidOperationException(
                $"The event is larger than {_options.MaxPayloadBytes} bytes. Raise ConnectionOptions.MaxPayloadBytes on both sides, or send less.");
        }
    }

    private ushort Announce(EventType type)
    {
        ushort id = checked((ushort)(ConnectionEventIds.FirstApplicationId + _ids.Count));
        using ArrayPoolBufferWriter<byte> buffer = new();
        TokenWriter writer = new(buffer);
        new SlicerStack(_slicing).Write(
            ref writer, EventTypeAnnouncement.Sliceable.Slicer, new EventTypeAnnouncement { Id = id, Name = type.Name });
        writer.Commit();
        PutEnvelope(ConnectionEventIds.EventType, buffer.WrittenSpan);
        _ids.Add(type, id);
        return id;
    }

    /// <summary>Puts an envelope into the pipe. If the pipe does not take it, the flush that follows says so.</summary>
    private void PutEnvelope(ushort id, ReadOnlySpan<byte> payload)
    {
        try
        {
            Envelope.WriteHeader(_output.Pipe.GetSpan(Envelope.HeaderBytes), id, payload.Length);
            _output.Pipe.Advance(Envelope.HeaderBytes);
            System.Buffers.BuffersExtensions.Write(_output.Pipe, payload);
        }
        catch (Exception fault)
        {
            _output.Lose(fault); // half an envelope is in it, perhaps
        }
    }

    /// <summary>Sends the PONGs that are due; waits for its turn among the events.</summary>
    private async ValueTask SendPongsAsync(CancellationToken cancellationToken)
    {
        if (_pongs.WrittenCount == 0)
        {
            return;
        }

        try
        {
            await _output.EnterAsync(cancellationToken).ConfigureAwait(false);
            PutEnvelope(ConnectionEventIds.Control, _pongs.WrittenSpan);
            _pongs.ResetWrittenCount();
            await _output.FlushAndLeaveAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            _pongs.ResetWrittenCount(); // nobody is left to read them; what has arrived is still to be handed on
        }
    }

    /// <summary>Sends the last envelope. The peer may be gone already, so a failure to write is no news.</summary>
    private async ValueTask SayGoodbyeAsync(string? error)
    {
        try
        {
            await _output.EnterAsync(CancellationToken.None).ConfigureAwait(false);
            using ArrayPoolBufferWriter<byte> buffer = new();
            if (error is not null)
            {
                WriteError(buffer, error);
            }

            PutEnvelope(ConnectionEventIds.Goodbye, buffer.WrittenSpan);
            await _output.FlushAndLeaveAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            await _output.CompleteAsync(gone).ConfigureAwait(false);
        }
    }

    private static void WriteError(ArrayPoolBufferWriter<byte> buffer, string error)
    {
        TokenWriter writer = new(buffer);
        writer.WriteError(error);
        writer.Commit();
    }

    private void ResetPayload()
    {
        if (_payload.Capacity <= MostKept)
        {
            _payload.Clear();
            return;
        }

        _payload.Dispose(); // one large event must not keep its memory for the life of the connection
        _payload = new ArrayPoolBufferWriter<byte>();
    }
}
