using Banana.Buffers;
using Banana.Slicing;

namespace Banana.Core.Tests.Engine;

[TestClass]
public sealed class FramePathTests
{
    [TestMethod]
    public void Describe_SomeFrames_AsksTheLowestOnes()
    {
        SegmentedStack<Frame> frames = Frames(3);
        Assert.AreEqual("$", FramePath.Describe(frames, 0));
        Assert.AreEqual("$[0][1]", FramePath.Describe(frames, 2));
        Assert.AreEqual("$[0][1][2]", FramePath.Describe(frames, 3));
    }

    [TestMethod]
    public void Describe_MoreFramesThanAMessageHolds_ElidesTheMiddle()
    {
        Assert.AreEqual(
            "$[0][1][2][3][4][5][6][7]…(24 levels)…[32][33][34][35][36][37][38][39]", FramePath.Describe(Frames(40), 40));
    }

    [TestMethod]
    public void Describe_AFrameThatThrows_GoesOnWithTheNext()
    {
        SegmentedStack<Frame> frames = Frames(1);
        frames.Push() = new Frame { Thrown = new InvalidOperationException() };
        frames.Push() = new Frame { Index = 2 };
        Assert.AreEqual("$[0].?[2]", FramePath.Describe(frames, 3));
    }

    [TestMethod]
    public void Describe_AFrameWithoutMemory_IsNotCaught()
    {
        SegmentedStack<Frame> frames = Frames(1);
        frames.Top.Thrown = new InsufficientExecutionStackException();
        Assert.ThrowsExactly<InsufficientExecutionStackException>(() => FramePath.Describe(frames, 1));
    }

    private static SegmentedStack<Frame> Frames(int count)
    {
        SegmentedStack<Frame> frames = new();
        for (int i = 0; i < count; i++)
        {
            frames.Push().Index = i;
        }

        return frames;
    }

    private struct Frame : IFrame
    {
        public int Index { get; set; }

        public Exception? Thrown { get; set; }

        public readonly void DescribePosition(ref GraphPath path)
        {
            if (Thrown is not null)
            {
                throw Thrown;
            }

            path.Element(Index);
        }

        public void Clear() => (Index, Thrown) = (0, null);

        public void Release() => Thrown = null;
    }
}
