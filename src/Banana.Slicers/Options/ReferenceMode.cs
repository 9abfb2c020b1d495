namespace Banana;

/// <summary>Whether a graph's shared references and cycles are kept.</summary>
public enum ReferenceMode
{
    /// <summary>One object stays one object; cycles are fine.</summary>
    Preserve,

    /// <summary>Shared objects are written again at every place; a cycle is a violation.</summary>
    None,

    /// <summary>
    /// To the byte as Foolscap's own sender does it: as <see cref="Preserve"/>, but an instance of a class that comes again is written again, and
    /// comes back as another instance, and cycles that Foolscap's own receiver damages are not refused. For the Foolscap dialect; the same as <see cref="Preserve"/> in the other (PROTOCOL.md [F-6]).
    /// </summary>
    AsFoolscap,
}
