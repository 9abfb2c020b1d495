using Banana.Buffers;
using Banana.Slicing;

namespace Banana.Core.Tests.Engine;

[TestClass]
public sealed class SliceWaitsTests
{
    private readonly SegmentedStack<SliceFrame> _frames = new();
    private readonly SliceWaits _waits;

    public SliceWaitsTests()
    {
        _waits = new SliceWaits(_frames);
    }

    [TestMethod]
    public void IsAllowed_AskedAgain_AsksOnlyFramesThatCameSince()
    {
        AskedSlicer outer = new();
        AskedSlicer inner = new();
        _frames.Open(0, outer);
        Assert.IsTrue(_waits.IsAllowed(opens: 1));
        _frames.Open(1, inner);
        Assert.IsTrue(_waits.IsAllowed(opens: 2));
        Assert.IsTrue(_waits.IsAllowed(opens: 2));
        Assert.AreEqual((1, 1), (outer.Asked, inner.Asked));
    }

    [TestMethod]
    public void IsAllowed_InsideOneThatForbidsIt_IsFalseUntilThatIsClosed()
    {
        AskedSlicer forbidding = new(allowsWaiting: false);
        _frames.Open(0);
        _frames.Open(1, forbidding);
        _frames.Open(2);
        Assert.IsFalse(_waits.IsAllowed(opens: 3));
        _frames.Pop();
        _frames.Open(3);
        Assert.IsFalse(_waits.IsAllowed(opens: 4));
        Assert.AreEqual(1, forbidding.Asked, "what it said is remembered");
        _frames.Pop();
        _frames.Pop();
        _frames.Open(4);
        Assert.IsTrue(_waits.IsAllowed(opens: 5));
        _frames.Clear();
        Assert.IsTrue(_waits.IsAllowed(opens: 5), "nobody is there");
    }

    [TestMethod]
    public void Restart_OfTheNumbers_AsksFramesWithOldNumbersAnew()
    {
        _frames.Open(0);
        Assert.IsTrue(_waits.IsAllowed(opens: 9));
        _frames.Clear();
        _waits.Restart();
        _frames.Open(0, new AskedSlicer(allowsWaiting: false));
        Assert.IsFalse(_waits.IsAllowed(opens: 1));
    }

    [TestMethod]
    public async Task Take_OfATaskThatFails_NeverFailsAndComesOnce()
    {
        TaskCompletionSource source = new();
        Assert.IsNull(_waits.Take());
        _waits.Await(source.Task);
        Task awaited = _waits.Take()!;
        Assert.IsNull(_waits.Take());
        Assert.IsFalse(awaited.IsCompleted);
        source.SetException(new InvalidOperationException("the slicer's to look at"));
        await awaited;
        Assert.IsNotNull(source.Task.Exception);
    }

    [TestMethod]
    public async Task TakeAbandoned_OfSeveral_EndsWithTheLastAndNeverFails()
    {
        TaskCompletionSource first = new();
        TaskCompletionSource second = new();
        Assert.IsTrue(_waits.TakeAbandoned().IsCompletedSuccessfully);
        _waits.Abandon(first.Task);
        _waits.Abandon(second.Task);
        Task abandoned = _waits.TakeAbandoned();
        Assert.IsTrue(_waits.TakeAbandoned().IsCompletedSuccessfully, "they are taken");
        first.SetException(new InvalidOperationException("nobody's"));
        Assert.IsFalse(abandoned.IsCompleted);
        second.SetCanceled(CancellationToken.None);
        await abandoned;
        Assert.IsNotNull(first.Task.Exception);
    }

    [TestMethod]
    public void ForgetAbandoned_WhenAnotherObjectBegins_AwaitsNothingOfTheLast()
    {
        _waits.Abandon(new TaskCompletionSource().Task);
        _waits.ForgetAbandoned();
        Assert.IsTrue(_waits.TakeAbandoned().IsCompletedSuccessfully);
    }
}
