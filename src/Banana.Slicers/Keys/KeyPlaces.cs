namespace Banana.Slicing;

/// <summary>
/// Plays through how keys with given hash codes are laid out in collections that do not say how many buckets they have, without any of the keys. False
/// if a key would meet too many others.
/// </summary>
internal static class KeyPlaces
{
    private const int MostWays = 10; // slots that hold others, for each key that may be equal

    // How prime numbers of buckets grow.
    private static readonly int[] s_sizes =
    [
        3, 7, 17, 37, 89, 197, 431, 919, 1931, 4049, 8419, 17519, 36353, 75431, 156437, 324449, 672827, 1395263, 2893249, 5999471, 11998949,
        23997907, 47995853,
    ];

    /// <summary>Whether keys fit a table; <paramref name="others"/> says how many keys of its bucket each has met.</summary>
    public static bool TryPlace(KeyTable table, ReadOnlySpan<int> hashes, int most, Span<int> others) => table switch
    {
        KeyTable.Concurrent => TryPlaceConcurrent(hashes, most, others),
        KeyTable.Lookup => TryPlaceInLookup(hashes, most, others),
        _ => TryProbe(hashes, most, others),
    };

    /// <summary>Whether a concurrent dictionary can have this number of buckets.</summary>
    internal static bool IsSize(int buckets) => Array.IndexOf(s_sizes, buckets) >= 0;

    // When it grows depends on how many processors there are; a size may be in use from an eighth of it to many keys a bucket. Small ones cost nothing.
    private static bool TryPlaceConcurrent(ReadOnlySpan<int> hashes, int most, Span<int> others)
    {
        const int mostLoad = 16;
        const int least = 1000;
        foreach (int size in s_sizes)
        {
            if (size >= least && size / 8 <= hashes.Length)
            {
                byte[] counts = new byte[size];
                int end = (int)Math.Min(hashes.Length, mostLoad * (long)size);
                for (int i = 0; i < end; i++)
                {
                    if (!TryCount(counts, (int)(unchecked((uint)hashes[i]) % (uint)size), most, out int met))
                    {
                        return false;
                    }

                    others[i] = Math.Max(others[i], met);
                }
            }
        }

        return true;
    }

    private static bool TryPlaceInLookup(ReadOnlySpan<int> hashes, int most, Span<int> others)
    {
        byte[] counts = new byte[7];
        for (int i = 0; i < hashes.Length; i++)
        {
            if (i == counts.Length)
            {
                counts = new byte[(2 * i) + 1];
                for (int j = 0; j < i; j++)
                {
                    TryCount(counts, Bucket(hashes[j], counts.Length), most, out _); // moved, not compared
                }
            }

            if (!TryCount(counts, Bucket(hashes[i], counts.Length), most, out others[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryCount(byte[] counts, int bucket, int most, out int others)
    {
        others = counts[bucket];
        if (others >= most)
        {
            return false;
        }

        counts[bucket]++;
        return true;
    }

    private static int Bucket(int hash, int size) => (hash & int.MaxValue) % size;

    private static bool TryProbe(ReadOnlySpan<int> hashes, int most, Span<int> others)
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
                    if (hash >= 0 && !TryPut(slots, hash, most, out _))
                    {
                        return false;
                    }
                }
            }

            if (!TryPut(slots, hashes[i] & int.MaxValue, most, out others[i]))
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

    private static bool TryPut(int[] slots, int hash, int most, out int others)
    {
        others = 0;
        uint size = (uint)slots.Length;
        uint step = 1 + (unchecked((uint)hash * 101) % (size - 1));
        uint slot = (uint)hash % size;
        for (long ways = 0; slots[slot] >= 0; ways++)
        {
            others += slots[slot] == hash ? 1 : 0;
            if (others >= most || ways >= MostWays * (long)most)
            {
                return false;
            }

            slot = (uint)(((long)slot + step) % size);
        }

        slots[slot] = hash;
        return true;
    }
}
