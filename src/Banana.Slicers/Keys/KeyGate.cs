using System.Numerics;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// What a key must pass before a collection that hashes takes it: its size (<see cref="KeyMeter{T}"/>), how many others share its bucket
/// (<see cref="CollisionGuard{TKey}"/>), and what being compared with those costs.
/// </summary>
internal sealed class KeyGate<T>
{
    private const int TimesHashed = 3; // for the guard, for the collection, and when that grows
    private const int MostFreeText = 256; // hashing a longer one may cost more than the two bytes of a reference pay for

    private static readonly bool s_isText = typeof(T) == typeof(string);

    private readonly IEqualityComparer<T> _comparer;
    private readonly KeyMeter<T>? _meter;
    private readonly bool _isCounted;

    /// <summary>Makes a gate for collections.</summary>
    /// <param name="position">Who reads the keys.</param>
    /// <param name="comparer">The collections'; null for the default one.</param>
    public KeyGate(Unslicer<T> position, object? comparer)
    {
        _comparer = (IEqualityComparer<T>?)comparer ?? EqualityComparer<T>.Default;
        _meter = KeyMeter<T>.For(position, comparer, isSorted: false);
        _isCounted = CollisionGuard<T>.IsNeeded(_comparer);
    }

    /// <summary>Whether a key may pass at once: short text, hashed by a secret; numbers that are too few to collide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsFree(T key) => s_isText
        ? !_isCounted && (key is null || Unsafe.As<T, string>(ref key).Length <= MostFreeText)
        : _meter is null && !_isCounted;

    /// <summary>What is wrong with a key that is about to be added; null if nothing is.</summary>
    /// <param name="reader">The bytes; those before it pay.</param>
    /// <param name="key">The key; all that it refers to is complete.</param>
    /// <param name="capacity">How many buckets the collection has.</param>
    /// <param name="keys">The keys that are there.</param>
    /// <param name="guard">The collection's own; null until it is needed.</param>
    /// <param name="stack">The stack.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public KeyFault? Refuse(
        ref TokenReader reader, T key, int capacity, IEnumerable<T> keys, ref CollisionGuard<T>? guard, UnslicerStack stack)
    {
        if (_meter is not null)
        {
            stack.TryWork(ref reader, 0); // the bytes so far pay
        }

        return Refuse(key, capacity, keys, ref guard, stack);
    }

    private KeyFault? Refuse(T key, int capacity, IEnumerable<T> keys, ref CollisionGuard<T>? guard, UnslicerStack stack)
    {
        long steps = 0;
        if (_meter?.Measure(key, TimesHashed, stack, out steps) is { } fault)
        {
            return fault;
        }

        int most = stack.Limits.MaxKeyCollisions;
        int others = 0;
        if (_isCounted && most < byte.MaxValue)
        {
            guard ??= new CollisionGuard<T>(_comparer, most);
            if (!guard.TryCount(key, capacity, keys, out others))
            {
                return new KeyFault(ViolationCode.TooManyCollisions, "a key in a full bucket", $"at most {most} keys in one");
            }
        }

        return others == 0 || steps == 0 || stack.TryWork(others * steps) ? null : KeyFault.Work(stack);
    }

    /// <summary>What is wrong with the keys of a collection that is about to be filled or built; null if nothing is.</summary>
    public KeyFault? RefuseAny(IEnumerable<T> keys, UnslicerStack stack)
    {
        CollisionGuard<T>? guard = null;
        HashSet<T>? probe = _isCounted ? new(_comparer) : null;
        foreach (T key in keys)
        {
            if (!IsFree(key) && Refuse(key, probe?.EnsureCapacity(0) ?? 0, probe ?? (IEnumerable<T>)[], ref guard, stack) is { } fault)
            {
                return fault;
            }

            probe?.Add(key);
        }

        return null;
    }

    /// <summary>What is wrong with the keys of a collection that is about to sort them; null if nothing is.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="meter">Who measures them; null if nobody needs to.</param>
    /// <param name="stack">The stack.</param>
    public static KeyFault? RefuseAnySorted(IEnumerable<T> keys, int count, KeyMeter<T>? meter, UnslicerStack stack)
    {
        int times = 2 * (BitOperations.Log2((uint)count) + 1);
        foreach (T key in meter is null ? [] : keys)
        {
            if (meter!.Measure(key, times, stack, out _) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }
}
