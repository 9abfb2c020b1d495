namespace Banana.Slicing;

/// <summary>
/// The parts of an object that can only be built whole: those that are there, how many are missing because they wait for another
/// object, and the promise that was made when the sequence closed without them.
/// </summary>
internal sealed class DeferredParts
{
    /// <summary>Stands for a part that has not come.</summary>
    public static readonly DeferredParts Absent = new();

    public List<object?> Items { get; } = [];

    /// <summary>The object, once it is built: parts that may come later are set on it.</summary>
    public object? Built { get; set; }

    public int Missing { get; set; }

    /// <summary>What was charged for the object when it began.</summary>
    public int Charged { get; init; }

    public Pending? Promise { get; set; }

    /// <summary>The object, if it was there before its parts, and the sequence has closed.</summary>
    public object? Filled { get; set; }

    /// <summary>The object, if it wants to know when the graph is complete.</summary>
    public object? Settling { get; set; }

    /// <summary>For what must wait until its parts can be hashed: see <see cref="UnslicerStack.SettleAgain"/>.</summary>
    public int Ticket { get; set; }

    /// <summary>Whether the graph is complete, so that parts that are there can be hashed.</summary>
    public bool IsGraphComplete { get; set; }
}
