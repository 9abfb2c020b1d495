namespace Banana.Slicing;

/// <summary>Where a receiving engine stands inside a top-level object: for tools that show it.</summary>
/// <param name="Depth">How many sequences are being read; those that are being discarded do not count.</param>
/// <param name="Discarding">How many sequences are open of what is being discarded.</param>
/// <param name="IsInIndexPhase">Whether an OPEN came and its open type is not complete.</param>
public readonly record struct UnslicerStackState(int Depth, ulong Discarding, bool IsInIndexPhase);
