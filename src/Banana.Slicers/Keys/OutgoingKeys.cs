using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>What a reader with the same limits would refuse of the keys of a collection that is about to be written.</summary>
internal static class OutgoingKeys<T>
{
    private static readonly bool s_isPlain = typeof(T) == typeof(string) || !RuntimeHelpers.IsReferenceOrContainsReferences<T>();

    /// <summary>Whether keys of this type need no look. Those that collide are not looked for: whether their bytes pay for them, only a reader knows.</summary>
    public static bool AreFree => s_isPlain;

    /// <summary>What is wrong with the keys of a collection; null if nothing is.</summary>
    /// <param name="stack">Whose limits hold.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="comparer">The collection's; null for the default one.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static KeyFault? Find(SlicerStack stack, IEnumerable<T> keys, object? comparer) =>
        s_isPlain || ReferenceEquals(comparer, ReferenceEqualityComparer.Instance) ? null : FindLarge(stack, keys, comparer);

    private static KeyFault? FindLarge(SlicerStack stack, IEnumerable<T> keys, object? comparer)
    {
        if (stack.Limits is { MaxKeyParts: int.MaxValue, MaxKeyDepth: int.MaxValue })
        {
            return null;
        }

        SliceableTypeRegistry? types = stack.Slicers as SliceableTypeRegistry;
        Unslicer position = types?.FindReading(typeof(T)) ?? BuiltInTypes.Object.Unslicer;
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
