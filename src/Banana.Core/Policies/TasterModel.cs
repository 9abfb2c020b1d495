namespace Banana;

/// <summary>How a taster stands to those of the objects around it.</summary>
public enum TasterModel
{
    /// <summary>All must agree: what any of them refuses is refused.</summary>
    Unanimous,

    /// <summary>
    /// The innermost decides: what it says replaces what those around it say; what it leaves null is still theirs to decide.
    /// What the policy says is a floor: a taster that a type or a member brings overrules other types', never <see cref="BananaPolicy.Taster"/>.
    /// </summary>
    TopDecides,
}
