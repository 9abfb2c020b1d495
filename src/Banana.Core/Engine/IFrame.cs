using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>One sequence in progress, being written or read.</summary>
internal interface IFrame : IReusable
{
    /// <summary>Adds where in the frame's object its slicer or unslicer stands, which is user code.</summary>
    void DescribePosition(ref GraphPath path);
}
