using System.Buffers;
using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Collects an unknown number of elements in pooled memory, which grows with the elements that arrive and never by a claimed
/// count.
/// </summary>
/// <typeparam name="T">A type without references, so that the pool keeps nothing alive.</typeparam>
internal sealed class GrowingBuffer<T>
{
    private const int FirstSize = 256;
    private const int MostPooledBytes = 1 << 20; // one per thread and size; larger ones are rare and not kept

    private T[] _items = ArrayPool<T>.Shared.Rent(FirstSize);
    private long _charged;

    public int Count { get; private set; }

    public bool IsFull => Count == _items.Length;

    /// <summary>The capacity after <see cref="Grow"/>.</summary>
    public int GrownSize => 2 * _items.Length;

    /// <summary>The free room for elements; call <see cref="Advance"/> with the number written to it.</summary>
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

    /// <summary>Charges a copy of the elements, and refunds the charge for the buffer; false if the budget is used up.</summary>
    public bool TryChargeCopy(UnslicerStack stack)
    {
        bool isCharged = stack.TryCharge((long)Count * Unsafe.SizeOf<T>());
        stack.Refund(_charged);
        _charged = 0;
        return isCharged;
    }

    /// <summary>Reads the available elements, and the CLOSE of the frame's sequence.</summary>
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

    /// <summary>Copies the elements and returns the memory to the pool; the buffer must not be used again.</summary>
    /// <param name="destination">The destination, of exactly the number of elements.</param>
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
