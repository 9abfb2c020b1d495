using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Finds unslicers for values that describe themselves. A type that is not registered is refused by its wire name alone: no type is
/// looked up, loaded or initialized. Implementations must be thread-safe.
/// </summary>
public interface IUnslicerSource
{
    /// <summary>Returns the unslicer for <paramref name="openType"/>; null if none is registered.</summary>
    Unslicer? Find(OpenType openType);

    /// <summary>Returns the shape that both sides agreed on for this number; null if there is none (PROTOCOL.md [I-4]).</summary>
    Shape? FindShape(ulong agreedNumber) => null;
}
