using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// The calls of unslicers for objects that cannot be built or hashed at their CLOSE (PROTOCOL.md to ).
public sealed partial class UnslicerStack
{
    private GraphCompletion? _completion; // null until a graph needs it
    private Pending? _pending; // the object that the last value read waits for

    private GraphCompletion Completion => _completion ??= new GraphCompletion();

    /// <summary>
    /// Whether all closed objects of the graph are complete with all of their parts, because no reference so far has led to an object
    /// that is still being read.
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
    /// Called by <see cref="Unslicer.FixUp"/> instead of <see cref="Build"/> if all parts are complete, but the object cannot be built
    /// from them. The object whose fix-ups are being run is refused, with the path of the promise.
    /// </summary>
    /// <param name="pending">The promise; null for an object that already exists, in which case the path is that of the promise being kept.</param>
    /// <param name="fault">The reason.</param>
    internal void Break(Pending? pending, KeyFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        Completion.Promises.Break(pending, fault.ToRefusal(), this);
    }

    /// <summary>
    /// Registers a call of <see cref="Unslicer.TryComplete"/> of the frame's unslicer at the end of the top-level object or element,
    /// unless the frame's object is refused before. Objects that are built by the call come first, in the order of their CLOSEs.
    /// </summary>
    /// <param name="frame">The frame of the object.</param>
    /// <param name="target">The argument of the call.</param>
    /// <returns>A ticket for <see cref="RetryCompletion"/>.</returns>
    internal int DeferCompletion(ref UnsliceFrame frame, object target)
    {
        string path = DescribePath(_frames.Count - 1);
        ChargeNote(path);
        return Completion.Settling.Add(frame.Unslicer, target, frame.Id, path);
    }

    /// <summary>Repeats the call of <see cref="Unslicer.TryComplete"/> for an object that was not ready before.</summary>
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

    /// <summary>Runs the fix-ups that wait for a built object. Returns why an object cannot be built from it, or null.</summary>
    private Violation? Keep(ref TokenReader reader, Pending promised, object value)
    {
        Build(promised, value);
        return Completion.Promises.TakeBroken() is { } broken ? NewViolation(ref reader, broken) : null;
    }

    /// <summary>Completes a graph that has been read. Returns why it is refused, or null.</summary>
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
