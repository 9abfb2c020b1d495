using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>
/// The promises of an object graph (PROTOCOL.md ): objects that are referred to, or closed, before they can be built. Keeping a
/// promise may keep others, by a work list rather than recursion. Not thread-safe.
/// </summary>
internal sealed class Promises
{
    private const int PathsNamed = 3;

    private readonly List<Pending> _made = [];
    private readonly Queue<(Pending Promise, object Value)> _built = [];
    private Pending? _kept; // the promise whose fix-ups are being run
    private PlacedRefusal? _broken;

    /// <summary>Whether no promise has been made.</summary>
    public bool IsEmpty => _made.Count == 0;

    /// <summary>Whether a promise has been broken and not yet reported.</summary>
    public bool IsBroken => _broken is not null;

    /// <summary>Adds a promise.</summary>
    public void Add(Pending promise) => _made.Add(promise);

    /// <summary>Runs the fix-ups that wait for a built object. If those of another object are being run, it is queued.</summary>
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
            _built.Clear(); // anything left belongs to an object that is now refused
        }
    }

    /// <summary>Records that an object cannot be built although all of its parts are complete. Only the first one is reported.</summary>
    /// <param name="promise">The promise; null for an object that exists, in which case the path is that of the promise being kept.</param>
    /// <param name="reason">The reason.</param>
    /// <param name="stack">The stack, whose path is reported if there is no promise.</param>
    public void Break(Pending? promise, Refusal reason, UnslicerStack stack) =>
        _broken ??= new PlacedRefusal((promise ?? _kept)?.Path ?? stack.CurrentPath, reason);

    /// <summary>Returns and removes the broken promise; null if there is none.</summary>
    public PlacedRefusal? TakeBroken()
    {
        PlacedRefusal? broken = _broken;
        _broken = null;
        return broken;
    }

    /// <summary>Returns, at the end of the graph, the broken promise or the promises that were never kept; null if there are none.</summary>
    public PlacedRefusal? FindUnresolved()
    {
        if (TakeBroken() is { } broken)
        {
            return broken; // by an unslicer that calls Build at another time than at the CLOSE
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

    /// <summary>Removes the promises with ids from <paramref name="id"/> on, whose objects have been refused.</summary>
    public void RefuseFrom(long id)
    {
        _made.RemoveAll(promise => promise.Id >= id);
        _broken = null;
    }

    /// <summary>Removes all promises.</summary>
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
