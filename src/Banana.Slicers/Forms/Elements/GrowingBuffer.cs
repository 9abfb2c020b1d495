using System.Buffers;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Collects elements whose number nobody knows yet, in pooled memory that grows by what arrived, never by what was promised.
/// </summary>
/// <typeparam name="T">A type without references, so that the pool keeps nothing alive.</typeparam>
internal sealed class GrowingBuffer<T>
{
    private const int FirstSize = 256;
    private const int MostPooledBytes = 1 << 20; // one a thread and size; what is larger is rare, and not worth keeping

    private T[] _items = ArrayPool<T>.Shared.Rent(FirstSize);
    private long _charged;

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
        T[] larger = IsPooled(GrownSize) ? ArrayPool<T>.Shared.Rent(GrownSize) : GC.AllocateUninitializedArray<T>(GrownSize);
        _items.AsSpan(0, Count).CopyTo(larger);
        Return();
        _items = larger;
    }

    /// <summary>Charges for a copy of what is there, and gives back what the buffer was charged; false if there is no budget for it.</summary>
    public bool TryChargeCopy(UnslicerStack stack)
    {
        bool isCharged = stack.TryCharge((long)Count * Unsafe.SizeOf<T>());
        stack.Refund(_charged);
        _charged = 0;
        return isCharged;
    }

    /// <summary>Takes elements while they last, and the CLOSE of the frame's sequence.</summary>
    public UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack, Unslicer<T> element)
    {
        while (!stack.TryClose(ref reader, ref frame))
        {
            int most = Math.Min(stack.MaxItems - Count, Free.Length);
            int run = element.ReadRun(ref reader, stack, Free[..most]);
            Advance(run);
            if (IsFull)
            {
                long bytes = (long)GrownSize * Unsafe.SizeOf<T>();
                if (!stack.TryCharge(bytes))
                {
                    return stack.RefuseMemory(ref reader);
                }

                _charged += bytes;
                Grow();
            }
            else if (run == 0 && most == 0)
            {
                return stack.RefuseElement(ref reader);
            }
            else if (run == 0)
            {
                UnsliceStep step = element.Read(ref reader, stack, out T? item);
                if (step != UnsliceStep.Done)
                {
                    return step;
                }

                Add(item!);
            }
        }

        return UnsliceStep.Done;
    }

    /// <summary>Copies the elements out and gives the memory back; the buffer is not to be used again.</summary>
    /// <param name="destination">As many as there are elements.</param>
    public void MoveTo(Span<T> destination)
    {
        _items.AsSpan(0, Count).CopyTo(destination);
        Return();
        _items = [];
    }

    private static bool IsPooled(int size) => (long)size * Unsafe.SizeOf<T>() <= MostPooledBytes;

    private void Return()
    {
        if (IsPooled(_items.Length))
        {
            ArrayPool<T>.Shared.Return(_items);
        }
    }
}
