using Banana.Slicing;

namespace Banana.Transport;

/// <summary>Sends a large event, or the elements of a live stream, in fragments (PROTOCOL.md [E-9]).</summary>
internal sealed class OutgoingFragments(
    EventOutput output, OutgoingAnnouncements announcements, OutgoingStreams streams, PartSlicer slicer, SendCredit credit, int rank)
{
    /// <summary>Sends an event whose first part has been sliced.</summary>
    public async ValueTask SendEventAsync(ushort id, EventMarks marks, SliceStep step, CancellationToken cancellationToken)
    {
        ulong stream = await streams.EnterAsync(cancellationToken).ConfigureAwait(false);
        bool hasStarted = false;
        try
        {
            FragmentFlags flags = FragmentFlags.First;
            while (true)
            {
                flags |= step == SliceStep.Done ? FragmentFlags.Last : FragmentFlags.None;
                while (slicer.Left > 0)
                {
                    await StageAsync(slicer.FrameFragment(stream, flags, id, marks), cancellationToken).ConfigureAwait(false);
                    hasStarted = true;
                    flags &= ~FragmentFlags.First;
                }

                if (step == SliceStep.Done)
                {
                    return;
                }

                step = await ContinueAsync(step, cancellationToken).ConfigureAwait(false);
            }
        }
        catch when (hasStarted)
        {
            Abandon(stream, null);
            throw;
        }
        finally
        {
            streams.Leave();
        }
    }

    /// <summary>Sends an element of a live stream whose first part has been sliced.</summary>
    public async ValueTask SendElementAsync(ulong stream, SliceStep step, CancellationToken cancellationToken)
    {
        while (true)
        {
            while (slicer.Left > 0)
            {
                await StageAsync(slicer.FrameFragment(stream, FragmentFlags.None, 0, default), cancellationToken).ConfigureAwait(false);
            }

            if (step == SliceStep.Done)
            {
                return;
            }

            step = await ContinueAsync(step, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Ends a live stream.</summary>
    public void End(ulong stream) => SendEnd(stream, FragmentFlags.Last, null);

    /// <summary>Tells the peer that the rest of a stream does not follow.</summary>
    public void Abandon(ulong stream, string? why) => SendEnd(stream, FragmentFlags.Abandoned, why);

    private Task StageAsync(ReadOnlyMemory<byte> envelope, CancellationToken cancellationToken)
    {
        announcements.SendShapes();
        return output.StageAsync(envelope, credit, rank, cancellationToken);
    }

    private async ValueTask<SliceStep> ContinueAsync(SliceStep step, CancellationToken cancellationToken)
    {
        if (step == SliceStep.Wait)
        {
            await slicer.TakeWait().WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return slicer.Continue();
    }

    private void SendEnd(ulong stream, FragmentFlags flags, string? why)
    {
        ByteStage envelope = new();
        EnvelopeBuilder.Write(envelope, EnvelopeIds.Fragment, (stream, flags, why), static (ref writer, end) =>
        {
            writer.WriteReferenceId(end.stream);
            writer.WriteReferenceId((ulong)end.flags);
            if (end.why is not null)
            {
                _ = writer.TryWriteText(end.why.Length > 300 ? end.why[..300] : end.why) || writer.TryWriteText("(no valid text)");
            }
        });
        output.StageUncredited(envelope.Written);
        envelope.Release();
    }
}
