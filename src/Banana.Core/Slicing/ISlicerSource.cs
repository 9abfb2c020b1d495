namespace Banana.Slicing;

/// <summary>Which slicer takes a value whose declared type says nothing. Core asks, the registry answers.</summary>
public interface ISlicerSource
{
    /// <summary>The slicer for exactly <paramref name="type"/>, or null if nobody registered one.</summary>
    Slicer? Find(Type type);
}
