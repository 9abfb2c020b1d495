using Banana.Slicing;

namespace Banana.Core.Tests.Engine;

[TestClass]
public sealed class StackFaultsTests
{
    [TestMethod]
    public void IsUserCode_OfWhatTheStackThrows_IsFalseAndOfAnotherStacksTrue()
    {
        StackFaults faults = default;
        Violation violation = new Refusal(ViolationCode.UserCode, "a", "b").At("$", 0, 0);
        ViolationException own = faults.Own(new ViolationException(violation));
        Assert.IsFalse(faults.IsUserCode(own));
        Assert.IsTrue(faults.IsUserCode(new ViolationException(violation)));
        Assert.IsFalse(faults.IsUserCode(new InsufficientMemoryException()));
        faults.Clear();
        Assert.IsTrue(faults.IsUserCode(own));
    }

    [TestMethod]
    public void TryTakeRefusal_AfterOne_GivesItOnce()
    {
        StackFaults faults = default;
        Assert.IsFalse(faults.TryTakeRefusal(out _));
        Violation violation = new Refusal(ViolationCode.UserCode, "a", "b").At("$", 0, 0);
        faults.Refuse(violation);
        Assert.IsTrue(faults.TryTakeRefusal(out Violation? taken));
        Assert.AreSame(violation, taken);
        Assert.IsFalse(faults.TryTakeRefusal(out _));
        faults.Refuse(violation);
        faults.Clear();
        Assert.IsFalse(faults.TryTakeRefusal(out _));
    }
}
