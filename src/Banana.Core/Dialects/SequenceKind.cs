namespace Banana.Slicing;

/// <summary>The basic kind of a sequence, whatever its open type: for dialects that have few open types, and for their rules.</summary>
internal enum SequenceKind
{
    /// <summary>Something of its own, which its open type says.</summary>
    Other,

    /// <summary>Elements in order, of which there can be more later.</summary>
    List,

    /// <summary>A fixed row of parts, built when the last one is there.</summary>
    Tuple,

    /// <summary>Keys and values in turn.</summary>
    Dictionary,

    /// <summary>Members that are hashed or sorted.</summary>
    Set,

    /// <summary>The same, built when the last member is there.</summary>
    FrozenSet,

    /// <summary>An instance of a class.</summary>
    Instance,
}
