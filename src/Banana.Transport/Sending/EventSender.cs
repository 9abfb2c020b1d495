using System.Runtime.CompilerServices;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>Sends events: small ones in one envelope, large ones in fragments, each in the order of its lane. Thread-safe.</summary>
internal sealed class EventSender
{
    private readonly EventOutput _output;
    private readonly OutgoingEventTypes _types;
    private readonly OutgoingAnnouncements _announcements;
    private readonly OutgoingStreams _streams;
    private readonly NamedLanes _lanes = new();

    public EventSender(EventOutput output, OutgoingEventTypes types, OutgoingAnnouncements announcements, OutgoingStreams streams)
    {
        _output = output;
        _types = types;
        _announcements = announcements;
        _streams = streams;
    }

    /// <summary>Sends an event if it is small and need not wait.</summary>
    /// <exception cref="EventNotAcceptedException">The peer cannot receive the events of this type.</exception>
    /// <exception cref="ViolationException">A value cannot be sent.</exception>
    public bool TrySend<T>(T value, in EventMarks marks, EventPriority priority)
        where T : notnull
    {
        OutgoingEventType<T> type = _types.Get<T>();
        if (!type.IsAccepted || !type.Lane.TryEnter())
        {
            type.ThrowIfRefused();
            return false;
        }

        PartSlicer slicer = _streams.Rent();
        try
        {
            return slicer.Start(type.Type, value) == SliceStep.Done && TryStage(slicer, type, marks, SendRanks.OfEvent(priority));
        }
        finally
        {
            End(slicer);
            type.Lane.Leave();
        }
    }

    /// <summary>Sends an event.</summary>
    public ValueTask SendAsync<T>(T value, in EventMarks marks, EventSendOptions? options, CancellationToken cancellationToken)
        where T : notnull
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        PartSlicer slicer;
        OutgoingEventType<T> type;
        try
        {
            type = _types.Get<T>();
            if (options is not null || !type.IsAccepted || !type.Lane.TryEnter())
            {
                return SendInLaneSlowAsync(type, value, marks, options, cancellationToken);
            }

            slicer = _streams.Rent();
        }
        catch (Exception refused)
        {
            return ValueTask.FromException(refused);
        }

        bool mustEnd = true;
        try
        {
            SliceStep step = slicer.Start(type.Type, value);
            if (step != SliceStep.Done || !TryStage(slicer, type, marks, SendRanks.Normal))
            {
                mustEnd = false;
                return SendRestSlowAsync(slicer, type, type.Lane, step, marks, EventPriority.Normal, cancellationToken);
            }

            return ValueTask.CompletedTask;
        }
        catch (Exception refused)
        {
            return ValueTask.FromException(refused);
        }
        finally
        {
            if (mustEnd)
            {
                End(slicer);
                type.Lane.Leave();
            }
        }
    }

    private bool TryStage(PartSlicer slicer, OutgoingEventType type, in EventMarks marks, int rank)
    {
        if (!slicer.IsSmall)
        {
            return false;
        }

        _announcements.SendShapes();
        if (!_output.TryStage(slicer.FrameEvent(type.Id, marks).Span, type.Credit, rank))
        {
            slicer.Unframe();
            return false;
        }

        type.Count();
        slicer.StartStreams();
        return true;
    }

    /// <summary>Takes a place in the lane before it returns, and sends the event in its turn.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async ValueTask SendInLaneSlowAsync<T>(
        OutgoingEventType<T> type, T value, EventMarks marks, EventSendOptions? options, CancellationToken cancellationToken)
        where T : notnull
    {
        EventPriority priority = options?.Priority ?? EventPriority.Normal;
        string? name = options?.Lane;
        Lane lane = name is null ? type.Lane : _lanes.Use(name);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _output.Over);
        try
        {
            await EnterAsync(lane, type, either.Token).ConfigureAwait(false);
            PartSlicer slicer = _streams.Rent();
            SliceStep step;
            try
            {
                step = slicer.Start(type.Type, value);
            }
            catch
            {
                End(slicer);
                lane.Leave();
                throw;
            }

            await SendRestSlowAsync(slicer, type, lane, step, marks, priority, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _output.ThrowIfOver();
            throw;
        }
        finally
        {
            if (name is not null)
            {
                _lanes.Release(name);
            }
        }
    }

    /// <summary>Waits for the turn, and for the peer to accept the type.</summary>
    private async ValueTask EnterAsync(Lane lane, OutgoingEventType type, CancellationToken cancellationToken)
    {
        await lane.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _output.ThrowIfOver();
            if (!type.IsAccepted)
            {
                _announcements.Announce(type);
                await type.Verdict.WaitAsync(cancellationToken).ConfigureAwait(false);
                type.ThrowIfRefused();
            }
        }
        catch
        {
            lane.Leave();
            throw;
        }
    }

    /// <summary>Sends an event whose first part has been sliced, and leaves the lane.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async ValueTask SendRestSlowAsync(
        PartSlicer slicer, OutgoingEventType type, Lane lane, SliceStep step, EventMarks marks, EventPriority priority, CancellationToken cancellationToken)
    {
        try
        {
            if (step == SliceStep.Done && slicer.IsSmall)
            {
                _announcements.SendShapes();
                await _output.StageAsync(slicer.FrameEvent(type.Id, marks), type.Credit, SendRanks.OfEvent(priority), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                OutgoingFragments fragments = new(_output, _announcements, _streams, slicer, type.Credit, SendRanks.OfFragment(priority));
                await fragments.SendEventAsync(type.Id, marks, step, cancellationToken).ConfigureAwait(false);
            }

            type.Count();
            slicer.StartStreams();
        }
        finally
        {
            End(slicer);
            lane.Leave();
        }
    }

    private void End(PartSlicer slicer)
    {
        slicer.End();
        _streams.Return(slicer);
    }
}
