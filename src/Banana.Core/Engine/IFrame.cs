using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>A sequence that is being written or read.</summary>
internal interface IFrame : IReusable
{
    /// <summary>Adds the position of the slicer or unslicer in the frame's object to the path. Calls user code, which may throw.</summary>
    void DescribePosition(ref GraphPath path);
}
