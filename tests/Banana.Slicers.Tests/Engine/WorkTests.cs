using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

/// <summary>Work beyond the bytes is paid for by the bytes; what may be done ahead of them is given once to a peer, not once for each payload.</summary>
[TestClass]
public sealed class WorkTests
{
    private static readonly WireLimits s_limits = new() { MaxWorkPerByte = 10, MaxWorkAhead = 100 };

    [TestMethod]
    public void TryWork_AheadOfTheBytes_IsAllowedUpToTheLimit()
    {
        UnslicerStack stack = NewStack();
        Assert.IsTrue(stack.TryWork(100));
        Assert.IsFalse(stack.TryWork(1));
    }

    [TestMethod]
    public void TryWork_BehindBytes_IsPaidForByThem()
    {
        UnslicerStack stack = NewStack();
        TokenReader reader = new(new byte[] { 0x01, 0x81, 0x02, 0x81 }, default, s_limits);
        Assert.IsTrue(stack.TryWork(100));
        Assert.IsTrue(reader.TryReadInt32(out _) == ReadStatus.Done);
        Assert.IsTrue(stack.TryWork(ref reader, 20));
        Assert.IsFalse(stack.TryWork(ref reader, 1), "bytes pay once");
    }

    [TestMethod]
    public void TryWork_AfterManyCheapObjects_HasNoMoreAheadThanTheLimit()
    {
        UnslicerStack stack = NewStack();
        byte[] bytes = [.. Enumerable.Repeat<byte[]>([0x01, 0x81], 1000).SelectMany(token => token)];
        TokenReader reader = new(bytes, default, s_limits);
        while (reader.Remaining > 2)
        {
            Assert.AreEqual(ReadStatus.Done, stack.TryRead(ref reader, BuiltInTypes.Int32.Unslicer, out _));
        }

        Assert.AreEqual(ReadStatus.Done, stack.TryRead(ref reader, BuiltInTypes.Int32.Unslicer, out _));
        Assert.IsTrue(stack.TryWork(ref reader, 120));
        Assert.IsFalse(stack.TryWork(ref reader, 1));
    }

    [TestMethod]
    public void Restart_ForTheSamePeer_LeavesWorkToBePaid()
    {
        UnslicerStack stack = NewStack();
        Assert.IsTrue(stack.TryWork(100));
        stack.Restart(isSamePeer: true);
        Assert.IsFalse(stack.TryWork(1));
        stack.Restart();
        Assert.IsTrue(stack.TryWork(100));
    }

    private static UnslicerStack NewStack() => new(new UnslicerStackOptions
    {
        Unslicers = new BananaSerializerOptions().ToUnslicerStackOptions().Unslicers,
        Policy = BananaPolicy.Untrusted with { Limits = s_limits },
    });
}
