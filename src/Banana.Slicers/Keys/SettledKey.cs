using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>Determines when a complete dictionary key or set member can be hashed (PROTOCOL.md ).</summary>
internal static class SettledKey<T>
{
    private static readonly bool s_isPlain = typeof(T) == typeof(string) || !RuntimeHelpers.IsReferenceOrContainsReferences<T>();

    /// <summary>Whether no object that is still being read can be reached from the key.</summary>
    public static bool CanHash(T? key, UnslicerStack stack) => s_isPlain || stack.IsSettled || key is null or string;
}
