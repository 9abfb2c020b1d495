namespace Banana.Slicing;

/// <summary>Which types may stand at the position of another one.</summary>
internal static class Positions
{
    /// <summary>
    /// Whether a value of a type is a value of the declared one, too. The runtime takes an <c>int[]</c> for an <c>IReadOnlyList&lt;uint&gt;</c>, where its numbers are others: that
    /// is none.
    /// </summary>
    public static bool Take(Type declared, Type type) => declared.IsAssignableFrom(type)
        && (!type.IsSZArray
            || !type.GetElementType()!.IsValueType
            || !declared.IsGenericType
            || declared.GetGenericArguments()[0] == type.GetElementType());
}
