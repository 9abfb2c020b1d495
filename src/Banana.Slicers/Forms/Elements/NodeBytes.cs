using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>The memory of an element in framework collections that keep each element in a node. All figures are in bytes.</summary>
internal static class NodeBytes
{
    // Upper bounds for .NET 10 on 64 bits. Nodes are the fields of the framework's own. The rest is what is live, rounded up well, as more is while it is built: an empty
    // ConcurrentQueue<object> takes 829, an empty ConcurrentDictionary 510 on two processors, a FrozenSet<Guid> up to 96 for each element. MemoryTests holds all of it
    // against what is live, so that a framework that takes more is found out.

    /// <summary>The empty places in the table of a frozen collection, which keep collisions rare.</summary>
    public const int Frozen = 160;

    /// <summary>An empty queue of segments: the first segment has 32 places, and two counts that keep away from each other.</summary>
    public const int Segments = 1200;

    /// <summary>An empty collection that many threads can change: a lock for each processor, and its first table.</summary>
    public static int Locks => 800 + (40 * Environment.ProcessorCount);

    /// <summary>Returns the size of a node with its value and pointers, including heights and colors in trees.</summary>
    public static int Of<T>(int pointers) => Head + (pointers * IntPtr.Size) + Place<T>();

    /// <summary>A place for a value.</summary>
    public static int Place<T>() => (Unsafe.SizeOf<T>() + 7) & ~7;

    private const int Head = 16;
}
