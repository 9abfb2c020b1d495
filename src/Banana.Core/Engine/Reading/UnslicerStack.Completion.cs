using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// What unslicers say of objects that cannot be built or hashed when their CLOSE comes (PROTOCOL.md to ).
public sealed partial class UnslicerStack
{
    private GraphCompletion? _completion; // null while no graph has needed it
    private Pending? _pending; // what the value waits for that has just been read

    private GraphCompletion Completion => _completion ??= new GraphCompletion();

    /// <summary>
    /// Whether every complete object of this top-level object is complete all the way down: no reference so far led to an object that
    /// is still being read.
    /// </summary>
    internal bool IsSettled => _completion is not { HasLooseEnds: true };

    /// <summary>Returns, after <see cref="UnsliceStep.Pending"/>, the object that the value waits for.</summary>
    public Pending TakePending()
    {
        Pending pending = _pending ?? throw new InvalidOperationException("The last read did not return Pending.");
        _pending = null;
        return pending;
    }

    /// <summary>
    /// Suspends an object whose sequence is complete, but a part of which is still <see cref="Pending"/>. The unslicer returns
    /// the result, and calls <see cref="Build"/> when the last part is complete.
    /// </summary>
    public UnsliceStep Suspend(ref UnsliceFrame frame, out Pending pending)
    {
        pending = Promise(ref frame, _frames.Count - 1);
        _pending = pending;
        return UnsliceStep.Pending;
    }

    /// <summary>Completes a sequence whose value is another object, which is pending. The unslicer returns the result.</summary>
    public UnsliceStep HandOver(Pending pending)
    {
        _pending = pending;
        return UnsliceStep.Pending;
    }

    /// <summary>
    /// Runs the fix-ups that wait for a built object, which may build other objects. Call it while the object's frame exists: all
    /// fix-ups are inside the object, so that it is refused with them if user code throws.
    /// </summary>
    public void Build(Pending pending, object value)
    {
        ArgumentNullException.ThrowIfNull(pending);
        _references.SetObject(pending.Id, value);
        Completion.Promises.Keep(pending, value, this);
    }

    /// <summary>
    /// Called by <see cref="Unslicer.FixUp"/>, instead of <see cref="Build"/>: all parts are there, and do not make the object that was promised.
    /// What it waited for is refused, with the path of the promise.
    /// </summary>
    /// <param name="pending">The promise; null for an object that is there already, so that what it waited for is named.</param>
    /// <param name="fault">What is wrong with the parts.</param>
    internal void Break(Pending? pending, KeyFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        Completion.Promises.Break(pending, fault.ToRefusal(), this);
    }

    /// <summary>
    /// At the end of the top-level object, or of the element, <see cref="Unslicer.TryComplete"/> of the frame's unslicer is called with
    /// <paramref name="target"/>, unless the frame's object has been refused by then. First objects are built that could not be before,
    /// in the order of their CLOSEs, then the rest.
    /// </summary>
    /// <returns>A ticket for <see cref="RetryCompletion"/>.</returns>
    internal int DeferCompletion(ref UnsliceFrame frame, object target)
    {
        string path = DescribePath(_frames.Count - 1);
        ChargeNote(path);
        return Completion.Settling.Add(frame.Unslicer, target, frame.Id, path);
    }

    /// <summary>What was not ready when its turn came is now: it has another.</summary>
    internal void RetryCompletion(int ticket) => Completion.Settling.AddAgain(ticket);

    private Pending Promise(ref UnsliceFrame frame, int depth)
    {
        if (_references.PendingAt(frame.Id) is { } known)
        {
            return known;
        }

        Pending pending = new(this, frame.Id, frame.Unslicer, DescribePath(depth));
        ChargeNote(pending.Path);
        _references.SetPending(pending);
        Completion.Promises.Add(pending);
        return pending;
    }

    /// <summary>An object that others wait for is there; why one of them cannot be built, or null.</summary>
    private Violation? Keep(ref TokenReader reader, Pending promised, object value)
    {
        Build(promised, value);
        return Completion.Promises.TakeBroken() is { } broken ? NewViolation(ref reader, broken) : null;
    }

    /// <summary>The graph has been read: builds and hashes what had to wait. Why it cannot be handed on, or null.</summary>
    private Violation? EndGraph(ref TokenReader reader)
    {
        _pending = null;
        return !_work.IsInDebt && !_budget.IsOverdrawn && _completion is not { IsEmpty: false } ? null : EndGraphSlow(ref reader);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Violation? EndGraphSlow(ref TokenReader reader) => FindOverdraft(ref reader)
        ?? (_completion?.Complete(this) is { } refused ? NewViolation(ref reader, refused) : null);

    private Violation NewViolation(ref TokenReader reader, PlacedRefusal refused)
    {
        _budget.ForgetRefusal();
        return refused.Reason.At(refused.Path, reader.Offset, reader.Tokens);
    }
}
