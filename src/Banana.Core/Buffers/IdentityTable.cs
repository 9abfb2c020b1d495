using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Banana.Buffers;

/// <summary>
/// Maps objects to numbers, by identity. Keeps the objects alive. Few objects are found by a linear scan, because the first
/// <see cref="RuntimeHelpers.GetHashCode(object)"/> of an object costs more than the scan; many by a hash table of 8-byte slots.
/// </summary>
internal sealed class IdentityTable
{
    private const int LinearMost = 32;
    private const int KeptSlots = 1 << 16;

    private Key[] _keys = new Key[LinearMost];
    private ulong[] _numbers = new ulong[LinearMost];
    private (int Hash, int Next)[] _slots = []; // Next is the index of the key plus 1; 0 if the slot is free
    private int _count;

    /// <summary>An object that was sent. A struct, so that storing needs no covariance check.</summary>
    private struct Key
    {
        public object? Object;
    }

    public int Count => _count;

    /// <summary>The number of slots visited to remove and rehash objects and to clear the table, for tests.</summary>
    public long Steps { get; private set; }

    /// <summary>Finds <paramref name="key"/>, or adds it with <paramref name="number"/> and returns false.</summary>
    public bool TryGetOrAdd(object key, ulong number, out ulong known)
    {
        if (_count < LinearMost)
        {
            int found = Scan(key);
            if (found >= 0)
            {
                known = _numbers[found];
                return true;
            }

            Append(key, number);
            known = number;
            return false;
        }

        return TryGetOrAddHashed(key, number, out known);
    }

    /// <summary>Finds <paramref name="key"/>.</summary>
    public bool TryGet(object key, out ulong known)
    {
        int found = _count < LinearMost ? Scan(key) : FindHashed(key);
        known = found < 0 ? 0 : _numbers[found];
        return found >= 0;
    }

    private int FindHashed(object key)
    {
        if (_count == LinearMost)
        {
            return Scan(key); // the next added object is hashed
        }

        int hash = RuntimeHelpers.GetHashCode(key);
        int mask = _slots.Length - 1;
        for (int slot = hash & mask; _slots[slot].Next != 0; slot = (slot + 1) & mask)
        {
            if (_slots[slot].Hash == hash && ReferenceEquals(_keys[_slots[slot].Next - 1].Object, key))
            {
                return _slots[slot].Next - 1;
            }
        }

        return -1;
    }

    /// <summary>Returns the index of <paramref name="key"/> in a small table, or -1. Scans from the last object, four at a time.</summary>
    private int Scan(object key)
    {
        ref Key keys = ref MemoryMarshal.GetArrayDataReference(_keys);
        int i = _count; // SAFETY: at most the number of keys; each index below it is visited once
        for (; i >= 4; i = unchecked(i - 4))
        {
            ref Key four = ref Unsafe.Add(ref keys, unchecked(i - 4));
            if (four.Object == key
                || Unsafe.Add(ref four, 1).Object == key
                || Unsafe.Add(ref four, 2).Object == key
                || Unsafe.Add(ref four, 3).Object == key)
            {
                break;
            }
        }

        while (i > 0)
        {
            i = unchecked(i - 1);
            if (Unsafe.Add(ref keys, i).Object == key)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>
    /// Removes all objects with numbers from <paramref name="number"/> on, in time that depends on their count only. Numbers must have been
    /// added in ascending order.
    /// </summary>
    public void RemoveFrom(ulong number)
    {
        int kept = _count;
        while (kept > 0 && _numbers[kept - 1] >= number)
        {
            kept--;
        }

        if (kept < _count)
        {
            Remove(kept);
        }
    }

    private void Remove(int kept)
    {
        Unhash(kept);
        Array.Clear(_keys, kept, _count - kept);
        Steps += _count - kept;
        _count = kept;
    }

    /// <summary>Removes all objects.</summary>
    public void Clear()
    {
        if (_count == 0)
        {
            return;
        }

        if (_keys.Length > KeptSlots)
        {
            _keys = new Key[LinearMost];
            _numbers = new ulong[LinearMost];
            _slots = [];
            _count = 0;
        }
        else
        {
            Remove(kept: 0);
        }
    }

    /// <summary>
    /// Frees the slots of the objects from index <paramref name="kept"/> on, or of all if the rest is few enough to be scanned. The last object
    /// is removed first, so that each removal restores the slots to their state before the object was added.
    /// </summary>
    private void Unhash(int kept)
    {
        const int clearedPerObject = 16; // the number of slots cleared in the time of one lookup
        if (_count <= LinearMost)
        {
            return;
        }

        int scanned = kept <= LinearMost ? 0 : kept;
        if (scanned == 0 && _slots.Length / clearedPerObject <= _count)
        {
            Array.Clear(_slots);
            Steps += _slots.Length;
            return;
        }

        int mask = _slots.Length - 1;
        for (int i = _count; i > scanned; i--)
        {
            int slot = RuntimeHelpers.GetHashCode(_keys[i - 1].Object!) & mask;
            while (_slots[slot].Next != i)
            {
                slot = (slot + 1) & mask;
                Steps++;
            }

            _slots[slot] = default;
            Steps++;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryGetOrAddHashed(object key, ulong number, out ulong known)
    {
        if (_count == LinearMost && Scan(key) is >= 0 and int found)
        {
            known = _numbers[found];
            return true;
        }

        if (_slots.Length < 2 * (_count + 1) || _count == LinearMost)
        {
            Rehash();
        }

        int hash = RuntimeHelpers.GetHashCode(key);
        int mask = _slots.Length - 1;
        for (int slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            (int Hash, int Next) entry = _slots[slot];
            if (entry.Next == 0)
            {
                Append(key, number);
                _slots[slot] = (hash, _count);
                known = number;
                return false;
            }

            if (entry.Hash == hash && ReferenceEquals(_keys[entry.Next - 1].Object, key))
            {
                known = _numbers[entry.Next - 1];
                return true;
            }
        }
    }

    private void Append(object key, ulong number)
    {
        if (_count == _keys.Length)
        {
            GrowSlow();
        }

        _keys[_count].Object = key;
        _numbers[_count] = number;
        _count = unchecked(_count + 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GrowSlow()
    {
        Array.Resize(ref _keys, 2 * _count);
        Array.Resize(ref _numbers, 2 * _count);
    }

    /// <summary>Hashes all objects: for the first time when the scan ends, or again into more slots.</summary>
    private void Rehash()
    {
        int size = Math.Max(_slots.Length, 8 * LinearMost);
        if (size < 2 * (_count + 1))
        {
            size *= 4;
        }

        if (size != _slots.Length)
        {
            _slots = new (int, int)[size];
            Steps += size;
        }

        int mask = size - 1;
        for (int i = 0; i < _count; i++)
        {
            int hash = RuntimeHelpers.GetHashCode(_keys[i].Object!);
            int slot = hash & mask;
            while (_slots[slot].Next != 0)
            {
                slot = (slot + 1) & mask;
            }

            _slots[slot] = (hash, i + 1);
        }

        Steps += _count;
    }
}
