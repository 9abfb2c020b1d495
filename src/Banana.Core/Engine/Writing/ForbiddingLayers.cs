using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>
/// The open sequences whose slicers are asked whether an object may be sent inside them; one that forbids it is enough (PROTOCOL.md [S-9]). Made
/// when the first of them is open.
/// </summary>
/// <param name="frames">The open sequences.</param>
internal sealed class ForbiddingLayers(SegmentedStack<SliceFrame> frames)
{
    private readonly List<int> _layers = []; // indices of frames, the innermost last

    /// <summary>Whether nobody is to be asked.</summary>
    public bool IsEmpty => _layers.Count == 0;

    /// <summary>Whether the next sequence has been asked about, because its value stands where no type is declared.</summary>
    public bool HasAsked { get; set; }

    /// <summary>The top frame is one of them.</summary>
    public void Begin() => _layers.Add(frames.Count - 1);

    /// <summary>The top frame is about to go.</summary>
    /// <returns>Whether it was one of them.</returns>
    public bool TryEnd()
    {
        if (IsEmpty || _layers[^1] != frames.Count - 1)
        {
            return false;
        }

        _layers.RemoveAt(_layers.Count - 1);
        return true;
    }

    /// <summary>Whether one of them forbids a value.</summary>
    public bool Forbid(object value)
    {
        for (int i = _layers.Count - 1; i >= 0; i--)
        {
            ref SliceFrame frame = ref frames.At(_layers[i]);
            if (frame.Slicer.Forbids(in frame, value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same for a value that is about to be sent as a sequence, of which they are asked once.</summary>
    public bool ForbidSequence(object value)
    {
        if (HasAsked)
        {
            HasAsked = false;
            return false;
        }

        return Forbid(value);
    }

    /// <summary>A new stream begins.</summary>
    public void Restart() => _layers.Clear();
}
