namespace Banana.Slicing;

/// <summary>
/// What an object of a type takes in memory together with what its constructor makes, found out by watching the first few being made. The
/// least of them counts: what only the first needs, such as static members, belongs to none.
/// </summary>
/// <remarks>Threads may measure at once; whichever result stays, it is one that was seen.</remarks>
internal sealed class MeasuredSize
{
    private const int Samples = 3;

    private int _left = Samples;
    private int _bytes = int.MaxValue;

    /// <summary>Whether enough have been watched.</summary>
    public bool IsKnown => Volatile.Read(ref _left) <= 0;

    /// <summary>The size, as far as it is known.</summary>
    /// <value>In bytes; 0 before the first.</value>
    public int Bytes => _bytes == int.MaxValue ? 0 : _bytes;

    /// <summary>An object is about to be made.</summary>
    public static Mark Start() => new(GC.GetAllocatedBytesForCurrentThread());

    /// <summary>It has been made.</summary>
    /// <returns>What it took, by all that is known so far; in bytes.</returns>
    public int Add(Mark before)
    {
        _bytes = (int)Math.Min(_bytes, GC.GetAllocatedBytesForCurrentThread() - before.Allocated);
        Interlocked.Decrement(ref _left);
        return _bytes;
    }

    /// <summary>Where the count stood before an object was made.</summary>
    public readonly record struct Mark(long Allocated);
}
