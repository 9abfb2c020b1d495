using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The unslicers for sequences whose declared type says nothing. Core asks, the registry answers. What is not registered is refused by its wire name
/// alone: no type is looked up, loaded or initialized. Safe to call from several threads.
/// </summary>
public interface IUnslicerSource
{
    /// <summary>The unslicer for <paramref name="openType"/>, or null if none is registered.</summary>
    Unslicer? Find(OpenType openType);

    /// <summary>The shape that both sides know by this number, or null (PROTOCOL.md [I-4]).</summary>
    Shape? FindShape(ulong agreedNumber) => null;
}
