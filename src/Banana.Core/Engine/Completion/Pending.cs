namespace Banana.Slicing;

/// <summary>
/// An object that has been referred to, or closed, before it could be built (PROTOCOL.md ). Whoever receives it leaves a
/// hole and registers a fix-up; building the object runs the fix-ups, which may build others: a work list, not recursion.
/// </summary>
/// <remarks>
/// Requirements, in order: nothing unfinished is ever delivered; no fix-up is lost, whatever the container; no depth of
/// waiting objects costs thread stack; an object that nobody refers to early costs nothing.
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

    /// <summary>Who builds the object.</summary>
    internal Unslicer Unslicer { get; }

    /// <summary>Where the object stands, for the message if it can never be built.</summary>
    internal string Path { get; }

    /// <summary>The object, once it is built.</summary>
    public object? Value { get; private set; }

    /// <summary>Whether the object has been built and its fix-ups have been run.</summary>
    internal bool IsBuilt { get; private set; }

    /// <summary>
    /// Has <paramref name="owner"/>'s <see cref="Unslicer.FixUp"/> called with these arguments and the object, once it is built.
    /// </summary>
    /// <param name="owner">Whose fix-up.</param>
    /// <param name="target">The object with the hole.</param>
    /// <param name="slot">Which hole: an index or a member number.</param>
    /// <param name="key">Which hole, where an index does not say it: a dictionary key.</param>
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
                return; // all that waits is refused with what waited for it
            }
        }

        _waiting.Clear();
    }
}
