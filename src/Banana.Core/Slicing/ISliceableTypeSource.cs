using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Which slicer or unslicer takes a value whose declared type says nothing. Core asks, the registry answers. What is not registered is refused by
/// its wire name alone: no type is looked up, loaded or initialized. Safe to call from several threads.
/// </summary>
public interface ISliceableTypeSource
{
    /// <summary>The slicer for exactly <paramref name="type"/>, or null if nobody registered one.</summary>
    Slicer? Find(Type type);

    /// <summary>The unslicer for <paramref name="openType"/>, or null if nobody registered one.</summary>
    Unslicer? Find(OpenType openType);

    /// <summary>The shape that both sides know by this number, or null (PROTOCOL.md [I-4]).</summary>
    Shape? FindShape(ulong agreedNumber) => null;

    /// <summary>What to send instead of values of a type that nobody registered, as a lower-case noun phrase; null if nothing special is known.</summary>
    string? Advise(Type type) => null;
}
