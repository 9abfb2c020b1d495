namespace Banana.Slicing;

/// <summary>What the entries of dictionaries and sets are charged as.</summary>
internal static class HashGrowth
{
    private const int BytesPerTables = 48; // the heads of both
    private const int FirstSize = 3;

    /// <summary>What one more costs. The first brings the tables along, with room for three: most of what a small dictionary takes.</summary>
    public static int BytesAt(int count, int bytesPerEntry) => count == 0 ? BytesPerTables + (FirstSize * bytesPerEntry) : bytesPerEntry;
}
