using Banana.Wire;

namespace Banana.Slicing;

// Values that are not there yet, scopes inside a stream of elements, and giving up from outside.
public sealed partial class SlicerStack
{
    private Task? _wait;
    private readonly List<Task> _abandoned = [];
    private ulong _mayWaitBelow; // frames with smaller numbers have been asked, and allow waiting
    private ulong _forbidsWaiting = ulong.MaxValue; // a frame that does not; the largest number if none is known

    /// <summary>
    /// Whether <see cref="Wait"/> is allowed where the top frame's object stands. A slicer that may have to wait asks before it begins, so
    /// that its object is refused always or never, and not by chance of timing.
    /// </summary>
    public bool MayWait => _options.CanWait && AllowsWaiting();

    /// <summary>Refuses the object of the top frame, because it may have to wait, and <see cref="MayWait"/> is false.</summary>
    public SliceStep RefuseWaiting() => Fail(
        ViolationCode.NotRepresentable,
        "a value that must be awaited",
        "values that need not be awaited; SerializeAsync can wait, unless an enclosing object forbids it");

    /// <summary>
    /// A slicer waits for something; it returns what this returns, and is called again when the task is done. Nothing of what it waits for
    /// may have been written. A failed task is the slicer's to look at.
    /// </summary>
    public SliceStep Wait(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (!MayWait)
        {
            return RefuseWaiting();
        }

        _wait = WhenEnded(task);
        return SliceStep.Wait;
    }

    /// <summary>Asks the frames that came since the last time: a number is given once, so whoever has a smaller one now was there then.</summary>
    private bool AllowsWaiting()
    {
        if (_forbidsWaiting != ulong.MaxValue && _frames.Count > 0 && _frames.At(DepthOf(_forbidsWaiting)).Number == _forbidsWaiting)
        {
            return false;
        }

        _forbidsWaiting = ulong.MaxValue;
        for (int i = _frames.Count - 1; i >= 0; i--)
        {
            ref SliceFrame frame = ref _frames.At(i);
            if (frame.Number < _mayWaitBelow)
            {
                break;
            }

            if (!frame.Slicer.AllowsWaiting)
            {
                _forbidsWaiting = frame.Number;
                return false;
            }
        }

        _mayWaitBelow = _opens;
        return true;
    }

    /// <summary>The frame with the largest number that is not above this one. Frames stand in the order of their numbers.</summary>
    internal int DepthOf(ulong number)
    {
        int low = 0;
        int high = _frames.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_frames.At(middle).Number <= number)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    private void ForgetWhoWaits()
    {
        _mayWaitBelow = 0;
        _forbidsWaiting = ulong.MaxValue;
    }

    private static Task WhenEnded(Task task) => task.ContinueWith(
        static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>After <see cref="SliceStep.Wait"/>: what is waited for. Never fails.</summary>
    /// <exception cref="InvalidOperationException">The last step was not <see cref="SliceStep.Wait"/>.</exception>
    public Task TakeWait()
    {
        Task wait = _wait ?? throw new InvalidOperationException("The last step was not Wait; there is nothing to await.");
        _wait = null;
        return wait;
    }

    /// <summary>What aborted slicers are still releasing; to be awaited after a violation, and after <see cref="Abort"/>. Never fails.</summary>
    public Task TakeAbandoned()
    {
        Task abandoned = _abandoned.Count == 0 ? Task.CompletedTask : Task.WhenAll(_abandoned);
        _abandoned.Clear();
        return abandoned;
    }

    /// <summary>Gives up on the object that is being written: ABORT and CLOSE for all that is open. The next object can be written.</summary>
    public void Abort(ref TokenWriter writer)
    {
        while (_frames.Count > 0)
        {
            AbortTop(ref writer);
        }

        ForgetSpending();
        EndMessage();
    }

    private void Abandon(ref SliceFrame frame)
    {
        try
        {
            ValueTask released = frame.Slicer.AbandonAsync(ref frame);
            if (!released.IsCompletedSuccessfully)
            {
                _abandoned.Add(WhenEnded(released.AsTask()));
            }
        }
        catch (Exception thrown) when (IsUserCode(thrown))
        {
            // What fails now is no longer anybody's: the object has been given up for another reason.
        }
    }

    private void AbortTop(ref TokenWriter writer)
    {
        ref SliceFrame top = ref _frames.Top;
        ulong number = top.Number;
        Abandon(ref top);
        PopFrame();
        _sent.RemoveFrom(number); // the receiver has thrown them away with the aborted sequence
        _rules?.ForgetFrom(number);
        WriteAbort(ref writer, number);
    }
}
