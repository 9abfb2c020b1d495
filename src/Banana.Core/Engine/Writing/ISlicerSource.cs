namespace Banana.Slicing;

/// <summary>Finds slicers for values that describe themselves. Implementations must be thread-safe.</summary>
public interface ISlicerSource
{
    /// <summary>Returns the slicer for exactly <paramref name="type"/>; null if none is registered.</summary>
    Slicer? Find(Type type);

    /// <summary>Returns what to send instead of values of an unregistered type, as a lower-case noun phrase; null if nothing specific is known.</summary>
    string? SuggestAlternative(Type type) => null;
}
