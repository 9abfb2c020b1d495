using Banana.Wire;

namespace Banana.Foolscap;

/// <summary>The vocabulary tables of Foolscap's negotiation. A table never changes; new ones may be added (PROTOCOL.md [V-3]).</summary>
public static class FoolscapVocabularies
{
    /// <summary>Table 0: no words. Check value <c>da39</c>.</summary>
    public static Vocabulary Table0 { get; } = new([]);

    /// <summary>Table 1: Foolscap's open types, indices 0 to 24. Check value <c>bb33</c>.</summary>
    public static Vocabulary Table1 { get; } = new(
    [
        "none", "boolean", "reference", "dict", "list", "tuple", "set", "immutable-set", "unicode", "set-vocab", "add-vocab",
        "call", "arguments", "answer", "error", "my-reference", "your-reference", "their-reference", "copyable", "instance",
        "module", "class", "method", "function", "attrdict",
    ]);
}
