using Banana.Wire;

namespace Banana.Slicing;

// A slicer failed: ABORT and CLOSE for its sequence, then the parent decides to go on or to give up as well (PROTOCOL.md [S-7]).
public sealed partial class SlicerStack
{
    /// <summary>Gives up on the object that is being written: ABORT and CLOSE for all that is open. The next object can be written.</summary>
    public void Abort(ref TokenWriter writer)
    {
        while (_frames.Count > 0)
        {
            AbortTop(ref writer);
        }

        _totals.Forget();
        EndMessage();
    }

    /// <summary>Aborts frames from the top until one absorbs the failure.</summary>
    /// <exception cref="ViolationException">None did.</exception>
    private void Unwind(ref TokenWriter writer)
    {
        SliceFailure failure = TakeFailure();
        Violation violation = failure.At(writer.BytesWritten, _opens);
        bool isAsked = !failure.IsOfTop;
        while (_frames.Count > 0)
        {
            if (isAsked && !_totals.IsSpent && TryAbsorb(ref _frames.Top, violation))
            {
                return;
            }

            isAsked = true;
            AbortTop(ref writer);
        }

        _totals.Stop(ref writer);
        EndMessage();

        throw new ViolationException(violation);
    }

    private SliceFailure TakeFailure()
    {
        if (_failure is null)
        {
            FailFrame(new InvalidOperationException("A slicer returned Failed and did not say why. Return what SlicerStack.Fail returns."));
        }

        SliceFailure failure = _failure!;
        _failure = null;
        return failure;
    }

    /// <summary>Asks the frame's slicer; one that throws gives up as well.</summary>
    private static bool TryAbsorb(ref SliceFrame frame, Violation violation)
    {
        try
        {
            return frame.Slicer.TryAbsorb(ref frame, violation);
        }
        catch (Exception thrown) when (UserCode.IsRecoverable(thrown))
        {
            return false; // what is reported is why it was asked
        }
    }

    private void AbortTop(ref TokenWriter writer)
    {
        ref SliceFrame top = ref _frames.Top;
        ulong number = top.Number;
        Abandon(ref top);
        PopFrame();
        ForgetFrom(number); // the receiver has thrown them away with the aborted sequence
        WriteAbort(ref writer, number);
    }

    private void Abandon(ref SliceFrame frame)
    {
        try
        {
            ValueTask released = frame.Slicer.AbandonAsync(ref frame);
            if (!released.IsCompletedSuccessfully)
            {
                Waits.Abandon(released.AsTask());
            }
        }
        catch (Exception thrown) when (UserCode.IsRecoverable(thrown))
        {
            // What fails now is no longer anybody's: the object has been given up for another reason.
        }
    }
}
