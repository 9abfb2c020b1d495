namespace Banana.Slicing;

/// <summary>A value cannot be written: why, and where it stands. Made when that is found out; the parents are asked when nothing else is being done.</summary>
/// <param name="Refusal">The reason.</param>
/// <param name="Path">Where in the graph.</param>
internal sealed record SliceFailure(Refusal Refusal, string Path)
{
    /// <summary>Whether the slicer of the top frame has failed itself, and is not asked to go on.</summary>
    public bool IsOfTop => Refusal.Thrown is not null;

    /// <summary>The violation, now that it is known how much has been written.</summary>
    public Violation At(long offset, ulong opens) => Refusal.At(Path, offset, (long)opens);
}
