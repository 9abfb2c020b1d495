using System.Buffers;

namespace Banana.Slicing;

/// <summary>
/// Collects elements whose number nobody knows yet, in pooled memory that grows by what arrived, never by what was promised.
/// </summary>
/// <typeparam name="T">A type without references, so that the pool keeps nothing alive.</typeparam>
internal sealed class GrowingBuffer<T>
{
    private const int FirstSize = 256;

    private T[] _items = ArrayPool<T>.Shared.Rent(FirstSize);

    public int Count { get; private set; }

    public bool IsFull => Count == _items.Length;

    /// <summary>How many elements it will have room for after <see cref="Grow"/>.</summary>
    public int GrownSize => 2 * _items.Length;

    /// <summary>Room for elements; say with <see cref="Advance"/> how many were put there.</summary>
    public Span<T> Free => _items.AsSpan(Count);

    public void Advance(int count) => Count += count;

    public void Add(T item)
    {
        _items[Count] = item;
        Count++;
    }

    public void Grow()
    {
        T[] larger = ArrayPool<T>.Shared.Rent(GrownSize);
        _items.AsSpan(0, Count).CopyTo(larger);
        ArrayPool<T>.Shared.Return(_items);
        _items = larger;
    }

    /// <summary>Copies the elements out and gives the memory back; the buffer is not to be used again.</summary>
    public void MoveTo(List<T> list)
    {
        System.Runtime.InteropServices.CollectionsMarshal.SetCount(list, Count);
        _items.AsSpan(0, Count).CopyTo(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list));
        ArrayPool<T>.Shared.Return(_items);
        _items = [];
    }
}
