using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>When a complete key can be hashed (PROTOCOL.md ); asked for dictionary keys and set members.</summary>
internal static class SettledKey<T>
{
    private static readonly bool s_isPlain = typeof(T) == typeof(string) || !RuntimeHelpers.IsReferenceOrContainsReferences<T>();

    /// <summary>Whether nothing that is still being read can be reached from the key.</summary>
    public static bool CanHash(T? key, UnslicerStack stack) => s_isPlain || stack.IsSettled || key is null or string;
}
