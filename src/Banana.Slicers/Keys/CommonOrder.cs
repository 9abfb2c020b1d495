using System.Numerics;
using System.Reflection;

namespace Banana.Slicing;

/// <summary>
/// Whether keys that a peer chose the types of have an order. The framework's default comparer throws for those that have none, as if user code had failed.
/// </summary>
internal static class CommonOrder<T>
{
    private static readonly Assembly[] s_ours = [typeof(object).Assembly, typeof(BigInteger).Assembly, typeof(CommonOrder<>).Assembly];
    private static readonly bool s_isGiven = typeof(IComparable<T>).IsAssignableFrom(typeof(T));

    /// <summary>What is wrong with keys that are about to be compared by the default comparer; null if nothing is, or if classes of the user decide.</summary>
    public static KeyFault? Refuse(IReadOnlyList<T> keys)
    {
        Type? common = null; // null while the keys were null, which comes before all
        for (int i = 0; i < keys.Count && keys.Count > 1 && !s_isGiven; i++)
        {
            if (keys[i] is not { } key)
            {
                continue;
            }

            Type type = key.GetType();
            common ??= type;
            if (IsOurs(type) && (type == common ? key is not IComparable : IsOurs(common)))
            {
                return new KeyFault(
                    ViolationCode.InvalidKey,
                    type == common ? $"keys without an order: {type.Name}" : $"keys without a common order: {common.Name} and {type.Name}",
                    "keys of one type that has an order");
            }
        }

        return null;
    }

    private static bool IsOurs(Type type) => Array.IndexOf(s_ours, type.Assembly) >= 0;
}
