namespace Banana.Slicing;

/// <summary>
/// What an object graph leaves open while it is read, and how it is completed at its end. Most graphs leave nothing open, so that a stack makes it when
/// it is first needed. Not thread-safe.
/// </summary>
internal sealed class GraphCompletion
{
    /// <summary>The objects that have been promised before they could be built.</summary>
    public Promises Promises { get; } = new();

    /// <summary>What must wait until the graph is complete before it can be hashed.</summary>
    public SettlingQueue Settling { get; } = new();

    /// <summary>What tasters want to see when it is complete.</summary>
    public LateTastes LateTastes { get; } = new();

    /// <summary>Whether a reference led to an object that was still being read, so that what is closed may not be complete all the way down.</summary>
    public bool HasLooseEnds { get; set; }

    /// <summary>Whether nothing is open.</summary>
    public bool IsEmpty => Promises.IsEmpty && Settling.IsEmpty && LateTastes.IsEmpty;

    /// <summary>
    /// The graph has been read: objects are built that could not be before; then nothing may be left that waits for itself; then the rest is hashed, and
    /// all is shown to the tasters.
    /// </summary>
    /// <returns>Why the graph cannot be handed on, or null.</returns>
    public PlacedRefusal? Complete(UnslicerStack stack) =>
        Settling.Settle(ReferenceKind.AtClose, Promises, stack)
        ?? Promises.FindUnresolved()
        ?? Settling.Settle(ReferenceKind.AtOpen, Promises, stack)
        ?? LateTastes.Show();

    /// <summary>What was opened from <paramref name="id"/> on has been refused: it leaves nothing open.</summary>
    public void RefuseFrom(long id)
    {
        Promises.RefuseFrom(id);
        Settling.RefuseFrom(id);
        LateTastes.RefuseFrom(id);
    }

    /// <summary>Forgets the graph.</summary>
    public void Clear()
    {
        Promises.Clear();
        Settling.Clear();
        LateTastes.Clear();
        HasLooseEnds = false;
    }
}
