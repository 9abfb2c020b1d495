using Banana.Wire;

namespace Banana.Slicing;

// References and promises: objects that are referred to, or closed, before they can be built (PROTOCOL.md to ).
public sealed partial class UnslicerStack
{
    private const int PathsNamed = 3;

    private readonly List<Pending> _unresolved = [];
    private readonly Queue<(Pending Promise, object Value)> _built = [];
    private Pending? _pending;
    private Pending? _kept; // the promise whose fix-ups are being run
    private (string Path, KeyFault Fault)? _broken;

    /// <summary>After <see cref="UnsliceStep.Pending"/>: what the value waits for.</summary>
    public Pending TakePending()
    {
        Pending pending = _pending ?? throw new InvalidOperationException("The last read did not return Pending.");
        _pending = null;
        return pending;
    }

    /// <summary>
    /// The sequence is complete, but a part of it is still <see cref="Pending"/>. The unslicer returns what this returns, and
    /// calls <see cref="Build"/> when the last part has arrived.
    /// </summary>
    public UnsliceStep Suspend(ref UnsliceFrame frame, out Pending pending)
    {
        pending = Promise(ref frame, _frames.Count - 1);
        _pending = pending;
        return UnsliceStep.Pending;
    }

    /// <summary>
    /// A promised object has been built: fills the holes that wait for it, which may build others. Called while the object's frame is there:
    /// all that waits is inside of it, so that when user code throws, it is refused with all that was given it.
    /// </summary>
    public void Build(Pending pending, object value)
    {
        ArgumentNullException.ThrowIfNull(pending);
        _references.SetObject(pending.Id, value);
        _built.Enqueue((pending, value));
        if (_kept is not null)
        {
            return;
        }

        try
        {
            while (!IsBroken && _built.TryDequeue(out (Pending Promise, object Value) next))
            {
                _kept = next.Promise;
                _kept.RunFixUps(next.Value, this);
            }
        }
        finally
        {
            _kept = null;
            _built.Clear(); // of an object that is refused now, if anything is left
        }
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
        _broken ??= ((pending ?? _kept)?.Path ?? CurrentPath, fault);
    }

    /// <summary>Whether a promise has been broken, which is still to be reported.</summary>
    internal bool IsBroken => _broken is not null;

    /// <summary>An object that others wait for is there; why one of them cannot be built, or null.</summary>
    private Violation? Keep(ref TokenReader reader, Pending promised, object value)
    {
        Build(promised, value);
        return TakeBroken(ref reader);
    }

    private Violation? TakeBroken(ref TokenReader reader)
    {
        if (_broken is not (string path, KeyFault fault))
        {
            return null;
        }

        _broken = null;
        _isOverBudget = false;
        return new Violation(fault.Code, path, reader.Offset, reader.Tokens, fault.Found, fault.Expected);
    }

    /// <summary>Finds the target of a reference that stands at <paramref name="position"/>.</summary>
    internal UnsliceStep Resolve(ref TokenReader reader, ulong id, Unslicer position, out object? target)
    {
        target = _references.Find(id, out bool isBuilding);
        Pending? pending = isBuilding ? PromiseAt((long)id) : target as Pending;
        if (target is null && pending is null)
        {
            return FailFrame(
                ref reader, ViolationCode.DanglingReference, id == ulong.MaxValue ? "a reference to what no stream has" : $"a reference to {id}", "an object that was sent before");
        }

        _references.FindOrigin(id, out Unslicer origin, out _);
        Type type = pending is not null ? origin.Type : target!.GetType();
        if (!position.Type.IsAssignableFrom(type) || !position.AcceptsReference(origin, type, this))
        {
            return FailFrame(
                ref reader, ViolationCode.ReferenceTypeMismatch, $"a reference to a {type.Name}", position.Expected);
        }

        if (_frames.Top.Taster is { } taster && TasteReference(id, pending ?? target!, taster) is { } refused)
        {
            FailTop(refused.At(CurrentPath, reader.Offset, reader.Tokens));
            return UnsliceStep.Child;
        }

        if (pending is null)
        {
            NoteUse((long)id);
            return UnsliceStep.Done;
        }

        _pending = pending;
        _hasLooseEnds = true;
        return UnsliceStep.Pending;
    }

    /// <summary>Something other than a plain INT stands in a reference.</summary>
    internal UnsliceStep StopReference(ref TokenReader reader, ReadStatus status, in TokenHeader header)
    {
        if (MustStop(status, header))
        {
            return Stop(ref reader, status, header);
        }

        return FailFrame(ref reader, ViolationCode.UnexpectedToken, header, "the INT of a reference");
    }

    /// <summary>The value of the sequence is another object, which is pending. The unslicer returns what this returns.</summary>
    public UnsliceStep HandOver(Pending pending)
    {
        _pending = pending;
        return UnsliceStep.Pending;
    }

    private Pending PromiseAt(long id)
    {
        int depth = DepthOf(id);
        return Promise(ref _frames.At(depth), depth);
    }

    /// <summary>The frame of this id, if it has one. Frames stand in the order of their ids.</summary>
    private int DepthOf(long id)
    {
        int low = 1;
        int high = _frames.Count - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_frames.At(middle).Id < id)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private Pending Promise(ref UnsliceFrame frame, int depth)
    {
        if (_references.PendingAt(frame.Id) is { } known)
        {
            return known;
        }

        Pending pending = new(this, frame.Id, frame.Unslicer, DescribePath(depth));
        ChargeNote(pending.Path);
        _references.SetPending(pending);
        _unresolved.Add(pending);
        return pending;
    }

    /// <summary>At the end of a top-level object or an element nothing may be left that waits for itself.</summary>
    private Violation? FindUnresolved(ref TokenReader reader)
    {
        if (TakeBroken(ref reader) is { } broken)
        {
            return broken; // by who keeps promises at another time than the CLOSE
        }

        _unresolved.RemoveAll(static pending => pending.IsBuilt);
        if (_unresolved.Count == 0)
        {
            return null;
        }

        string paths = string.Join(", ", _unresolved.Take(PathsNamed).Select(pending => pending.Path));
        string more = _unresolved.Count > PathsNamed ? $" and {_unresolved.Count - PathsNamed} more" : "";
        return new Violation(
            ViolationCode.UnresolvableCycle,
            _unresolved[0].Path,
            reader.Offset,
            reader.Tokens,
            $"an immutable object that can only be built from itself, at {paths}{more}",
            "a cycle with a mutable object in it");
    }
}
