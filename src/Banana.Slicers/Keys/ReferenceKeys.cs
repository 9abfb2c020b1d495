using System.Collections;

namespace Banana.Slicing;

/// <summary>
/// Checks keys that are compared by reference. If they compare by value themselves, the collection could have equal keys, which
/// is accepted only if the options register the comparer (PROTOCOL.md [T-23]).
/// </summary>
internal static class ReferenceKeys
{
    /// <summary>Returns the first key that must not be compared by this comparer; null if there is none.</summary>
    public static object? Find(IEnumerable keys, object? comparer, SliceableTypeRegistry? types)
    {
        if (!IsToBeAsked(comparer, types))
        {
            return null;
        }

        foreach (object? key in keys)
        {
            if (key is not null && !KeyKinds.ComparesByIdentity(key))
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>Whether a key must not be compared by this comparer.</summary>
    public static bool IsRefused(object? key, object? comparer, SliceableTypeRegistry? types) =>
        IsToBeAsked(comparer, types) && key is not null && !KeyKinds.ComparesByIdentity(key);

    private static bool IsToBeAsked(object? comparer, SliceableTypeRegistry? types) =>
        ReferenceEquals(comparer, ReferenceEqualityComparer.Instance) && types?.Comparers.TakesValuesByReference != true;
}
