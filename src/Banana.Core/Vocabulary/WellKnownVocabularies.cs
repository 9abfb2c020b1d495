namespace Banana.Wire;

/// <summary>The tables both ends know beforehand. Never edited, only added to (PROTOCOL.md [V-3]).</summary>
public static class WellKnownVocabularies
{
    /// <summary>Foolscap's table 0: no words. Check value <c>da39</c>.</summary>
    public static Vocabulary Foolscap0 { get; } = new([]);

    /// <summary>Foolscap's table 1: its open types, indices 0 to 24. Check value <c>bb33</c>.</summary>
    public static Vocabulary Foolscap1 { get; } = new(
    [
        "none", "boolean", "reference", "dict", "list", "tuple", "set", "immutable-set", "unicode", "set-vocab", "add-vocab",
        "call", "arguments", "answer", "error", "my-reference", "your-reference", "their-reference", "copyable", "instance",
        "module", "class", "method", "function", "attrdict",
    ]);

    /// <summary>
    /// The table every stream of the <see cref="WireDialect.Net"/> dialect starts with. Index 0 is reserved: VOCAB 0 is null
    /// (PROTOCOL.md [V-4]).
    /// </summary>
    public static Vocabulary Net { get; } = new(
    [
        "none", "boolean", "reference", "dict", "list", "tuple", "unicode", "set-vocab", "add-vocab", "copyable",
        "int8", "uint8", "int16", "uint16", "uint32", "int64", "uint64", "int128", "uint128", "bigint",
        "array", "immutable-array", "read-only", "pair", "stream", "set",
        "immutable-list", "immutable-set", "frozen-set", "immutable-dict", "frozen-dict",
        "typed", "by", "shape", "shaped", "grid", "segment",
        "queue", "stack", "linked-list", "priority-queue", "sorted-set", "sorted-dict", "sorted-list", "ordered-dict", "collection",
        "observable", "read-only-observable", "read-only-dict", "read-only-set", "immutable-queue", "immutable-stack",
        "immutable-sorted-set", "immutable-sorted-dict", "concurrent-bag", "concurrent-queue", "concurrent-stack", "concurrent-dict",
        "blocking", "lookup", "array-list", "hashtable", "name-values", "expando", "lazy",
        "object", "bytes", "int32", "float16", "float32", "float64", "char", "rune", "decimal", "complex", "index", "range", "guid",
        "date", "time", "date-time", "date-time-offset", "time-span", "time-zone", "uri", "version", "culture", "ip-address",
        "ip-endpoint", "text-builder", "bits", "regex", "json", "exception", "surrogate", "utf16",
    ],
    firstIndex: 1);

    /// <summary>The table a dialect starts with unless another is agreed.</summary>
    public static Vocabulary For(WireDialect dialect) => dialect == WireDialect.Net ? Net : Foolscap0;
}
