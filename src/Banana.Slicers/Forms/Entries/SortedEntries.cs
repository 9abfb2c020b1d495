using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Dictionaries of other dialects: keys and values in turn, with the keys in the order that the dialect's rules define
/// (PROTOCOL.md [T-9]). The frame's state counts the keys and values started; its cursor holds the entries in the order in which
/// they are written.
/// </summary>
internal static class SortedEntries
{
    /// <summary>Writes the body of the frame's dictionary; without rules unsorted.</summary>
    public static SliceStep Slice<TKey, TValue>(
        ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack, Slicer<TKey> key, Slicer<TValue> value)
    {
        if (frame.Cursor is not KeyValuePair<TKey, TValue>[] entries)
        {
            frame.Cursor = entries = [.. (IEnumerable<KeyValuePair<TKey, TValue>>)frame.Target];
            if (stack.Rules is { } rules && rules.SortEntries(entries) is { } clash)
            {
                return rules.RefuseKeys(clash);
            }
        }

        if (entries.Length > stack.MaxItems)
        {
            return stack.FailItems(entries.Length);
        }

        while (frame.State < 2 * entries.Length)
        {
            if (writer.IsFull)
            {
                return SliceStep.Flush;
            }

            (TKey entryKey, TValue entryValue) = entries[frame.State / 2];
            SliceStep step = (frame.State++ & 1) == 0 ? key.Write(ref writer, stack, entryKey) : value.Write(ref writer, stack, entryValue);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }

        return SliceStep.Done;
    }

    /// <summary>Whether the current position of the frame is a key.</summary>
    public static bool IsInKey(in SliceFrame frame) => (frame.State & 1) != 0;

    /// <summary>Adds the position in the dictionary to the path.</summary>
    public static void DescribePosition<TKey, TValue>(in SliceFrame frame, ref GraphPath path)
    {
        if (frame.State == 0)
        {
            return;
        }

        int entry = (frame.State - 1) / 2;
        if (IsInKey(frame))
        {
            path.KeyOf(entry);
        }
        else
        {
            object entries = frame.Cursor as KeyValuePair<TKey, TValue>[] ?? frame.Target; // where there are no rules it is not sorted
            path.Key(((IEnumerable<KeyValuePair<TKey, TValue>>)entries).ElementAt(entry).Key);
        }
    }
}
