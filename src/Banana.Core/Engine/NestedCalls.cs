namespace Banana.Slicing;

/// <summary>
/// The depth of sequences that run as plain nested calls. Beyond a fixed depth, the loop over frames continues, so that no graph
/// overflows a thread's stack.
/// </summary>
internal struct NestedCalls
{
    private const int Most = 32;

    private int _count;

    /// <summary>Whether the next sequence must be left to the loop.</summary>
    public readonly bool IsFull => _count >= Most;

    /// <summary>Counts a sequence that is run as a nested call.</summary>
    public void Enter() => _count = unchecked(_count + 1);

    /// <summary>Ends <see cref="Enter"/> when the call has returned.</summary>
    public void Leave() => _count = unchecked(_count - 1);

    /// <summary>Starts again at depth 0, because the loop calls the top frame directly.</summary>
    public void Reset() => _count = 0;
}
