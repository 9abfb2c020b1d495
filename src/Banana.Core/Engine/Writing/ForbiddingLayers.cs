using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>
/// The open sequences whose slicers forbid objects inside their own; an object is refused if any of them forbids it (PROTOCOL.md
/// [S-9]). Created when the first such sequence is opened.
/// </summary>
/// <param name="frames">The open sequences.</param>
internal sealed class ForbiddingLayers(SegmentedStack<SliceFrame> frames)
{
    private readonly List<int> _layers = []; // indices of frames; the innermost is the last

    /// <summary>Whether there are no such sequences.</summary>
    public bool IsEmpty => _layers.Count == 0;

    /// <summary>Whether the value of the next sequence has already been checked, because its position declares no type.</summary>
    public bool HasAsked { get; set; }

    /// <summary>Adds the top frame.</summary>
    public void Begin() => _layers.Add(frames.Count - 1);

    /// <summary>Removes the top frame, before it is popped.</summary>
    /// <returns>False if it was not one of them.</returns>
    public bool TryEnd()
    {
        if (IsEmpty || _layers[^1] != frames.Count - 1)
        {
            return false;
        }

        _layers.RemoveAt(_layers.Count - 1);
        return true;
    }

    /// <summary>Returns whether a value is forbidden.</summary>
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

    /// <summary>Returns whether a value that is sent as a sequence is forbidden, unless it has already been checked.</summary>
    public bool ForbidSequence(object value)
    {
        if (HasAsked)
        {
            HasAsked = false;
            return false;
        }

        return Forbid(value);
    }

    /// <summary>Removes all sequences, because a new stream starts.</summary>
    public void Restart() => _layers.Clear();
}
