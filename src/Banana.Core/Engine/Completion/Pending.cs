namespace Banana.Slicing;

/// <summary>
/// An object that was referred to, or whose sequence has ended, before it could be built (PROTOCOL.md ). An unslicer that
/// receives it leaves its place empty and registers a fix-up. Building the object runs the fix-ups, which may build other
/// objects, by a work list rather than recursion.
/// </summary>
/// <remarks>
/// Guarantees, in order of importance: no incomplete object is ever delivered; no fix-up is lost, whatever the container; pending
/// objects nested to any depth take no thread stack; an object without early references costs nothing.
/// </remarks>
public sealed class Pending
{
    private readonly UnslicerStack _stack;
    private readonly List<(Unslicer Owner, object Target, int Slot, object? Key)> _waiting = [];

    internal Pending(UnslicerStack stack, long id, Unslicer unslicer, string path)
    {
        _stack = stack;
        Id = id;
        Unslicer = unslicer;
        Path = path;
    }

    /// <summary>The object's reference id.</summary>
    internal long Id { get; }

    /// <summary>The unslicer that builds the object.</summary>
    internal Unslicer Unslicer { get; }

    /// <summary>The path of the object, for the message if it can never be built.</summary>
    internal string Path { get; }

    /// <summary>The object, once it is built.</summary>
    public object? Value { get; private set; }

    /// <summary>Whether the object has been built and its fix-ups have been run.</summary>
    internal bool IsBuilt { get; private set; }

    /// <summary>Registers a call of <see cref="Unslicer.FixUp"/> with these arguments and the object, once it is built.</summary>
    /// <param name="owner">The unslicer whose fix-up is called.</param>
    /// <param name="target">The object to fix up.</param>
    /// <param name="slot">The place to fill: an index or the number of a member.</param>
    /// <param name="key">The place to fill where an index does not identify it: a dictionary key.</param>
    public void WhenBuilt(Unslicer owner, object target, int slot, object? key = null)
    {
        _stack.ChargeFixUp();
        _waiting.Add((owner, target, slot, key));
    }

    internal void RunFixUps(object value, UnslicerStack stack, Promises promises)
    {
        IsBuilt = true;
        Value = value;
        foreach ((Unslicer owner, object target, int slot, object? key) in _waiting)
        {
            owner.FixUp(target, slot, key, value, stack);
            if (promises.IsBroken)
            {
                return; // the object of which it is a part is refused, with all that still waits
            }
        }

        _waiting.Clear();
    }
}
