namespace Banana;

/// <summary>How a taster stands to those of the objects around it.</summary>
public enum TasterModel
{
    /// <summary>All must agree: what any of them refuses is refused.</summary>
    Unanimous,

    /// <summary>
    /// The innermost decides: what it says replaces what those around it say; what it leaves null is still theirs to decide.
    /// </summary>
    TopDecides,
}
