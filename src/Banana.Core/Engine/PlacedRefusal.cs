namespace Banana.Slicing;

/// <summary>Why an object is refused, and where in the graph it stands.</summary>
/// <param name="Path">Where in the graph.</param>
/// <param name="Reason">Why.</param>
internal sealed record PlacedRefusal(string Path, Refusal Reason);
