using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>The growth of collections of unknown size and its charges, which are independent of their actual memory.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal static class Growth<T>
{
    private const int First = 4;
    private const int MostGuessedBytes = 128; // a guess must not cost more than a small object does

    /// <summary>The largest first size that may be a guess.</summary>
    public static readonly int MostGuessed = MostGuessedBytes / Unsafe.SizeOf<T>();

    /// <summary>Whether a collection that doubles from four is full at this size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPoint(int count) => (count & unchecked(count - 1)) == 0 && count is 0 or >= First;

    /// <summary>Returns the memory of a growth step, old and new together.</summary>
    public static long BytesAt(int count) => 2L * Math.Max(First, count) * Unsafe.SizeOf<T>();

    /// <summary>The first size, if the last collection at the same place had <paramref name="lastCount"/> elements.</summary>
    public static int FirstSize(int lastCount) => lastCount <= MostGuessed ? lastCount : 0;
}
