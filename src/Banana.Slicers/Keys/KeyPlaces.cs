namespace Banana.Slicing;

/// <summary>
/// Simulates, from hash codes alone, the layout of keys in collections that do not expose their number of buckets. Fails if a key
/// would collide with more keys than can be counted, or if the bytes do not pay for the simulation.
/// </summary>
internal static class KeyPlaces
{
    private const int WaysAtOnce = 64; // slots that hold others: how often they are paid for
    private const int StepsPerWay = 24; // here and in the real collection, across the whole table

    // How prime numbers of buckets grow.
    private static readonly int[] s_sizes =
    [
        3, 7, 17, 37, 89, 197, 431, 919, 1931, 4049, 8419, 17519, 36353, 75431, 156437, 324449, 672827, 1395263, 2893249, 5999471, 11998949,
        23997907, 47995853,
    ];

    /// <summary>Whether keys fit a table; <paramref name="others"/> gets the number of keys that each has met in its bucket.</summary>
    public static bool TryPlace(KeyTable table, ReadOnlySpan<int> hashes, UnslicerStack stack, Span<int> others) => table switch
    {
        KeyTable.Concurrent => TryPlaceConcurrent(hashes, others),
        KeyTable.Lookup => TryPlaceInLookup(hashes, others),
        _ => TryProbe(hashes, stack, others),
    };

    /// <summary>Whether a concurrent dictionary can have this number of buckets.</summary>
    internal static bool IsSize(int buckets) => Array.IndexOf(s_sizes, buckets) >= 0;

    // Growth depends on the number of processors; a size may be in use from an eighth of it to many keys per bucket. Small ones cost nothing.
    private static bool TryPlaceConcurrent(ReadOnlySpan<int> hashes, Span<int> others)
    {
        const int mostLoad = 16;
        const int least = 1000;
        foreach (int size in s_sizes)
        {
            if (size >= least && size / 8 <= hashes.Length)
            {
                ushort[] counts = new ushort[size];
                int end = (int)Math.Min(hashes.Length, mostLoad * (long)size);
                for (int i = 0; i < end; i++)
                {
                    if (!TryCount(counts, (int)(unchecked((uint)hashes[i]) % (uint)size), out int met))
                    {
                        return false;
                    }

                    others[i] = Math.Max(others[i], met);
                }
            }
        }

        return true;
    }

    private static bool TryPlaceInLookup(ReadOnlySpan<int> hashes, Span<int> others)
    {
        ushort[] counts = new ushort[7];
        for (int i = 0; i < hashes.Length; i++)
        {
            if (i == counts.Length)
            {
                counts = new ushort[(2 * i) + 1];
                for (int j = 0; j < i; j++)
                {
                    TryCount(counts, Bucket(hashes[j], counts.Length), out _); // moved, not compared
                }
            }

            if (!TryCount(counts, Bucket(hashes[i], counts.Length), out others[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryCount(ushort[] counts, int bucket, out int others)
    {
        others = counts[bucket];
        if (others == ushort.MaxValue)
        {
            return false;
        }

        counts[bucket]++;
        return true;
    }

    private static int Bucket(int hash, int size) => (hash & int.MaxValue) % size;

    private static bool TryProbe(ReadOnlySpan<int> hashes, UnslicerStack stack, Span<int> others)
    {
        int level = 0;
        int[] slots = NewSlots(s_sizes[0]);
        for (int i = 0; i < hashes.Length; i++)
        {
            if (i >= (int)(0.72f * slots.Length))
            {
                int[] old = slots;
                slots = NewSlots(s_sizes[++level]);
                foreach (int hash in old)
                {
                    if (hash >= 0 && !TryPut(slots, hash, stack, out _))
                    {
                        return false;
                    }
                }
            }

            if (!TryPut(slots, hashes[i] & int.MaxValue, stack, out others[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static int[] NewSlots(int size)
    {
        int[] slots = new int[size];
        slots.AsSpan().Fill(-1);
        return slots;
    }

    private static bool TryPut(int[] slots, int hash, UnslicerStack stack, out int others)
    {
        others = 0;
        uint size = (uint)slots.Length;
        uint step = 1 + (unchecked((uint)hash * 101) % (size - 1));
        uint slot = (uint)hash % size;
        for (int ways = 1; slots[slot] >= 0; ways++)
        {
            others += slots[slot] == hash ? 1 : 0;
            if (ways % WaysAtOnce == 0 && !stack.TryWork(WaysAtOnce * StepsPerWay))
            {
                return false;
            }

            slot += step; // both are below the size
            slot -= slot >= size ? size : 0;
        }

        slots[slot] = hash;
        return true;
    }
}
