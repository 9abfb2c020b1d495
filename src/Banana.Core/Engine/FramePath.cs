using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>Describes the position of a stack in the graph, by the positions of its frames from the root on.</summary>
internal static class FramePath
{
    /// <summary>Returns the path through the lowest <paramref name="depth"/> frames; the middle of a long path is elided.</summary>
    public static string Describe<TFrame>(SegmentedStack<TFrame> frames, int depth)
        where TFrame : struct, IFrame
    {
        GraphPath path = new();
        for (int i = 0; i < depth; i = path.SkipMiddle(i + 1, depth))
        {
            try
            {
                frames.At(i).DescribePosition(ref path);
            }
            catch (Exception thrown) when (UserCode.IsRecoverable(thrown))
            {
                path.Member("?"); // the violation being described is reported, not this exception
            }
        }

        return path.ToString();
    }
}
