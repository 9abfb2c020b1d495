namespace Banana.Slicing;

/// <summary>A refusal and the path of the refused object.</summary>
/// <param name="Path">The path of the object in the graph.</param>
/// <param name="Reason">The refusal.</param>
internal sealed record PlacedRefusal(string Path, Refusal Reason);
