using Banana.Wire;

namespace Banana.Slicing;

// Values that are not there yet, scopes inside a stream of elements, and giving up from outside.
public sealed partial class SlicerStack
{
    private Task? _wait;
    private Task? _abandoned;

    /// <summary>
    /// A slicer waits for something; it returns what this returns, and is called again when the task is done. Nothing of what it waits for
    /// may have been written. A failed task is the slicer's to look at.
    /// </summary>
    public SliceStep Wait(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        bool canWait = _options.CanWait;
        for (int i = 0; canWait && i < _frames.Count; i++)
        {
            canWait = _frames.At(i).Slicer.AllowsWaiting;
        }

        if (!canWait)
        {
            return Fail(
                ViolationCode.NotRepresentable,
                "a value that is not there yet",
                "values that need not be awaited; SerializeAsync can wait, unless an enclosing object forbids it");
        }

        _wait = task.ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return SliceStep.Wait;
    }

    /// <summary>After <see cref="SliceStep.Wait"/>: what is waited for. Never fails.</summary>
    /// <exception cref="InvalidOperationException">The last step was not <see cref="SliceStep.Wait"/>.</exception>
    public Task TakeWait()
    {
        Task wait = _wait ?? throw new InvalidOperationException("The last step was not Wait; there is nothing to await.");
        _wait = null;
        return wait;
    }

    /// <summary>What aborted slicers are still releasing; to be awaited after a violation, and after <see cref="Abort"/>.</summary>
    public Task TakeAbandoned()
    {
        Task abandoned = _abandoned ?? Task.CompletedTask;
        _abandoned = null;
        return abandoned;
    }

    /// <summary>Gives up on the object that is being written: ABORT and CLOSE for all that is open. The next object can be written.</summary>
    public void Abort(ref TokenWriter writer)
    {
        while (_frames.Count > 0)
        {
            AbortTop(ref writer);
        }

        EndMessage();
    }

    private void AbortTop(ref TokenWriter writer)
    {
        ref SliceFrame top = ref _frames.Top;
        ulong number = top.Number;
        ValueTask released = top.Slicer.AbandonAsync(ref top);
        if (!released.IsCompletedSuccessfully)
        {
            _abandoned = _abandoned is null ? released.AsTask() : Task.WhenAll(_abandoned, released.AsTask());
        }

        PopFrame();
        _sent.RemoveFrom(number); // the receiver has thrown them away with the aborted sequence
        WriteAbort(ref writer, number);
    }
}
