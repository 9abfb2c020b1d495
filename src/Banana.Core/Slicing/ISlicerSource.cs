namespace Banana.Slicing;

/// <summary>Which slicer takes a value whose declared type says nothing. Core asks, the registry answers.</summary>
public interface ISlicerSource
{
    /// <summary>The slicer for exactly <paramref name="type"/>, or null if nobody registered one.</summary>
    Slicer? Find(Type type);

    /// <summary>What to send instead of values of a type that nobody registered, as a lower-case noun phrase; null if nothing special is known.</summary>
    string? Advise(Type type) => null;
}
