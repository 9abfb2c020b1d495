using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>Gets the collections underlying read-only views, which have the comparer that must be kept.</summary>
internal static class ReadOnlyViews
{
    /// <summary>The set under <paramref name="view"/>.</summary>
    /// <exception cref="ArgumentException">It is not a <see cref="HashSet{T}"/>, so that another type would come back.</exception>
    public static HashSet<T> SetUnder<T>(ReadOnlySet<T> view) => Members<T>.Set(view) as HashSet<T>
        ?? throw new ArgumentException($"A read-only view of a {Members<T>.Set(view).GetType()} cannot be sent. Wrap a HashSet instead.");

    /// <summary>The dictionary under <paramref name="view"/>.</summary>
    /// <exception cref="ArgumentException">
    /// It is not a <see cref="Dictionary{TKey, TValue}"/>, so that another type would come back.
    /// </exception>
    public static Dictionary<TKey, TValue> DictionaryUnder<TKey, TValue>(ReadOnlyDictionary<TKey, TValue> view)
        where TKey : notnull =>
        Members<TKey, TValue>.Dictionary(view) as Dictionary<TKey, TValue>
            ?? throw new ArgumentException(
                $"A read-only view of a {Members<TKey, TValue>.Dictionary(view).GetType()} cannot be sent. Wrap a Dictionary instead.");

    // Protected properties of the framework: part of its public contract, so they stay.
    private static class Members<T>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Set")]
        public static extern ISet<T> Set(ReadOnlySet<T> view);
    }

    private static class Members<TKey, TValue>
        where TKey : notnull
    {
        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Dictionary")]
        public static extern IDictionary<TKey, TValue> Dictionary(ReadOnlyDictionary<TKey, TValue> view);
    }
}
