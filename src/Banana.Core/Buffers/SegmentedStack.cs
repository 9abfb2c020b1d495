using System.Runtime.CompilerServices;

namespace Banana.Buffers;

/// <summary>
/// A stack of structs in segments that never move: a <c>ref</c> to an item stays valid while items above it come and go.
/// </summary>
internal sealed class SegmentedStack<T>
    where T : struct, IReusable
{
    private const int FirstSegment = 32;
    public const int LargestSegment = 4096;

    private readonly List<T[]> _segments = [new T[FirstSegment]];
    private T[] _current;
    private int _segment;
    private int _used; // items used in the current segment
    private int _below; // items in the segments below it

    public SegmentedStack()
    {
        _current = _segments[0];
    }

    public int Count => unchecked(_below + _used);

    /// <summary>The top item.</summary>
    public ref T Top
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _current[unchecked(_used - 1)]; // checked by the array
    }

    /// <summary>Adds an item, whose state is reset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Push()
    {
        T[] current = _current;
        int used = _used;
        if ((uint)used < (uint)current.Length)
        {
            _used = unchecked(used + 1);
            ref T item = ref current[used];
            item.Clear();
            return ref item;
        }

        return ref PushSlow();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref T PushSlow()
    {
        _below += _used;
        _segment++;
        if (_segment == _segments.Count)
        {
            _segments.Add(new T[Math.Min(2 * _current.Length, LargestSegment)]);
        }

        _current = _segments[_segment];
        _used = 1;
        _current[0].Clear();
        return ref _current[0];
    }

    /// <summary>Removes the top item, and releases its short-lived objects.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Pop()
    {
        int used = unchecked(_used - 1);
        _current[used].Release();
        _used = used;
        if (used == 0 && _segment > 0)
        {
            PopSlow();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PopSlow()
    {
        // One empty segment is kept, so that a stack at the boundary does not allocate repeatedly.
        if (_segment + 2 < _segments.Count)
        {
            _segments.RemoveRange(_segment + 2, _segments.Count - _segment - 2);
        }

        _segment--;
        _current = _segments[_segment];
        _used = _current.Length;
        _below -= _used;
    }

    /// <summary>Returns the item at <paramref name="index"/>, counted from the bottom, in constant time.</summary>
    public ref T At(int index)
    {
        return ref index < FirstSegment ? ref _segments[0][index] : ref AtSlow(index);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref T AtSlow(int index)
    {
        int segment = 0;
        for (int size = FirstSegment; size < LargestSegment && index >= size; size *= 2)
        {
            index -= size;
            segment++;
        }

        return ref index < _segments[segment].Length
            ? ref _segments[segment][index]
            : ref _segments[segment + (index / LargestSegment)][index % LargestSegment];
    }

    /// <summary>Removes all items.</summary>
    public void Clear()
    {
        while (Count > 0)
        {
            Pop();
        }
    }
}
