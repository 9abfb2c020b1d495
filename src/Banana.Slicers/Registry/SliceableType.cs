namespace Banana.Slicing;

/// <summary>Both halves of one type: who writes its values and who reads them.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="Slicer">Writes.</param>
/// <param name="Unslicer">Reads.</param>
public sealed record SliceableType<T>(Slicer<T> Slicer, Unslicer<T> Unslicer);
