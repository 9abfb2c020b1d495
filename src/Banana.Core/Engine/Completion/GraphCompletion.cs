namespace Banana.Slicing;

/// <summary>
/// The objects of a graph that are incomplete while it is read, and their completion at its end. Most graphs have none, so that a
/// stack creates this object when it first needs it. Not thread-safe.
/// </summary>
internal sealed class GraphCompletion
{
    /// <summary>Objects that are referred to, or closed, before they can be built.</summary>
    public Promises Promises { get; } = new();

    /// <summary>Objects that cannot be hashed or built before the graph is complete.</summary>
    public SettlingQueue Settling { get; } = new();

    /// <summary>Objects that tasters check when the graph is complete.</summary>
    public LateTastes LateTastes { get; } = new();

    /// <summary>Whether a reference led to an object that was still being read. Closed objects may then have incomplete parts.</summary>
    public bool HasLooseEnds { get; set; }

    /// <summary>Whether nothing is incomplete.</summary>
    public bool IsEmpty => Promises.IsEmpty && Settling.IsEmpty && LateTastes.IsEmpty;

    /// <summary>
    /// Completes a graph that has been read: builds the objects that could not be built before, checks that none is left, completes
    /// the waiting collections, and shows the waiting objects to their tasters.
    /// </summary>
    /// <returns>Why the graph is refused; null if it is not.</returns>
    public PlacedRefusal? Complete(UnslicerStack stack) =>
        Settling.Settle(ReferenceKind.AtClose, Promises, stack)
        ?? Promises.FindUnresolved()
        ?? Settling.Settle(ReferenceKind.AtOpen, Promises, stack)
        ?? LateTastes.Show();

    /// <summary>Removes the objects with ids from <paramref name="id"/> on, which have been refused.</summary>
    public void RefuseFrom(long id)
    {
        Promises.RefuseFrom(id);
        Settling.RefuseFrom(id);
        LateTastes.RefuseFrom(id);
    }

    /// <summary>Resets the state after a graph.</summary>
    public void Clear()
    {
        Promises.Clear();
        Settling.Clear();
        LateTastes.Clear();
        HasLooseEnds = false;
    }
}
