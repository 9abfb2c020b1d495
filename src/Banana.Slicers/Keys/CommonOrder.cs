using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>
/// Explains why keys could not be sorted by the default comparer. The framework throws for keys without a common order, as if
/// user code had failed, although the peer has chosen their types.
/// </summary>
internal static class CommonOrder<T>
{
    private const int MostParts = 10_000; // of keys that have not been measured

    private static readonly bool s_isGiven = typeof(IComparable<T>).IsAssignableFrom(typeof(T)) || Nullable.GetUnderlyingType(typeof(T)) is not null;
    private static readonly bool s_isOthers = s_isGiven && NamesOthers(typeof(T));

    /// <summary>Returns the fault of keys whose comparison threw; null if user code may have thrown.</summary>
    public static KeyFault? Explain(Exception thrown, IEnumerable<T> keys)
    {
        bool isOthers = s_isOthers;
        Type? common = null; // null as long as the keys are null, which sorts before all
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

    /// <summary>Whether comparing a key may call user code: that of the key, or of an item of a tuple.</summary>
    private static bool CallsOthers(object key)
    {
        int parts = 0;
        Stack<object> open = new([key]);
        while (open.TryPop(out object? part))
        {
            Type type = part.GetType();
            if (part is not IComparable)
            {
                continue; // the only interface that the framework uses where none is declared
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

    // Items of value tuples are compared by their declared types.
    private static bool NamesOthers(Type type) =>
        !IsOurs(type)
        || ((typeof(ITuple).IsAssignableFrom(type) || Nullable.GetUnderlyingType(type) is not null) && Array.Exists(type.GetGenericArguments(), NamesOthers));

    private static bool IsOurs(Type type) => FrameworkTypes.Contains(type) || type.Assembly == typeof(CommonOrder<>).Assembly;
}
