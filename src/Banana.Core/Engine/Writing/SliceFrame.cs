using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>The state of a sequence being written, with which writing can pause and resume at any token.</summary>
public struct SliceFrame : IFrame
{
    /// <summary>The slicer of the sequence.</summary>
    public Slicer Slicer { get; private set; }

    /// <summary>The number of OPENs in the stream before that of the sequence, which references to the object contain.</summary>
    public ulong Number { get; internal set; }

    /// <summary>The object being sliced.</summary>
    public object Target { get; internal set; }

    /// <summary>The position of the slicer, such as the next member or index. For use by the slicer; initially 0.</summary>
    public int State { get; set; }

    /// <summary>Further state of the slicer, such as a boxed enumerator; initially null.</summary>
    public object? Cursor { get; set; }

    /// <summary>Returns the index of the frame with the largest number up to <paramref name="number"/>. Frames are ordered by number.</summary>
    internal static int Find(SegmentedStack<SliceFrame> frames, ulong number)
    {
        int low = 0;
        int high = frames.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (frames.At(middle).Number <= number)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    /// <summary>Sets the slicer. It is often the same as that of the last sequence at this depth, which saves a store.</summary>
    internal void SetSlicer(Slicer slicer)
    {
        if (!ReferenceEquals(Slicer, slicer))
        {
            Slicer = slicer;
        }
    }

    readonly void IFrame.DescribePosition(ref GraphPath path) => Slicer.DescribePosition(in this, ref path);

    void IReusable.Clear()
    {
        Number = 0;
        Target = null!;
        State = 0;
        Cursor = null;
    }

    void IReusable.Release()
    {
        Target = null!;
        Cursor = null;
    }
}
