using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The checks of a key before it is added to a collection that hashes: its size (<see cref="KeyMeter{T}"/>), the number of keys
/// in its bucket (<see cref="CollisionGuard{TKey}"/>), and the cost of comparing it with them.
/// </summary>
internal sealed class KeyGate<T>
{
    private const int TimesHashed = 3; // for the guard, for the collection, and when that grows
    private const int MostFreeText = 256; // hashing a longer one may cost more than the two bytes of a reference pay for
    private const int TimesBuilt = 6; // once to find out, and again where the collection itself is built, as a tree, too

    // Structs without IEquatable are boxed, and compared field by field.
    private static readonly int s_stepsPerPlainKey =
        typeof(T).IsEnum || typeof(T).IsAssignableTo(typeof(IEquatable<T>)) ? 5 + (Unsafe.SizeOf<T>() / 8) : 60;

    private readonly IEqualityComparer<T> _comparer;
    private readonly KeyMeter<T>? _meter;
    private readonly bool _isCounted;
    private readonly bool _isByReference;
    private readonly bool _isRandomText; // hashed by a secret

    /// <summary>Creates the checks for collections.</summary>
    /// <param name="position">The unslicer of the keys.</param>
    /// <param name="comparer">The comparer of the collections; null for the default one.</param>
    public KeyGate(Unslicer<T> position, object? comparer)
    {
        _comparer = comparer switch
        {
            null => EqualityComparer<T>.Default,
            IEqualityComparer<T> typed => typed,
            _ => new Untyped((IEqualityComparer)comparer),
        };
        _meter = KeyMeter<T>.For(position, comparer, isSorted: false);
        _isByReference = ReferenceEquals(comparer, ReferenceEqualityComparer.Instance);
        _isCounted = CollisionGuard<T>.IsNeeded(_comparer);
        _isRandomText = typeof(T) == typeof(string) && !_isCounted;
    }

    /// <summary>Whether a key needs no further check: short text, hashed with a secret, or numbers that are too few to collide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsFree(T key) => _isRandomText
        ? key is null || Unsafe.As<T, string>(ref key).Length <= MostFreeText
        : _meter is null && !_isCounted;

    /// <summary>Returns the fault of a key that is about to be added, or null.</summary>
    /// <param name="reader">The reader, whose consumed bytes pay for the work.</param>
    /// <param name="key">The key; all that it refers to is complete.</param>
    /// <param name="capacity">The number of buckets of the collection.</param>
    /// <param name="keys">The existing keys.</param>
    /// <param name="guard">The guard of the collection; null until it is needed.</param>
    /// <param name="stack">The stack.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public KeyFault? Refuse(
        ref TokenReader reader, T key, int capacity, IEnumerable<T> keys, ref CollisionGuard<T>? guard, UnslicerStack stack)
    {
        if (_meter is not null)
        {
            stack.TryWork(ref reader, 0); // the bytes so far pay
        }

        KeyFault? fault = Count(key, capacity, keys, ref guard, stack, out int others, out long steps);
        long work = CostOf(others, steps, stack);
        return fault is not null || work == 0 || stack.TryWork(ref reader, work) ? fault : Unpaid(others, stack);
    }

    private KeyFault? Count(
        T key, int capacity, IEnumerable<T> keys, ref CollisionGuard<T>? guard, UnslicerStack stack, out int others, out long steps)
    {
        others = 0;
        if (Measure(key, TimesHashed, stack, out steps) is { } fault)
        {
            return fault;
        }

        if (IsCounted(stack))
        {
            guard ??= new CollisionGuard<T>(_comparer);
            if (!guard.TryCount(key, capacity, keys, out others))
            {
                return Unpaid(int.MaxValue, stack);
            }
        }

        return null;
    }

    /// <summary>The work of comparing a key with the others of its bucket; small keys are free up to MaxKeyCollisions.</summary>
    private static long CostOf(int others, long steps, UnslicerStack stack) =>
        others * (steps == 0 && others > stack.Limits.MaxKeyCollisions ? s_stepsPerPlainKey : steps);

    /// <summary>Returns the fault of the keys of a collection that is about to be filled or built, or null.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="table">The layout of the keys in the collection.</param>
    /// <param name="repeats">The number of additional times that each is hashed; null for none.</param>
    /// <param name="stack">The stack.</param>
    public KeyFault? RefuseAny(IReadOnlyList<T> keys, KeyTable table, IReadOnlyList<int>? repeats, UnslicerStack stack)
    {
        bool isPlayed = table is not (KeyTable.Grown or KeyTable.Presized) && IsCounted(stack);
        int[] hashes = isPlayed ? new int[keys.Count] : [];
        HashSet<T>? probe = IsCounted(stack) && !isPlayed ? new(table == KeyTable.Presized ? keys.Count : 0, _comparer) : null;
        CollisionGuard<T>? guard = null;
        for (int i = 0; i < keys.Count; i++)
        {
            T key = keys[i];
            int more = repeats?[i] ?? 0;
            if (isPlayed || more > 0)
            {
                if (Measure(key, TimesHashed + more, stack, out _) is { } fault)
                {
                    return fault;
                }

                if (isPlayed)
                {
                    hashes[i] = key is null ? 0 : _comparer.GetHashCode(key);
                }
            }
            else if (!IsFree(key) && Probe(key, probe, ref guard, stack) is { } fault)
            {
                return fault;
            }

            probe?.Add(key);
        }

        return isPlayed ? RefusePlaces(keys, hashes, table, repeats, stack) : null;
    }

    private KeyFault? Probe(T key, HashSet<T>? probe, ref CollisionGuard<T>? guard, UnslicerStack stack)
    {
        KeyFault? fault = Count(key, probe?.EnsureCapacity(0) ?? 0, probe ?? (IEnumerable<T>)[], ref guard, stack, out int others, out long steps);
        return fault is not null || stack.TryWork(TimesBuilt * CostOf(others, steps, stack)) ? fault : Unpaid(others, stack);
    }

    private KeyFault? Measure(T? key, long times, UnslicerStack stack, out long steps)
    {
        steps = 0;
        return _isByReference && ReferenceKeys.IsRefused(key, ReferenceEqualityComparer.Instance, stack.Unslicers as SliceableTypeRegistry)
            ? new KeyFault(ViolationCode.InvalidKey, "a key that compares by value, compared by reference", "a key that compares by reference itself")
            : _meter?.Measure(key, times, stack, out steps);
    }

    private KeyFault? RefusePlaces(IReadOnlyList<T> keys, int[] hashes, KeyTable table, IReadOnlyList<int>? repeats, UnslicerStack stack)
    {
        int[] others = new int[hashes.Length];
        if (!KeyPlaces.TryPlace(table, hashes, stack, others))
        {
            return Unpaid(int.MaxValue, stack);
        }

        for (int i = 0; i < others.Length; i++)
        {
            long steps = s_stepsPerPlainKey;
            if (others[i] > 0 && _meter?.Measure(keys[i], 0, stack, out steps) is { } fault)
            {
                return fault;
            }

            if (others[i] > 0 && !stack.TryWork(others[i] * (1L + (repeats?[i] ?? 0)) * steps))
            {
                return Unpaid(others[i], stack);
            }
        }

        return null;
    }

    private bool IsCounted(UnslicerStack stack) => _isCounted && stack.Limits.MaxKeyCollisions < byte.MaxValue;

    private static KeyFault Unpaid(int others, UnslicerStack stack) => others <= stack.Limits.MaxKeyCollisions ? KeyFault.Work(stack) : new(
        ViolationCode.TooManyCollisions,
        "a key in a full bucket",
        $"at most {stack.Limits.MaxKeyCollisions} keys in one (MaxKeyCollisions), or bytes that pay for comparing them (MaxWorkPerByte)");

    /// <summary>Returns the fault of the keys of a collection that is about to sort them, or null.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="meter">The meter of the keys; null if they need not be measured.</param>
    /// <param name="stack">The stack.</param>
    public static KeyFault? RefuseAnySorted(IReadOnlyList<T> keys, KeyMeter<T>? meter, UnslicerStack stack)
    {
        int times = 3 * (BitOperations.Log2((uint)keys.Count) + 1);
        foreach (T key in meter is null ? [] : keys)
        {
            if (meter!.Measure(key, times, stack, out _) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>An adapter for a non-generic comparer.</summary>
    private sealed class Untyped(IEqualityComparer comparer) : IEqualityComparer<T>
    {
        public bool Equals(T? x, T? y) => comparer.Equals(x, y);

        public int GetHashCode(T obj) => comparer.GetHashCode(obj!);
    }
}
