namespace Banana.Buffers;

/// <summary>Limits the memory of reused collections, so that one large object does not keep memory allocated.</summary>
internal static class Kept
{
    /// <summary>The largest capacity that is kept.</summary>
    public const int Items = 256;

    /// <summary>Clears a list, and releases its memory if it is large.</summary>
    public static void Clear<T>(List<T> list)
    {
        list.Clear();
        if (list.Capacity > Items)
        {
            list.Capacity = 0;
        }
    }
}
