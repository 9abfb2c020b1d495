using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>Where in the graph a stack stands: what its frames say, from the root outwards.</summary>
internal static class FramePath
{
    /// <summary>The positions of the lowest <paramref name="depth"/> frames; long paths are elided in the middle.</summary>
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
                path.Member("?"); // what is reported is what was to be described
            }
        }

        return path.ToString();
    }
}
