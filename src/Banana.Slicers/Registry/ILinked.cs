namespace Banana.Slicing;

/// <summary>A slicer or unslicer that refers to other types, perhaps in a circle: it learns of them after it was made.</summary>
internal interface ILinked
{
    /// <summary>Asks <paramref name="types"/> for the halves of the types it refers to; they may not be linked themselves yet.</summary>
    void Link(SliceableTypeRegistry types);
}
