namespace Banana.Wire;

/// <summary>The tables that both sides know beforehand. Words may only be appended (PROTOCOL.md [V-3]).</summary>
internal static class WellKnownVocabularies
{
    /// <summary>
    /// The initial table of the net dialect. Index 0 is reserved, because VOCAB 0 is null (PROTOCOL.md [V-4]).
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
}
