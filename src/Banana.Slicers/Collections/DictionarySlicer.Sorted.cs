using System.Runtime.CompilerServices;
using Banana.Wire;

namespace Banana.Slicing;

// The Foolscap dialect sorts the keys (PROTOCOL.md [T-9]).
public sealed partial class DictionarySlicer<TKey, TValue>
{
    // The cursor is the entries in that order.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private SliceStep SliceSortedSlow(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        if (frame.Cursor is not KeyValuePair<TKey, TValue>[] entries)
        {
            frame.Cursor = entries = [.. (Dictionary<TKey, TValue>)frame.Target];
            if (!KeyOrder.TrySort(entries))
            {
                return KeyOrder.Refuse(stack);
            }
        }

        while (frame.State < 2 * entries.Length)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            (TKey key, TValue value) = entries[frame.State / 2];
            SliceStep step = (frame.State++ & 1) == 0 ? _key.Write(ref writer, stack, key) : _value.Write(ref writer, stack, value);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }

        return SliceStep.Done;
    }

    /// <inheritdoc/>
    public override void DescribePosition(in SliceFrame frame, ref GraphPath path)
    {
        if (frame.State == 0)
        {
            return;
        }

        int entry = (frame.State - 1) / 2;
        if ((frame.State & 1) != 0)
        {
            path.KeyOf(entry);
        }
        else
        {
            path.Key(frame.Cursor is KeyValuePair<TKey, TValue>[] sorted ? sorted[entry].Key : ((Dictionary<TKey, TValue>)frame.Target).ElementAt(entry).Key);
        }
    }
}
