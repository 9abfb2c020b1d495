using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>Checks the keys of a collection before it is written, as a reader with the same limits would.</summary>
internal static class OutgoingKeys<T>
{
    private static readonly bool s_isPlain = typeof(T) == typeof(string) || !RuntimeHelpers.IsReferenceOrContainsReferences<T>();

    /// <summary>Whether a dictionary that is about to be written is within the limits; charges for its entries.</summary>
    /// <param name="stack">The stack with the limits.</param>
    /// <param name="dictionary">The dictionary.</param>
    /// <param name="step">The step that the slicer returns if the result is false.</param>
    public static bool TryAdmit<TKey, TValue>(SlicerStack stack, Dictionary<TKey, TValue> dictionary, out SliceStep step)
        where TKey : notnull
    {
        int count = dictionary.Count;
        stack.Charge((long)count * HashGrowth.SizeOf<TKey, TValue>());
        return TryAdmit(stack, count, (IEnumerable<T>)(object)dictionary.Keys, dictionary.Comparer, out step);
    }

    /// <summary>Whether a set that is about to be written is within the limits; charges for its members.</summary>
    /// <inheritdoc cref="TryAdmit{TKey, TValue}"/>
    public static bool TryAdmit(SlicerStack stack, HashSet<T> set, out SliceStep step)
    {
        int count = set.Count;
        stack.Charge((long)count * HashGrowth.SizeOf<T, byte>());
        return TryAdmit(stack, count, set, set.Comparer, out step);
    }

    private static bool TryAdmit(SlicerStack stack, int count, IEnumerable<T> keys, object? comparer, out SliceStep step)
    {
        step = count > stack.MaxItems ? stack.FailItems(count)
            : Find(stack, keys, comparer) is { } fault ? stack.FailLimit(fault.Code, fault.Found, fault.Expected)
            : SliceStep.Done;
        return step == SliceStep.Done;
    }

    /// <summary>
    /// Returns the fault of the keys of a collection, or null. Collisions are not checked, because only a reader knows whether
    /// the bytes pay for them.
    /// </summary>
    /// <param name="stack">The stack with the limits.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="comparer">The comparer of the collection; null for the default one.</param>
    public static KeyFault? Find(SlicerStack stack, IEnumerable<T> keys, object? comparer) =>
        s_isPlain || ReferenceEquals(comparer, ReferenceEqualityComparer.Instance) ? null : FindLarge(stack, keys, comparer);

    private static KeyFault? FindLarge(SlicerStack stack, IEnumerable<T> keys, object? comparer)
    {
        if (stack.Limits is { MaxKeyParts: int.MaxValue, MaxKeyDepth: int.MaxValue })
        {
            return null;
        }

        SliceableTypeRegistry? types = stack.Slicers as SliceableTypeRegistry;
        Unslicer position = types?.FindUnslicer(typeof(T)) ?? ObjectUnslicer.Instance;
        foreach (T key in keys)
        {
            KeyWalk walk = KeyWalk.Rent();
            bool isSafe = walk.TryMeasure(key, position, KeyMeter.IsByHand<T>(comparer), types, stack.Limits);
            KeyWalk.Return(walk);
            if (!isSafe)
            {
                return KeyMeter.TooLarge(key, stack.Limits);
            }
        }

        return null;
    }
}
