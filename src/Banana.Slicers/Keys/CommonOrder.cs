using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>
/// Why keys could not be brought in order by the default comparer. The framework throws for keys that have no order among each other, as if user code
/// had failed; but it is the peer that chose their types.
/// </summary>
internal static class CommonOrder<T>
{
    private const int MostParts = 10_000; // of keys that nobody has measured

    private static readonly bool s_isGiven = typeof(IComparable<T>).IsAssignableFrom(typeof(T)) || Nullable.GetUnderlyingType(typeof(T)) is not null;
    private static readonly bool s_isOthers = s_isGiven && NamesOthers(typeof(T));

    /// <summary>What is wrong with keys whose comparison threw; null if it may have been code of the user that did.</summary>
    public static KeyFault? Explain(Exception thrown, IEnumerable<T> keys)
    {
        bool isOthers = s_isOthers;
        Type? common = null; // null while the keys were null, which comes before all
        foreach (T item in keys)
        {
            if (item is not { } key)
            {
                continue;
            }

            if (CallsOthers(key))
            {
                isOthers = true;
                continue;
            }

            Type type = key.GetType();
            common ??= type;
            if (!s_isGiven && (type != common || key is not IComparable))
            {
                return Refuse(type == common ? $"keys without an order: {type.Name}" : $"keys without a common order: {common.Name} and {type.Name}");
            }
        }

        return isOthers ? null : Refuse($"keys without a common order: {Violation.Describe(thrown)}");
    }

    private static KeyFault Refuse(string found) => new(ViolationCode.InvalidKey, found, "keys of one type that has an order");

    /// <summary>Whether comparing a key may call code that is not the framework's: the key's own, or that of an item of a tuple.</summary>
    private static bool CallsOthers(object key)
    {
        int parts = 0;
        Stack<object> open = new([key]);
        while (open.TryPop(out object? part))
        {
            Type type = part.GetType();
            if (part is not IComparable)
            {
                continue; // the framework asks for nothing else where it is not declared
            }

            if (++parts > MostParts || !IsOurs(type) || (part is ITuple && NamesOthers(type)))
            {
                return true;
            }

            for (int i = 0; part is ITuple tuple && i < tuple.Length; i++)
            {
                if (tuple[i] is { } item)
                {
                    open.Push(item);
                }
            }
        }

        return false;
    }

    // Items of value tuples are compared as what is declared.
    private static bool NamesOthers(Type type) =>
        !IsOurs(type)
        || ((typeof(ITuple).IsAssignableFrom(type) || Nullable.GetUnderlyingType(type) is not null) && Array.Exists(type.GetGenericArguments(), NamesOthers));

    private static bool IsOurs(Type type) => FrameworkTypes.Contains(type) || type.Assembly == typeof(CommonOrder<>).Assembly;
}
