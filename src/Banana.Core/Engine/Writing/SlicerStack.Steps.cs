using Banana.Wire;

namespace Banana.Slicing;

// Values that must be awaited, or cannot be written. In the latter case, ABORT and CLOSE end the sequence, and each parent in turn
// continues or is aborted as well (PROTOCOL.md [S-7]).
public sealed partial class SlicerStack
{
    private const string WayOut = "use BananaPolicy.Trusted for your own files, or larger Limits in the Policy of both sides";

    private SliceWaits Waits => _waits ??= new SliceWaits(_frames);

    /// <summary>
    /// Records that the value at the current position cannot be written. Call it before any of the value is written. The slicer
    /// returns the result.
    /// </summary>
    /// <param name="code">The reason.</param>
    /// <param name="found">What cannot be written, as a lower-case noun phrase.</param>
    /// <param name="expected">What could be, as a lower-case noun phrase.</param>
    public SliceStep Fail(ViolationCode code, string found, string expected) => Record(new Refusal(code, found, expected));

    /// <summary>
    /// Like <see cref="Fail"/>, for a value that exceeds a limit: the violation also tells how to raise it. The slicer returns the
    /// result.
    /// </summary>
    /// <param name="code">The reason.</param>
    /// <param name="found">What cannot be written, as a lower-case noun phrase.</param>
    /// <param name="most">The limit, as a lower-case noun phrase: <c>at most 10 (MaxDepth)</c>.</param>
    public SliceStep FailLimit(ViolationCode code, string found, string most) => Fail(code, found, $"{most}; {WayOut}");

    /// <summary>Refuses the collection of the top frame for its number of elements. The slicer returns the result.</summary>
    /// <param name="count">The number of elements; more than <see cref="MaxItems"/>.</param>
    public SliceStep FailItems(long count) =>
        FailLimit(ViolationCode.CollectionTooLarge, $"a collection of {count} elements", $"at most {MaxItems} (MaxCollectionItems)");

    /// <summary>
    /// Whether <see cref="Wait"/> is allowed inside the top frame's object. A slicer that may have to wait must check this before it
    /// starts, so that whether its object is refused does not depend on timing.
    /// </summary>
    public bool MayWait => _options.CanWait && Waits.IsAllowed(_opens);

    /// <summary>Refuses the object of the top frame because it may have to wait and <see cref="MayWait"/> is false. The slicer returns the result.</summary>
    public SliceStep RefuseWaiting() => Fail(
        ViolationCode.NotRepresentable,
        "a value that must be awaited",
        "values that need not be awaited; SerializeAsync can wait, unless an enclosing object forbids it");

    /// <summary>
    /// Waits for a task, before any of the awaited value is written. The slicer returns the result, and is called again when the task has
    /// completed. If the task fails, the slicer must handle it.
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

    /// <summary>Returns, after <see cref="SliceStep.Wait"/>, the task to await. It never fails.</summary>
    /// <exception cref="InvalidOperationException">The last step was not <see cref="SliceStep.Wait"/>.</exception>
    public Task TakeWait() =>
        _waits?.Take() ?? throw new InvalidOperationException("The last step was not Wait; there is nothing to await.");

    /// <summary>Returns the task by which aborted slicers release their resources. Await it after a violation and after <see cref="Abort"/>. It never fails.</summary>
    public Task TakeAbandoned() => _waits?.TakeAbandoned() ?? Task.CompletedTask;

    private SliceStep FailDepth() => FailLimit(ViolationCode.TooDeep, $"a sequence {_frames.Count + 1L} levels deep", $"at most {_maxDepth} (MaxDepth)");

    private SliceStep FailFrame(Exception thrown) => Record(Refusal.Of(thrown, "a value"));

    private SliceStep Record(in Refusal refusal)
    {
        _failure = new PlacedRefusal(FramePath.Describe(_frames, _frames.Count), refusal);
        return SliceStep.Failed;
    }

    /// <summary>Aborts the object that is being written, with ABORT and CLOSE for each open sequence. The next object can then be written.</summary>
    public void Abort(ref TokenWriter writer)
    {
        while (_frames.Count > 0)
        {
            AbortTop(ref writer);
        }

        _failure = null; // a slicer may have ignored it
        _totals.Forget();
        EndMessage();
    }

    /// <summary>Aborts frames from the top until one absorbs the failure.</summary>
    /// <exception cref="ViolationException">None did.</exception>
    private void Unwind(ref TokenWriter writer)
    {
        PlacedRefusal failure = TakeFailure();
        Violation violation = failure.Reason.At(failure.Path, writer.BytesWritten, (long)_opens);
        bool isAsked = failure.Reason.Thrown is null; // otherwise, the slicer of the top frame itself has failed
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

    private PlacedRefusal TakeFailure()
    {
        if (_failure is null)
        {
            FailFrame(new InvalidOperationException("A slicer returned SliceStep.Failed without a reason. Return the result of SlicerStack.Fail."));
        }

        PlacedRefusal failure = _failure!;
        _failure = null;
        return failure;
    }

    /// <summary>Asks the frame's slicer to absorb a violation; false if it throws.</summary>
    private static bool TryAbsorb(ref SliceFrame frame, Violation violation)
    {
        try
        {
            return frame.Slicer.TryAbsorb(ref frame, violation);
        }
        catch (Exception thrown) when (UserCode.IsRecoverable(thrown))
        {
            return false; // the first violation is reported, not this exception
        }
    }

    private void AbortTop(ref TokenWriter writer)
    {
        ref SliceFrame top = ref _frames.Top;
        ulong number = top.Number;
        Abandon(ref top);
        PopFrame();
        ForgetFrom(number); // the receiver discards them with the aborted sequence
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
            // The object has been aborted for another reason, which is reported.
        }
    }
}
