namespace Banana.Core.Tests.Faults;

[TestClass]
public sealed class RefusalTests
{
    [TestMethod]
    public void At_APlace_MakesTheWholeViolation()
    {
        Violation violation = new Refusal(ViolationCode.RefusedValue, "7", "an even number").At("$.A", 12, 3);
        Assert.AreEqual("$.A: found 7, expected an even number (RefusedValue at byte 12, token 3)", violation.ToString());
        Assert.IsNull(violation.InnerException);
    }

    [TestMethod]
    public void Of_AnException_KeepsAndDescribesIt()
    {
        ArgumentException thrown = new("no good");
        Refusal refusal = Refusal.Of(thrown, "a value");
        Assert.AreEqual(new Refusal(ViolationCode.UserCode, "ArgumentException: no good", "a value", thrown), refusal);
        Assert.AreSame(thrown, refusal.At("$", 0, 0).InnerException);
    }

    [TestMethod]
    public void IsRecoverable_OfUserCode_AllButWhatNobodyMayCatch()
    {
        Assert.IsTrue(UserCode.IsRecoverable(new InvalidOperationException()));
        Assert.IsTrue(UserCode.IsRecoverable(new OperationCanceledException()));
        Assert.IsFalse(UserCode.IsRecoverable(new InsufficientMemoryException()));
        Assert.IsFalse(UserCode.IsRecoverable(new InsufficientExecutionStackException()));
    }
}
