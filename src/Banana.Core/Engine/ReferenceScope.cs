namespace Banana.Slicing;

/// <summary>The scope in which a sent object can be referred to (PROTOCOL.md ).</summary>
public enum ReferenceScope
{
    /// <summary>No references: shared objects are sent again, and a cycle is a violation.</summary>
    None,

    /// <summary>Until the end of its top-level object.</summary>
    Message,

    /// <summary>Until the end of the stream; sent objects are kept alive that long.</summary>
    Connection,
}
