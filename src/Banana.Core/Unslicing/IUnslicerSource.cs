using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Which unslicer takes a sequence where the declared type says nothing. Core asks, the registry answers. What is not
/// registered is refused by its wire name alone: no type is looked up, loaded or initialised.
/// </summary>
public interface IUnslicerSource
{
    /// <summary>The unslicer for <paramref name="openType"/>, or null if nobody registered one.</summary>
    Unslicer? Find(OpenType openType);

    /// <summary>The shape that both sides know by this number, or null (PROTOCOL.md [I-4]).</summary>
    Shape? FindShape(ulong agreedNumber) => null;
}
