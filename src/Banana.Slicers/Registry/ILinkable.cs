namespace Banana.Slicing;

/// <summary>A slicer or unslicer that refers to other types, possibly in a cycle, and is linked to them after it is created.</summary>
internal interface ILinkable
{
    /// <summary>Gets the types that it refers to from <paramref name="types"/>; they may not be linked yet themselves.</summary>
    void Link(SliceableTypeRegistry types);
}
