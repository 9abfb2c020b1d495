using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>What the entries of dictionaries and sets are charged as. All figures are in bytes.</summary>
internal static class HashGrowth
{
    /// <summary>An empty collection, and what is needed while it is read: the entry at hand and the counts of its buckets.</summary>
    public const int BytesPerCollection = 192;

    private const int BytesPerTables = 48; // the heads of both
    private const int FirstSize = 3;

    /// <summary>What one more costs. The first brings the tables along, with room for three: most of what a small dictionary takes.</summary>
    public static int BytesAt(int count, int bytesPerEntry) => count == 0 ? BytesPerTables + (FirstSize * bytesPerEntry) : bytesPerEntry;

    /// <summary>An entry: new tables are half empty, and the old ones are there while it is moved.</summary>
    public static int BytesPerEntry<TKey, TValue>() => 5 * SizeOf<TKey, TValue>() / 2;

    /// <summary>A member of a set.</summary>
    public static int BytesPerMember<T>() => 5 * (Round(Unsafe.SizeOf<T>()) + PerPlace) / 2;

    /// <summary>The place of an entry in the tables.</summary>
    public static int SizeOf<TKey, TValue>() => Round(Unsafe.SizeOf<TKey>() + Unsafe.SizeOf<TValue>()) + PerPlace;

    private const int PerPlace = 14; // hash and next, the bucket, and the count of what is in it

    private static int Round(int size) => (size + 7) & ~7;
}
