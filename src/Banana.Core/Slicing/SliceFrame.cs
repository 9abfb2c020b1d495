using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>One sequence being written: all that is needed to stop and go on at any token.</summary>
public struct SliceFrame : IReusable
{
    /// <summary>Who writes the sequence.</summary>
    public Slicer Slicer { get; private set; }

    /// <summary>How many OPENs the stream had before that of the sequence: what references to it say.</summary>
    public ulong Number { get; internal set; }

    /// <summary>The object being sliced.</summary>
    public object Target { get; internal set; }

    /// <summary>Where the slicer stands: the next member, the next index. The slicer's own; starts at 0.</summary>
    public int State { get; set; }

    /// <summary>More of the slicer's own state, such as a boxed enumerator; starts as null.</summary>
    public object? Cursor { get; set; }

    /// <summary>Says who writes the sequence. At one depth it is often who wrote the last one, and a store that changes nothing is saved.</summary>
    internal void SetSlicer(Slicer slicer)
    {
        if (!ReferenceEquals(Slicer, slicer))
        {
            Slicer = slicer;
        }
    }

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
