namespace Banana;

/// <summary>How shared references and cycles of a graph are treated.</summary>
public enum ReferenceMode
{
    /// <summary>Shared objects stay shared, and cycles are kept.</summary>
    Preserve,

    /// <summary>Shared objects are written again at each place; a cycle is a violation.</summary>
    None,
}
