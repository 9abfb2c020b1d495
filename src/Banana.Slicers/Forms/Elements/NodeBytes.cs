using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>What an element takes in collections of the framework that keep each in a node of its own. All figures are in bytes.</summary>
internal static class NodeBytes
{
    // Upper bounds for .NET 10 on 64 bits. Nodes are the fields of the framework's own. The rest is what is live, rounded up well, as more is while it is built: an empty
    // ConcurrentQueue<object> takes 829, an empty ConcurrentDictionary 510 on two processors, a FrozenSet<Guid> up to 96 for each element. MemoryTests holds all of it
    // against what is live, so that a framework that takes more is found out.

    /// <summary>The places in a frozen collection's table that stay empty, so that few keys share one.</summary>
    public const int Frozen = 160;

    /// <summary>An empty queue of segments: the first segment has 32 places, and two counts that keep away from each other.</summary>
    public const int Segments = 1200;

    /// <summary>An empty collection that many threads can change: a lock for each processor, and its first table.</summary>
    public static int Locks => 800 + (40 * Environment.ProcessorCount);

    /// <summary>A node with what it holds, as many pointers, and what stands in for them in trees: heights and colors.</summary>
    public static int Of<T>(int pointers) => Head + (pointers * IntPtr.Size) + Place<T>();

    /// <summary>A place for a value.</summary>
    public static int Place<T>() => (Unsafe.SizeOf<T>() + 7) & ~7;

    private const int Head = 16;
}
