using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>
/// Maps reference ids to objects (PROTOCOL.md ). An id is the number of OPENs before that of the object, including refused and
/// discarded ones, so that ids stay in step with the sender's. Refused objects take no memory: their ids become a gap.
/// </summary>
internal sealed class ReceivedReferences
{
    private const int FirstSize = 32;
    private const int KeptEntries = 1 << 12;

    /// <summary>The entry of an object that is built at its CLOSE, and that no reference has led to yet.</summary>
    private static readonly object s_building = new();

    private readonly List<(long Id, int Index)> _runs = []; // ids from Id on have the entries from Index on, up to the next run
    private Entry[] _entries = new Entry[FirstSize];
    private CompiledTaster?[] _tasters = []; // parallel to the entries; empty until there is a taster
    private int _count;
    private long _next;
    private bool _atGap = true;

    /// <summary>The entry of an id. A struct, so that storing needs no covariance check.</summary>
    private struct Entry
    {
        public object? Object;
        public Unslicer? Unslicer;
    }

    /// <summary>The id of the next OPEN.</summary>
    public long Next => _next;

    /// <summary>The number of ids that can be looked up.</summary>
    public int Count => _count;

    /// <summary>Adds an OPEN and returns its id. It cannot be referred to before <see cref="SetLast"/> or <see cref="SetLastBuilding"/>.</summary>
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

    /// <summary>Adds an OPEN that can never be referred to, and returns its id.</summary>
    public long AddDangling()
    {
        _atGap = true;
        return _next++;
    }

    /// <summary>Adds an OPEN with the unslicer of its object, and returns its id.</summary>
    public long Add(Unslicer unslicer)
    {
        long id = Add();
        ref Entry entry = ref _entries[unchecked(_count - 1)];
        if (!ReferenceEquals(entry.Unslicer, unslicer)) // often the same as in the last object, which saves a store
        {
            entry.Unslicer = unslicer;
        }

        return id;
    }

    /// <summary>Sets the object of the last added id.</summary>
    public void SetLast(object? value) => _entries[unchecked(_count - 1)].Object = value;

    /// <summary>Marks the object of the last added id as built at its CLOSE.</summary>
    public void SetLastBuilding() => _entries[unchecked(_count - 1)].Object = s_building;

    /// <summary>Sets the unslicer of the last added id, and the tasters under which its object is read, for checking references to it.</summary>
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

    /// <summary>Returns the values passed to <see cref="SetLastOrigin"/> for an id that can be looked up.</summary>
    public void FindOrigin(ulong id, out Unslicer unslicer, out CompiledTaster? taster)
    {
        int index = IndexOf((long)id);
        unslicer = _entries[index].Unslicer!;
        taster = _tasters.Length > 0 ? _tasters[index] : null;
    }

    /// <summary>Sets an object that has been built.</summary>
    public void SetObject(long id, object value) => Set(id, value);

    /// <summary>Sets an object that has been built, and returns its promise; null if there is none.</summary>
    public Pending? SetBuilt(long id, object value)
    {
        int index = IndexOf(id);
        if (index < 0)
        {
            return null; // inside an object that has been refused meanwhile
        }

        Pending? promised = _entries[index].Object as Pending;
        _entries[index].Object = value;
        return promised;
    }

    /// <summary>Sets the promise of an object that is built later.</summary>
    public void SetPending(Pending pending) => Set(pending.Id, pending);

    /// <summary>Returns the promise of an object that is built later; null if there is none.</summary>
    public Pending? PendingAt(long id) => IndexOf(id) is >= 0 and int index ? _entries[index].Object as Pending : null;

    /// <summary>Makes all ids from <paramref name="id"/> on dangling, because their objects are inside a refused one.</summary>
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

    /// <summary>Makes all ids so far dangling, and frees the memory of large tables.</summary>
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

    /// <summary>Starts a new stream: ids start at 0.</summary>
    public void Restart()
    {
        EndScope();
        _next = 0;
    }

    /// <summary>Finds an object that <paramref name="unslicer"/> itself reads or has read, unless it is still to be built.</summary>
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

    /// <summary>Finds an object or its promise; <paramref name="isBuilding"/> if it is built at its CLOSE and has no promise yet.</summary>
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
        if (index >= 0) // otherwise, it is inside an object that has been refused meanwhile
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

    /// <summary>Returns the index of an id's entry; -1 if the id is in a gap.</summary>
    private int IndexOf(long id)
    {
        int low = 0;
        int high = _runs.Count - 1;
        if (high == 0) // no gaps: the usual case
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
