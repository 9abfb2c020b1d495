using Banana.Buffers;

namespace Banana.Core.Tests.Buffers;

[TestClass]
public sealed class SegmentedStackTests
{
    [TestMethod]
    public void Push_ManyItems_KeepsEveryRefAndEveryIndex()
    {
        SegmentedStack<Item> stack = new();
        ref Item first = ref stack.Push();
        first.Value = 42;
        for (int i = 1; i < 20_000; i++)
        {
            stack.Push().Value = i;
        }

        first.Value = 43;
        Assert.AreEqual(43, stack.At(0).Value);
        for (int i = 1; i < 20_000; i++)
        {
            Assert.AreEqual(i, stack.At(i).Value);
        }

        for (int i = 19_999; i > 0; i--)
        {
            Assert.AreEqual(i, stack.Top.Value);
            Assert.AreEqual(i + 1, stack.Count);
            stack.Pop();
        }

        Assert.AreEqual(43, stack.Top.Value);
        Assert.AreEqual(1, stack.Count);
    }

    [TestMethod]
    public void Push_AfterPop_StartsAsNew()
    {
        SegmentedStack<Item> stack = new();
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < 100; i++)
            {
                ref Item item = ref stack.Push();
                Assert.AreEqual(0, item.Value);
                item.Value = 7;
            }

            stack.Clear();
            Assert.AreEqual(0, stack.Count);
        }
    }

    [TestMethod]
    public void Push_OfAPlaceThatWasWrittenToAfterItsPop_StartsAsNew()
    {
        SegmentedStack<Item> stack = new();
        stack.Push();
        ref Item gone = ref stack.Push();
        stack.Pop();
        gone.Value = 7;
        gone.Held = stack;
        ref Item item = ref stack.Push();
        Assert.AreEqual((0, null), (item.Value, item.Held));
    }

    [TestMethod]
    public void Pop_OfAnItemThatHoldsAnObject_ForgetsIt()
    {
        SegmentedStack<Item> stack = new();
        ref Item item = ref stack.Push();
        item.Held = stack;
        stack.Pop();
        Assert.IsNull(item.Held);
    }

    private struct Item : IReusable
    {
        public int Value { get; set; }

        public object? Held { get; set; }

        public void Clear()
        {
            Value = 0;
            Held = null;
        }

        public void Release() => Held = null;
    }
}
