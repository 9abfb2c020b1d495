namespace Banana.Slicing;

/// <summary>The basic kind of a sequence, for dialects with few open types and for their rules.</summary>
internal enum SequenceKind
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>Elements in order; the object exists before its elements.</summary>
    List,

    /// <summary>Parts in order; the object is built when the last one is complete.</summary>
    Tuple,

    /// <summary>Keys and values, alternating.</summary>
    Dictionary,

    /// <summary>Members that are hashed or sorted.</summary>
    Set,

    /// <summary>A set that is built when the last member is complete.</summary>
    FrozenSet,

    /// <summary>An instance of a class.</summary>
    Instance,
}
