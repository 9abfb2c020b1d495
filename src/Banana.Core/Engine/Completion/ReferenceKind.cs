namespace Banana.Slicing;

/// <summary>From when on an object being read can be referred to (PROTOCOL.md ).</summary>
public enum ReferenceKind
{
    /// <summary>Never.</summary>
    None,

    /// <summary>From its OPEN on: it exists before its parts do.</summary>
    AtOpen,

    /// <summary>From its OPEN on as a promise, kept when the object is built: it can only be made whole.</summary>
    AtClose,
}
