namespace Banana.Slicing;

/// <summary>The slicers for values whose declared type says nothing. Core asks, the registry answers. Safe to call from several threads.</summary>
public interface ISlicerSource
{
    /// <summary>The slicer for exactly <paramref name="type"/>, or null if none is registered.</summary>
    Slicer? Find(Type type);

    /// <summary>What to send instead of values of a type that is not registered, as a lower-case noun phrase; null if nothing special is known.</summary>
    string? SuggestAlternative(Type type) => null;
}
