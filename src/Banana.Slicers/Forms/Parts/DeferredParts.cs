namespace Banana.Slicing;

/// <summary>
/// The parts of an object that is built from all of them: the parts read so far, the number of missing parts, which wait for
/// another object, and the pending object created if the sequence closes without them.
/// </summary>
internal sealed class DeferredParts
{
    /// <summary>A placeholder for a part that has not been sent.</summary>
    public static readonly DeferredParts Absent = new();

    public List<object?> Items { get; } = [];

    /// <summary>The object, once it is built; later parts are set on it.</summary>
    public object? Built { get; set; }

    public int Missing { get; set; }

    /// <summary>The memory charged when the object began.</summary>
    public int Charged { get; init; }

    public Pending? Promise { get; set; }

    /// <summary>The object, if it existed before its parts and its sequence has closed.</summary>
    public object? Filled { get; set; }

    /// <summary>The object, if it is called back when the graph is complete.</summary>
    public object? Settling { get; set; }

    /// <summary>The ticket of an object that waits until its parts can be hashed; see <see cref="UnslicerStack.RetryCompletion"/>.</summary>
    public int Ticket { get; set; }

    /// <summary>Whether the graph is complete, so that the parts can be hashed.</summary>
    public bool IsGraphComplete { get; set; }
}
