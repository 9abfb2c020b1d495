using Banana.Buffers;
using Banana.Slicing;

namespace Banana.Core.Tests.Engine;

[TestClass]
public sealed class SliceFrameTests
{
    [TestMethod]
    [DataRow(3UL, 0)]
    [DataRow(4UL, 0)]
    [DataRow(5UL, 1)]
    [DataRow(8UL, 1)]
    [DataRow(9UL, 2)]
    [DataRow(ulong.MaxValue, 2)]
    [DataRow(0UL, 0, DisplayName = "below all: the outermost")]
    public void Find_OfANumber_IsTheLastFrameNotAboveIt(ulong number, int expected)
    {
        SegmentedStack<SliceFrame> frames = new();
        frames.Open(3);
        frames.Open(5);
        frames.Open(9);
        Assert.AreEqual(expected, SliceFrame.Find(frames, number));
    }
}
