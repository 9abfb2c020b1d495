namespace Banana.Buffers;

/// <summary>What is used again for the next object keeps no more room than most need: one large object must not cost memory for good.</summary>
internal static class Kept
{
    /// <summary>The most items there is room for afterwards.</summary>
    public const int Items = 256;

    /// <summary>Empties a list.</summary>
    public static void Clear<T>(List<T> list)
    {
        list.Clear();
        if (list.Capacity > Items)
        {
            list.Capacity = 0;
        }
    }
}
