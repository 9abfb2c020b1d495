using Banana.Wire;

namespace Banana.Slicing;

// How a slicer's turn ends when its value is not there yet, or cannot be written: ABORT and CLOSE for its sequence, then the parent decides to go
// on or to give up as well (PROTOCOL.md [S-7]).
public sealed partial class SlicerStack
{
    private const string WayOut = "for files of one's own BananaPolicy.Trusted, or larger Limits in the Policy of both sides";

    private SliceWaits Waits => _waits ??= new SliceWaits(_frames);

    /// <summary>
    /// Records that the value at the current position cannot be written. Nothing of it may have been written yet. The slicer
    /// returns what this returns.
    /// </summary>
    /// <param name="code">The reason.</param>
    /// <param name="found">What cannot be written, as a lower-case noun phrase.</param>
    /// <param name="expected">What could be, as a lower-case noun phrase.</param>
    public SliceStep Fail(ViolationCode code, string found, string expected) => Record(new Refusal(code, found, expected));

    /// <summary>
    /// Fails as <see cref="Fail"/> does, and says how to raise the limit that a value passes. The slicer returns what this
    /// returns.
    /// </summary>
    /// <param name="code">The reason.</param>
    /// <param name="found">What cannot be written, as a lower-case noun phrase.</param>
    /// <param name="most">What could be, as a lower-case noun phrase that names the limit.</param>
    public SliceStep FailLimit(ViolationCode code, string found, string most) => Fail(code, found, $"{most}; {WayOut}");

    /// <summary>Refuses the collection of the top frame for its number of elements. The slicer returns what this returns.</summary>
    /// <param name="count">How many it has; more than <see cref="MaxItems"/>.</param>
    public SliceStep FailItems(long count) =>
        FailLimit(ViolationCode.CollectionTooLarge, $"a collection of {count} elements", $"at most {MaxItems} (MaxCollectionItems)");

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

    private SliceStep FailDepth() => FailLimit(ViolationCode.TooDeep, $"a sequence {_frames.Count + 1L} levels deep", $"at most {_maxDepth} (MaxDepth)");

    private SliceStep FailFrame(Exception thrown) => Record(Refusal.Of(thrown, "a value"));

    private SliceStep Record(in Refusal refusal)
    {
        _failure = new PlacedRefusal(FramePath.Describe(_frames, _frames.Count), refusal);
        return SliceStep.Failed;
    }

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
        PlacedRefusal failure = TakeFailure();
        Violation violation = failure.Reason.At(failure.Path, writer.BytesWritten, (long)_opens);
        bool isAsked = failure.Reason.Thrown is null; // else the slicer of the top frame has failed itself
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
            FailFrame(new InvalidOperationException("A slicer returned Failed and did not say why. Return what SlicerStack.Fail returns."));
        }

        PlacedRefusal failure = _failure!;
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
