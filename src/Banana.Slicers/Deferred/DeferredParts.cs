namespace Banana.Slicing;

/// <summary>
/// The parts of an object that can only be built whole: those that are there, how many are missing because they wait for another
/// object, and the promise that was made when the sequence closed without them.
/// </summary>
internal sealed class DeferredParts
{
    public List<object?> Items { get; } = [];

    public int Missing { get; set; }

    public Pending? Promise { get; set; }

    /// <summary>The object, if it was there before its parts, and the sequence has closed.</summary>
    public object? Filled { get; set; }

    /// <summary>For what must wait until its parts can be hashed: see <see cref="UnslicerStack.SettleAgain"/>.</summary>
    public int Ticket { get; set; }

    /// <summary>Whether the graph is complete, so that parts that are there can be hashed.</summary>
    public bool IsGraphComplete { get; set; }
}
