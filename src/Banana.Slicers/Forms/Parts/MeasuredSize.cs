namespace Banana.Slicing;

/// <summary>
/// The memory of an object of a type and of the objects that its constructor creates, measured when objects are created. The
/// minimum of the first few counts, so that static members, which only the first initializes, are not included.
/// </summary>
/// <remarks>Several threads may measure at the same time; any of their results may be kept.</remarks>
internal sealed class MeasuredSize
{
    private const int Samples = 3;

    private int _left = Samples;
    private int _least = int.MaxValue;

    /// <summary>Whether enough objects have been measured.</summary>
    public bool IsKnown => Volatile.Read(ref _left) <= 0;

    /// <summary>The smallest size, in bytes.</summary>
    /// <value>0 before the first.</value>
    public int Least => _least == int.MaxValue ? 0 : _least;

    /// <summary>Starts a measurement before an object is created.</summary>
    public static Mark Start() => new(GC.GetAllocatedBytesForCurrentThread());

    /// <summary>Ends a measurement after the object is created.</summary>
    /// <returns>The size of the object, in bytes.</returns>
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

    /// <summary>The allocation count before an object is created.</summary>
    public readonly record struct Mark(long Allocated);
}
