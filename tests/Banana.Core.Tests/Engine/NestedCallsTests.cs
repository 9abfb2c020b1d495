using Banana.Slicing;

namespace Banana.Core.Tests.Engine;

[TestClass]
public sealed class NestedCallsTests
{
    [TestMethod]
    public void IsFull_At32Calls_UntilOneReturns()
    {
        NestedCalls calls = default;
        for (int i = 0; i < 32; i++)
        {
            Assert.IsFalse(calls.IsFull);
            calls.Enter();
        }

        Assert.IsTrue(calls.IsFull);
        calls.Leave();
        Assert.IsFalse(calls.IsFull);
    }

    [TestMethod]
    public void Reset_WhenFull_StartsFromNothing()
    {
        NestedCalls calls = default;
        for (int i = 0; i < 32; i++)
        {
            calls.Enter();
        }

        calls.Reset();
        Assert.IsFalse(calls.IsFull);
    }
}
