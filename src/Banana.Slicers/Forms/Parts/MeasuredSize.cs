namespace Banana.Slicing;

/// <summary>
/// What an object of a type takes in memory together with what its constructor makes, found out by watching objects being made. Of the first
/// few the least counts: what only the first needs, such as static members, belongs to none.
/// </summary>
/// <remarks>Threads may measure at once; whichever result stays, it is one that was seen.</remarks>
internal sealed class MeasuredSize
{
    private const int Samples = 3;

    private int _left = Samples;
    private int _least = int.MaxValue;

    /// <summary>Whether enough have been watched.</summary>
    public bool IsKnown => Volatile.Read(ref _left) <= 0;

    /// <summary>The size of the smallest; in bytes.</summary>
    /// <value>0 before the first.</value>
    public int Least => _least == int.MaxValue ? 0 : _least;

    /// <summary>An object is about to be made.</summary>
    public static Mark Start() => new(GC.GetAllocatedBytesForCurrentThread());

    /// <summary>It has been made.</summary>
    /// <returns>What it took; in bytes.</returns>
    public int Add(Mark before)
    {
        int bytes = (int)Math.Min(int.MaxValue - 1, GC.GetAllocatedBytesForCurrentThread() - before.Allocated);
        if (bytes < _least)
        {
            _least = bytes;
        }

        if (IsKnown)
        {
            return bytes;
        }

        Interlocked.Decrement(ref _left);
        return _least;
    }

    /// <summary>Where the count stood before an object was made.</summary>
    public readonly record struct Mark(long Allocated);
}
