namespace Banana;

/// <summary>Whether a graph's shared references and cycles are kept.</summary>
public enum ReferenceMode
{
    /// <summary>One object stays one object; cycles are fine.</summary>
    Preserve,

    /// <summary>Shared objects are written again at every place; a cycle is a violation.</summary>
    None,
}
