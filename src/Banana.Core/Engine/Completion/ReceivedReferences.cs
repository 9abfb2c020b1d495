using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>
/// Reference id to object (PROTOCOL.md ). An id is the count of OPENs the receiver has seen, refused and discarded
/// ones included, so ids never drift. What is refused costs no memory: its ids become a gap.
/// </summary>
internal sealed class ReceivedReferences
{
    private const int FirstSize = 32;
    private const int KeptEntries = 1 << 12;

    /// <summary>An object under construction that can only be made whole; nobody has referred to it yet.</summary>
    private static readonly object s_building = new();

    private readonly List<(long Id, int Index)> _runs = []; // ids from Id on stand at Index and after, until the next run
    private Entry[] _entries = new Entry[FirstSize];
    private CompiledTaster?[] _tasters = []; // in step with the entries once there is one
    private int _count;
    private long _next;
    private bool _atGap = true;

    /// <summary>An id that can be looked up. A struct, so that storing needs no check of the array's type.</summary>
    private struct Entry
    {
        public object? Object;
        public Unslicer? Unslicer;
    }

    /// <summary>The id the next OPEN will get.</summary>
    public long Next => _next;

    /// <summary>Ids that can be looked up.</summary>
    public int Count => _count;

    /// <summary>Gives the next OPEN its id; it cannot be referred to until one of the other methods says so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Add()
    {
        if (_atGap || _count == _entries.Length)
        {
            PrepareSlow();
        }

        unchecked
        {
            _count++; // free entries are null
            return _next++;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PrepareSlow()
    {
        if (_atGap)
        {
            _runs.Add((_next, _count));
            _atGap = false;
        }

        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, 2 * _count);
            Array.Resize(ref _tasters, _tasters.Length == 0 ? 0 : 2 * _count);
        }
    }

    /// <summary>Counts an OPEN that can never be referred to.</summary>
    public long AddDangling()
    {
        _atGap = true;
        return _next++;
    }

    /// <summary>Gives the next OPEN its id, and says who reads its object.</summary>
    public long Add(Unslicer unslicer)
    {
        long id = Add();
        ref Entry entry = ref _entries[unchecked(_count - 1)];
        if (!ReferenceEquals(entry.Unslicer, unslicer)) // often the same as in the last object; see UnsliceFrame
        {
            entry.Unslicer = unslicer;
        }

        return id;
    }

    /// <summary>Gives the object of the id that was added last.</summary>
    public void SetLast(object? value) => _entries[unchecked(_count - 1)].Object = value;

    /// <summary>The object of the id that was added last is under construction.</summary>
    public void SetLastBuilding() => _entries[unchecked(_count - 1)].Object = s_building;

    /// <summary>Says who reads the object of the id that was added last, and what was asked of it there; for tasting it again.</summary>
    public void SetLastOrigin(Unslicer unslicer, CompiledTaster? taster)
    {
        int index = _count - 1;
        _entries[index].Unslicer = unslicer;
        if (taster is not null && _tasters.Length == 0)
        {
            _tasters = new CompiledTaster?[_entries.Length];
        }

        if (_tasters.Length > 0)
        {
            _tasters[index] = taster;
        }
    }

    /// <summary>What <see cref="SetLastOrigin"/> said of an object that can be found.</summary>
    public void FindOrigin(ulong id, out Unslicer unslicer, out CompiledTaster? taster)
    {
        int index = IndexOf((long)id);
        unslicer = _entries[index].Unslicer!;
        taster = _tasters.Length > 0 ? _tasters[index] : null;
    }

    public void SetObject(long id, object value) => Set(id, value);

    /// <summary>The object is there; the promise that was made for it, if one was.</summary>
    public Pending? SetBuilt(long id, object value)
    {
        int index = IndexOf(id);
        if (index < 0)
        {
            return null; // it was inside an object that has been refused since
        }

        Pending? promised = _entries[index].Object as Pending;
        _entries[index].Object = value;
        return promised;
    }

    public void SetPending(Pending pending) => Set(pending.Id, pending);

    /// <summary>The promise made for an object under construction, if one was made.</summary>
    public Pending? PendingAt(long id) => IndexOf(id) is >= 0 and int index ? _entries[index].Object as Pending : null;

    /// <summary>Makes every id from <paramref name="id"/> on dangling: their objects were inside one that was refused.</summary>
    public void RefuseFrom(long id)
    {
        while (_runs.Count > 0 && _runs[^1].Id >= id)
        {
            Truncate(_runs[^1].Index);
            _runs.RemoveAt(_runs.Count - 1);
        }

        if (_runs.Count > 0)
        {
            (long first, int index) = _runs[^1];
            Truncate((int)Math.Min(_count, index + (id - first)));
        }

        _atGap = true;
    }

    /// <summary>Makes every id so far dangling, and frees their memory.</summary>
    public void EndScope()
    {
        _atGap = true;
        Kept.Clear(_runs);
        if (_entries.Length > KeptEntries)
        {
            _entries = new Entry[FirstSize];
            _tasters = [];
            _count = 0;
        }
        else
        {
            Truncate(0);
        }
    }

    /// <summary>Counts from 0 again.</summary>
    public void Restart()
    {
        EndScope();
        _next = 0;
    }

    /// <summary>Finds an object that <paramref name="unslicer"/> reads or has read.</summary>
    public bool TryFindWhole(ulong id, Unslicer unslicer, [NotNullWhen(true)] out object? target)
    {
        target = null;
        int index = id < (ulong)_next ? IndexOf((long)id) : -1;
        if (index >= 0 && ReferenceEquals(_entries[index].Unslicer, unslicer))
        {
            target = _entries[index].Object;
        }

        return target is not null and not Pending && !ReferenceEquals(target, s_building);
    }

    /// <summary>Finds an object; <paramref name="isBuilding"/> if it is under construction and nobody promised it yet.</summary>
    public object? Find(ulong id, out bool isBuilding)
    {
        int index = id < (ulong)_next ? IndexOf((long)id) : -1;
        object? entry = index < 0 ? null : _entries[index].Object;
        isBuilding = ReferenceEquals(entry, s_building);
        return isBuilding ? null : entry;
    }

    private void Set(long id, object entry)
    {
        int index = IndexOf(id);
        if (index >= 0) // else it was inside an object that has been refused since
        {
            _entries[index].Object = entry;
        }
    }

    private void Truncate(int count)
    {
        for (int i = count; i < _count; i++)
        {
            _entries[i].Object = null;
        }

        if (_tasters.Length > 0)
        {
            Array.Clear(_tasters, count, _count - count);
        }

        _count = count;
    }

    /// <summary>The entry of an id, or -1 if it lies in a gap.</summary>
    private int IndexOf(long id)
    {
        int low = 0;
        int high = _runs.Count - 1;
        if (high == 0) // no gaps, as almost always
        {
            long at = id - _runs[0].Id;
            return at >= 0 && at < _count ? (int)at : -1;
        }

        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_runs[middle].Id <= id)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        if (high < 0 || id < _runs[low].Id)
        {
            return -1;
        }

        long index = _runs[low].Index + (id - _runs[low].Id);
        int end = low + 1 < _runs.Count ? _runs[low + 1].Index : _count;
        return index < end ? (int)index : -1;
    }
}
