namespace Banana.Slicing;

/// <summary>How long a sent object can be referred to (PROTOCOL.md ).</summary>
public enum ReferenceScope
{
    /// <summary>Not at all: shared objects are sent again, a cycle is a violation.</summary>
    None,

    /// <summary>Until the end of its top-level object.</summary>
    Message,

    /// <summary>Until the end of the stream; sent objects are kept alive that long.</summary>
    Connection,
}
