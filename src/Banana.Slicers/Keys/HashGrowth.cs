using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>The memory charged for dictionaries and sets. All figures are in bytes.</summary>
internal static class HashGrowth
{
    /// <summary>An empty collection, the current entry while it is read, and the counts of its buckets.</summary>
    public const int BytesPerCollection = 192;

    private const int BytesPerTables = 48; // the heads of both
    private const int FirstSize = 3;

    /// <summary>
    /// Returns the cost of one more entry. The first includes the tables with room for three, which are most of a small
    /// dictionary.
    /// </summary>
    public static int BytesAt(int count, int bytesPerEntry) => count == 0 ? BytesPerTables + (FirstSize * bytesPerEntry) : bytesPerEntry;

    /// <summary>
    /// Returns the cost of an entry, with new tables that are half empty and old ones that exist while entries are moved.
    /// </summary>
    public static int BytesPerEntry<TKey, TValue>() => 5 * SizeOf<TKey, TValue>() / 2;

    /// <summary>A member of a set.</summary>
    public static int BytesPerMember<T>() => 5 * (Round(Unsafe.SizeOf<T>()) + PerPlace) / 2;

    /// <summary>The place of an entry in the tables.</summary>
    public static int SizeOf<TKey, TValue>() => Round(Unsafe.SizeOf<TKey>() + Unsafe.SizeOf<TValue>()) + PerPlace;

    private const int PerPlace = 14; // hash and next, the bucket, and the count of what is in it

    private static int Round(int size) => (size + 7) & ~7;
}
