namespace Banana.Slicing;

/// <summary>A slicer that knows the types whose values stand in its own.</summary>
internal interface IComposedSlicer
{
    /// <summary>The types of members or parts, and those of a closed list that may stand in place of the slicer's own.</summary>
    IEnumerable<SliceableType> Components { get; }
}
