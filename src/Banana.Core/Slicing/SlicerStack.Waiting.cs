namespace Banana.Slicing;

// Values that are not there yet.
public sealed partial class SlicerStack
{
    private SliceWaits Waits => _waits ??= new SliceWaits(_frames);

    /// <summary>
    /// Whether <see cref="Wait"/> is allowed where the top frame's object stands. A slicer that may have to wait asks before it begins, so
    /// that its object is refused always or never, and not by chance of timing.
    /// </summary>
    public bool MayWait => _options.CanWait && Waits.IsAllowed(_opens);

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

        Waits.Await(task);
        return SliceStep.Wait;
    }

    /// <summary>After <see cref="SliceStep.Wait"/>: what is waited for. Never fails.</summary>
    /// <exception cref="InvalidOperationException">The last step was not <see cref="SliceStep.Wait"/>.</exception>
    public Task TakeWait() =>
        _waits?.Take() ?? throw new InvalidOperationException("The last step was not Wait; there is nothing to await.");

    /// <summary>What aborted slicers are still releasing; to be awaited after a violation, and after <see cref="Abort"/>. Never fails.</summary>
    public Task TakeAbandoned() => _waits?.TakeAbandoned() ?? Task.CompletedTask;
}
