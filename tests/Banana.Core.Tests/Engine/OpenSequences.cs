using Banana.Buffers;
using Banana.Slicing;

namespace Banana.Core.Tests.Engine;

/// <summary>Sequences that are being written, without a stack: for the parts of the engine that look at them.</summary>
internal static class OpenSequences
{
    /// <summary>Opens one with this number.</summary>
    public static void Open(this SegmentedStack<SliceFrame> frames, ulong number, Slicer? slicer = null)
    {
        ref SliceFrame frame = ref frames.Push();
        frame.SetSlicer(slicer ?? new AskedSlicer());
        frame.Number = number;
        frame.Target = new object();
    }
}

/// <summary>Says what it was made to say, and remembers what it was asked.</summary>
internal sealed class AskedSlicer : Slicer<object>
{
    private readonly bool _allowsWaiting;
    private readonly object? _forbidden;

    public AskedSlicer(bool allowsWaiting = true, object? forbidden = null)
    {
        _allowsWaiting = allowsWaiting;
        _forbidden = forbidden;
        ForbidsInside = forbidden is not null;
    }

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    public override bool AllowsWaiting
    {
        get
        {
            Asked++;
            return _allowsWaiting;
        }
    }

    public override bool Forbids(in SliceFrame frame, object value)
    {
        Asked++;
        return ReferenceEquals(value, _forbidden);
    }
}
