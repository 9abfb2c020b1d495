namespace Banana.Slicing;

/// <summary>The time from which an object being read can be referred to (PROTOCOL.md ).</summary>
public enum ReferenceKind
{
    /// <summary>Never.</summary>
    None,

    /// <summary>From its OPEN on: the object exists before its parts.</summary>
    AtOpen,

    /// <summary>From its OPEN on, but as a <see cref="Pending"/> until the object is built from its parts.</summary>
    AtClose,
}
