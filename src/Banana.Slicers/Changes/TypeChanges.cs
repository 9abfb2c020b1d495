using System.Collections.Frozen;

namespace Banana.Slicing;

/// <summary>The closed table of type changes that keep values unchanged (PROTOCOL.md [I-6]).</summary>
internal static class TypeChanges
{
    // All are one integer token, and each accepts the integers that it can hold.
    private static readonly FrozenSet<string> s_integers =
    [
        "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "int128", "uint128", "bigint", "native-int", "native-uint",
    ];

    // One accepts the integers that it holds exactly, the other those of 64 bits.
    private static readonly FrozenSet<string> s_reals = ["float64", "decimal"];

    // Both are one FLOAT, and the narrower one accepts the numbers that it can hold.
    private static readonly FrozenSet<string> s_floats = ["float32", "float64"];

    private static readonly FrozenSet<string> s_rows =
    [
        "list", "array", "immutable-array", "immutable-list", "read-only", "collection", "observable", "read-only-observable",
        "queue", "linked-list", "immutable-queue", "concurrent-queue",
    ];

    private static readonly FrozenSet<string> s_sets = ["set", "sorted-set", "frozen-set", "immutable-set", "immutable-sorted-set"];

    private static readonly FrozenSet<string> s_dictionaries =
    [
        "dict", "sorted-dict", "sorted-list", "ordered-dict", "concurrent-dict", "immutable-dict", "immutable-sorted-dict", "frozen-dict",
    ];

    // No other dictionary keeps its order.
    private const string Ordered = "ordered-dict";

    /// <summary>
    /// Returns the collections with the same contents in their sequences, including this one; null if it is not a collection.
    /// </summary>
    public static FrozenSet<string>? FamilyOf(string kind) =>
        s_rows.Contains(kind) ? s_rows : s_sets.Contains(kind) ? s_sets : s_dictionaries.Contains(kind) ? s_dictionaries : null;

    /// <summary>Returns how values of one type are treated where another is declared.</summary>
    /// <param name="from">The name of the type that they were sent as; any text.</param>
    /// <param name="to">The name of the declared type.</param>
    public static TypeChange Between(string from, string to)
    {
        if (from == to)
        {
            return TypeChange.None;
        }

        if (DescribesItself(from))
        {
            return DescribesItself(to) ? TypeChange.None : TypeChange.Described;
        }

        TypeName source = TypeName.Parse(from).WithoutNull();
        TypeName target = TypeName.Parse(to).WithoutNull();
        if (source.Kind == "float16" && target is { Kind: "float32" or "float64" })
        {
            return TypeChange.Half;
        }

        bool isSameKind = source.Kind == target.Kind;
        if (AreNumbers(source.Kind, target.Kind) || (isSameKind && AreRead(source, target)))
        {
            return TypeChange.None;
        }

        return FamilyOf(TypeName.Parse(to).Kind)?.Contains(source.Kind) == true && source.Kind != Ordered && AreRead(source, target)
            ? TypeChange.Family
            : TypeChange.Refused;
    }

    /// <summary>Whether values at positions of this type describe themselves.</summary>
    public static bool DescribesItself(string name) => name is "object" or SliceableType.Describing;

    private static bool AreNumbers(string from, string to) =>
        (s_integers.Contains(from) && (s_integers.Contains(to) || s_reals.Contains(to))) || (s_floats.Contains(from) && s_floats.Contains(to));

    // The depth is that of the declared type, which is ours.
    private static bool AreRead(TypeName from, TypeName to)
    {
        if (from.Parts.Count != to.Parts.Count)
        {
            return false;
        }

        for (int i = 0; i < to.Parts.Count; i++)
        {
            if (Between(from.Parts[i], to.Parts[i]) != TypeChange.None)
            {
                return false;
            }
        }

        return true;
    }
}
