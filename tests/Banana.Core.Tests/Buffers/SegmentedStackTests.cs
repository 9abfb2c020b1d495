using Banana.Buffers;

namespace Banana.Core.Tests.Buffers;

[TestClass]
public sealed class SegmentedStackTests
{
    [TestMethod]
    public void Push_ManyItems_KeepsEveryRefAndEveryIndex()
    {
        SegmentedStack<int> stack = new();
        ref int first = ref stack.Push();
        first = 42;
        for (int i = 1; i < 20_000; i++)
        {
            stack.Push() = i;
        }

        first = 43;
        Assert.AreEqual(43, stack.At(0));
        for (int i = 1; i < 20_000; i++)
        {
            Assert.AreEqual(i, stack.At(i));
        }

        for (int i = 19_999; i > 0; i--)
        {
            Assert.AreEqual(i, stack.Top);
            Assert.AreEqual(i + 1, stack.Count);
            stack.Pop();
        }

        Assert.AreEqual(43, stack.Top);
        Assert.AreEqual(1, stack.Count);
    }

    [TestMethod]
    public void Push_AfterPop_StartsFromDefault()
    {
        SegmentedStack<int> stack = new();
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < 100; i++)
            {
                ref int item = ref stack.Push();
                Assert.AreEqual(0, item);
                item = 7;
            }

            stack.Clear();
            Assert.AreEqual(0, stack.Count);
        }
    }
}
