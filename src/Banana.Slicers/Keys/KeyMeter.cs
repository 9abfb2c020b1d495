using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>The part of the meter that is independent of the key type.</summary>
internal static class KeyMeter
{
    /// <summary>Whether user code hashes or compares the keys.</summary>
    /// <param name="comparer">The comparer of the collection; null for the default one.</param>
    public static bool IsByHand<T>(object? comparer) => !IsDefault<T>(comparer) && comparer is not StringComparer;

    /// <summary>Whether keys are hashed or compared by their own methods.</summary>
    public static bool IsDefault<T>(object? comparer) =>
        comparer is null || ReferenceEquals(comparer, EqualityComparer<T>.Default) || ReferenceEquals(comparer, Comparer<T>.Default);

    /// <summary>Returns the fault of a key that <see cref="KeyWalk"/> has found too large.</summary>
    public static KeyFault TooLarge(object? key, WireLimits limits) => new(
        ViolationCode.InvalidKey,
        $"a key of type {key?.GetType().Name} that is too large to hash safely, or contains itself",
        $"at most {limits.MaxKeyParts} parts (MaxKeyParts), {limits.MaxKeyDepth} levels deep (MaxKeyDepth); [SliceMember(IsKey = true)] selects the members that count");
}

/// <summary>Measures the keys of collections before they are hashed or compared, and charges the cost.</summary>
internal sealed class KeyMeter<T>
{
    private const int StepsPerVisit = 40; // looking at a part, once
    private const int StepsPerPart = 5; // hashing or comparing it, each time
    private const int SlowText = 8; // by the rules of a culture, or of a user's comparer

    private static readonly bool s_isPlain = !RuntimeHelpers.IsReferenceOrContainsReferences<T>();

    private readonly Unslicer<T> _position;
    private readonly bool _isByHand;
    private readonly int _factor;

    private KeyMeter(Unslicer<T> position, bool isByHand, int factor)
    {
        _position = position;
        _isByHand = isByHand;
        _factor = factor;
    }

    /// <summary>Returns a meter for collections; null if hashing or comparing their keys always costs the same.</summary>
    /// <param name="position">The unslicer of the keys.</param>
    /// <param name="comparer">The comparer of the collections; null for the default one.</param>
    /// <param name="isSorted">Whether the collections compare their keys, rather than hashing them.</param>
    public static KeyMeter<T>? For(Unslicer<T> position, object? comparer, bool isSorted)
    {
        if (s_isPlain || ReferenceEquals(comparer, ReferenceEqualityComparer.Instance))
        {
            return null;
        }

        bool isOrdinal = ReferenceEquals(comparer, StringComparer.Ordinal) || ReferenceEquals(comparer, StringComparer.OrdinalIgnoreCase);
        return new KeyMeter<T>(
            position, KeyMeter.IsByHand<T>(comparer), isOrdinal || (KeyMeter.IsDefault<T>(comparer) && !isSorted) ? 1 : SlowText);
    }

    /// <summary>Measures a key and charges its cost; returns the fault or null.</summary>
    /// <param name="key">The key; all that it refers to is complete.</param>
    /// <param name="times">The number of times that it will be hashed or compared.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="steps">The cost of each further time.</param>
    public KeyFault? Measure(T? key, long times, UnslicerStack stack, out long steps)
    {
        steps = 0;
        WireLimits limits = stack.Limits;
        if (limits is { MaxKeyParts: int.MaxValue, MaxKeyDepth: int.MaxValue, MaxWorkPerByte: int.MaxValue })
        {
            return null;
        }

        KeyWalk walk = KeyWalk.Rent();
        bool isSafe = walk.TryMeasure(key, _position, _isByHand, stack.Unslicers as SliceableTypeRegistry, limits);
        steps = (walk.Parts * StepsPerPart) + (_factor * walk.Bytes / 2);
        long ahead = (walk.Parts * StepsPerVisit) + (times * steps);
        KeyWalk.Return(walk);
        return !isSafe ? KeyMeter.TooLarge(key, limits)
            : stack.TryWork(ahead) ? null
            : KeyFault.Work(stack);
    }
}
