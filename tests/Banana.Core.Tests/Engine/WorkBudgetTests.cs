using Banana.Slicing;
using Banana.Wire;

namespace Banana.Core.Tests.Engine;

[TestClass]
public sealed class WorkBudgetTests
{
    private static readonly WireLimits s_limits = new() { MaxWorkPerByte = 10, MaxWorkAhead = 100 };

    [TestMethod]
    public void TrySpend_UpToTheCredit_AndNotOneStepMore()
    {
        WorkBudget work = new(s_limits);
        Assert.IsTrue(work.TrySpend(100));
        Assert.IsFalse(work.TrySpend(1));
        Assert.IsTrue(work.TrySpend(0));
        work.Pay(2);
        Assert.IsFalse(work.TrySpend(21));
        Assert.IsTrue(work.TrySpend(20));
        Assert.IsFalse(work.IsInDebt);
    }

    [TestMethod]
    public void Owe_MoreThanThereIs_MustBePaidByTheBytes()
    {
        WorkBudget work = new(s_limits);
        work.Owe(110);
        Assert.IsTrue(work.IsExceeded);
        work.Pay(1);
        Assert.IsFalse(work.IsInDebt);
        Assert.AreEqual("at most 10 steps a byte (MaxWorkPerByte)", work.Refusal.Expected);
    }

    [TestMethod]
    public void Pay_ForBytesThatHavePaid_AddsNothing()
    {
        WorkBudget work = new(s_limits);
        work.Pay(5);
        work.Pay(5);
        work.Pay(3);
        Assert.IsTrue(work.TrySpend(150));
        Assert.IsFalse(work.TrySpend(1));
    }

    [TestMethod]
    public void Start_OfAnObject_KeepsWhatWasSavedUpToTheLimit()
    {
        WorkBudget work = new(s_limits);
        work.Start(1_000_000);
        Assert.IsFalse(work.TrySpend(101));
        Assert.IsTrue(work.TrySpend(100));
        work.Owe(50);
        work.Start(1_000_000);
        Assert.IsFalse(work.IsInDebt);
        Assert.IsFalse(work.TrySpend(1));
    }

    [TestMethod]
    [DataRow(true, false)]
    [DataRow(false, true)]
    public void Restart_ByTheSamePeer_ForgivesNothing(bool isSamePeer, bool isPaid)
    {
        WorkBudget work = new(s_limits);
        Assert.IsTrue(work.TrySpend(100));
        work.Restart(isSamePeer);
        Assert.AreEqual(isPaid, work.TrySpend(1));
    }

    [TestMethod]
    public void IsExceeded_WithoutALimit_IsNever()
    {
        WorkBudget work = new(new WireLimits { MaxWorkPerByte = int.MaxValue });
        work.Owe(long.MaxValue);
        Assert.IsTrue(work.TrySpend(long.MaxValue));
        Assert.IsFalse(work.IsExceeded);
        work.Pay(long.MaxValue);
        work.Pay(long.MaxValue);
    }

    [TestMethod]
    public void Spending_LessThanNothing_IsWrongUse()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new WorkBudget(s_limits).TrySpend(-1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new WorkBudget(s_limits).Owe(-1));
    }
}
