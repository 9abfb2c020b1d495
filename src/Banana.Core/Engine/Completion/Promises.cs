using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>
/// The promises of one object graph (PROTOCOL.md ): which have been made, and what is done when one is kept or broken. Keeping one may keep others: a
/// work list, not recursion. Not thread-safe.
/// </summary>
internal sealed class Promises
{
    private const int PathsNamed = 3;

    private readonly List<Pending> _made = [];
    private readonly Queue<(Pending Promise, object Value)> _built = [];
    private Pending? _kept; // whose fix-ups are being run
    private PlacedRefusal? _broken;

    /// <summary>Whether none has been made.</summary>
    public bool IsEmpty => _made.Count == 0;

    /// <summary>Whether one has been broken, which is still to be reported.</summary>
    public bool IsBroken => _broken is not null;

    /// <summary>An object is promised.</summary>
    public void Add(Pending promise) => _made.Add(promise);

    /// <summary>A promised object is there: fills the holes that wait for it, unless that is being done for another; then it has its turn.</summary>
    public void Keep(Pending promise, object value, UnslicerStack stack)
    {
        _built.Enqueue((promise, value));
        if (_kept is not null)
        {
            return;
        }

        try
        {
            while (!IsBroken && _built.TryDequeue(out (Pending Promise, object Value) next))
            {
                _kept = next.Promise;
                _kept.RunFixUps(next.Value, stack, this);
            }
        }
        finally
        {
            _kept = null;
            _built.Clear(); // of an object that is refused now, if anything is left
        }
    }

    /// <summary>All parts of an object are there, and do not make it. The first to be broken is reported.</summary>
    /// <param name="promise">The promise; null for an object that is there already: then the one that is being kept is named.</param>
    /// <param name="reason">What is wrong.</param>
    /// <param name="stack">Says where it stands, if no promise does.</param>
    public void Break(Pending? promise, Refusal reason, UnslicerStack stack) =>
        _broken ??= new PlacedRefusal((promise ?? _kept)?.Path ?? stack.CurrentPath, reason);

    /// <summary>The broken promise, which is reported now; or null.</summary>
    public PlacedRefusal? TakeBroken()
    {
        PlacedRefusal? broken = _broken;
        _broken = null;
        return broken;
    }

    /// <summary>At the end of the graph: a broken promise, or those that wait for themselves; or null.</summary>
    public PlacedRefusal? FindUnresolved()
    {
        if (TakeBroken() is { } broken)
        {
            return broken; // by who keeps promises at another time than the CLOSE
        }

        _made.RemoveAll(static promise => promise.IsBuilt);
        if (_made.Count == 0)
        {
            return null;
        }

        string paths = string.Join(", ", _made.Take(PathsNamed).Select(promise => promise.Path));
        string more = _made.Count > PathsNamed ? $" and {_made.Count - PathsNamed} more" : "";
        return new PlacedRefusal(_made[0].Path, new Refusal(
            ViolationCode.UnresolvableCycle,
            $"an immutable object that can only be built from itself, at {paths}{more}",
            "a cycle with a mutable object in it"));
    }

    /// <summary>Promises from this id on are of what has been refused.</summary>
    public void RefuseFrom(long id)
    {
        _made.RemoveAll(promise => promise.Id >= id);
        _broken = null;
    }

    /// <summary>Forgets all of them.</summary>
    public void Clear()
    {
        _broken = null;
        Kept.Clear(_made);
        _built.Clear();
        if (_built.Capacity > Kept.Items)
        {
            _built.TrimExcess();
        }
    }
}
