namespace Banana.Slicing;

/// <summary>
/// How many sequences run as plain calls inside each other. Up to a fixed number that is cheap; then the stack goes on from its frames, so that
/// no graph overflows a thread's stack.
/// </summary>
internal struct NestedCalls
{
    private const int Most = 32;

    private int _count;

    /// <summary>Whether the next sequence must be left to the loop over frames.</summary>
    public readonly bool IsFull => _count >= Most;

    /// <summary>A sequence is run as a call.</summary>
    public void Enter() => _count = unchecked(_count + 1);

    /// <summary>The call has returned.</summary>
    public void Leave() => _count = unchecked(_count - 1);

    /// <summary>The loop over frames has its turn, under which no call is nested.</summary>
    public void Reset() => _count = 0;
}
