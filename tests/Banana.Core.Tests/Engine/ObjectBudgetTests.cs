using Banana.Slicing;
using Banana.Wire;

namespace Banana.Core.Tests.Engine;

/// <summary>Each limit of an object holds at n, and refuses n + 1 for its own reason.</summary>
[TestClass]
public sealed class ObjectBudgetTests
{
    [TestMethod]
    public void TryCharge_UpToTheLimit_AndNotOneByteMore()
    {
        ObjectBudget budget = Start(new WireLimits { MaxManagedBytes = 100 });
        Assert.IsTrue(budget.TryCharge(100));
        Assert.IsFalse(budget.HasRefused);
        Assert.IsFalse(budget.TryCharge(1));
        Assert.IsTrue(budget.HasRefused);
        Assert.AreEqual(100, budget.Spent.Bytes);
        budget.ForgetRefusal();
        Assert.IsFalse(budget.HasRefused);
        Assert.IsFalse(budget.TryCharge(long.MaxValue));
        budget.Charge(-50);
        Assert.IsTrue(budget.TryCharge(50));
        Assert.IsFalse(budget.IsOverdrawn);
        budget.Charge(1);
        Assert.IsTrue(budget.IsOverdrawn);
    }

    [TestMethod]
    public void HasRoomForOpen_AtEachLimit_SaysWhichOneIsReached()
    {
        ObjectBudget budget = Start(new WireLimits { MaxObjects = 2, MaxReferences = 5, MaxDepth = 3, MaxManagedBytes = 1000 });
        budget.CountOpen(10);
        Assert.AreEqual(new ObjectBudget.Spending(74, 1), budget.Spent);
        Assert.IsTrue(budget.HasRoomForOpen(0, 4, 3));
        Assert.IsNull(budget.RefuseOpen(4, 3));
        Assert.IsFalse(budget.HasRoomForOpen(0, 5, 3));
        Assert.AreEqual(ViolationCode.TooManyReferences, budget.RefuseOpen(5, 3)?.Code);
        Assert.IsFalse(budget.HasRoomForOpen(0, 4, 4));
        Assert.AreEqual(ViolationCode.TooDeep, budget.RefuseOpen(4, 4)?.Code);
        Assert.IsTrue(budget.HasRoomForOpen(1000 - 74 - 64, 4, 3));
        Assert.IsFalse(budget.HasRoomForOpen(1000 - 74 - 63, 4, 3));
        budget.CountOpen(0);
        Assert.AreEqual(ViolationCode.TooManyObjects, budget.RefuseOpen(4, 3)?.Code);
        budget.Spent = new ObjectBudget.Spending(1000 - 63, 1);
        Assert.AreEqual(ViolationCode.TooMuchMemory, budget.RefuseOpen(4, 3)?.Code);
    }

    [TestMethod]
    public void RefuseOpen_DeeperThanIsFree_ChargesTheFramesOnce()
    {
        ObjectBudget budget = Start(new WireLimits());
        Assert.IsTrue(budget.HasRoomForOpen(0, 0, 32));
        Assert.IsFalse(budget.HasRoomForOpen(0, 0, 33));
        Assert.IsNull(budget.RefuseOpen(0, 33));
        long charged = budget.Spent.Bytes;
        Assert.AreEqual(32 * 100, charged);
        Assert.IsNull(budget.RefuseOpen(0, 64));
        Assert.AreEqual(charged, budget.Spent.Bytes);
        Assert.IsNull(budget.RefuseOpen(0, 65));
        Assert.AreEqual(charged + (50 * 100), budget.Spent.Bytes);
        ObjectBudget small = Start(new WireLimits { MaxManagedBytes = charged - 1 });
        Assert.AreEqual(ViolationCode.TooMuchMemory, small.RefuseOpen(0, 33)?.Code);
    }

    [TestMethod]
    public void RefuseToken_OfAnObjectThatBeganLater_CountsItsOwn()
    {
        ObjectBudget budget = new(new WireLimits { MaxTokens = 3, MaxWireBytes = 10 }, bytesPerFrame: 100, mostFramesAtOnce: 50);
        budget.Start(offset: 1000, tokens: 500);
        Assert.IsFalse(budget.HasTokens(500));
        Assert.IsTrue(budget.HasTokens(501));
        Assert.IsNull(budget.RefuseToken(502));
        Assert.AreEqual(ViolationCode.TooManyTokens, budget.RefuseToken(503)?.Code);
        Assert.AreEqual(3, budget.FindFreeBytes(1000, 500));
        Assert.AreEqual(1, budget.FindFreeBytes(1009, 500));
        Assert.IsNull(budget.RefuseBytes(1004, Header("\u0004\u0082abcd")));
        Assert.AreEqual(
            new Refusal(ViolationCode.TooManyBytes, "STRING of 4 bytes", "at most 10 bytes on the wire (MaxWireBytes)"),
            budget.RefuseBytes(1005, Header("\u0004\u0082abcd")));
    }

    private static ObjectBudget Start(WireLimits limits)
    {
        ObjectBudget budget = new(limits, bytesPerFrame: 100, mostFramesAtOnce: 50);
        budget.Start(0, 0);
        return budget;
    }

    private static TokenHeader Header(string latin)
    {
        TokenReader reader = new(System.Text.Encoding.Latin1.GetBytes(latin));
        Assert.AreEqual(ReadStatus.Done, reader.TryPeek(out TokenHeader header));
        return header;
    }
}
