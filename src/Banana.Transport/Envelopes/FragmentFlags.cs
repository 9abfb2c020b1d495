namespace Banana.Transport;

/// <summary>What a fragment is to its stream (PROTOCOL.md [E-9]).</summary>
[Flags]
internal enum FragmentFlags : byte
{
    None = 0,

    /// <summary>The first of a large event; its id and marks follow.</summary>
    First = 1,

    /// <summary>The last.</summary>
    Last = 2,

    /// <summary>The sender has given up: nothing follows, and what was sent is void. Alone.</summary>
    Abandoned = 4,
}
