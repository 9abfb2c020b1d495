using System.Buffers;
using Banana.Slicing;

namespace Banana.Core.Tests.Engine;

[TestClass]
public sealed class ControlRepliesTests
{
    [TestMethod]
    public void MoveTo_AnOutput_GivesEveryPongOnce()
    {
        ControlReplies replies = new();
        ArrayBufferWriter<byte> output = new();
        Assert.IsFalse(replies.MoveTo(output));
        Assert.IsTrue(replies.TryAddPong([5], 9));
        Assert.IsTrue(replies.TryAddPong([1, 2, 0], 9));
        Assert.AreEqual(2, replies.Count);
        Assert.IsTrue(replies.MoveTo(output));
        CollectionAssert.AreEqual(new byte[] { 5, 0x8F, 1, 2, 0x8F }, output.WrittenSpan.ToArray());
        Assert.AreEqual(0, replies.Count);
        Assert.IsFalse(replies.MoveTo(output));
    }

    [TestMethod]
    public void TryAddPong_BeyondTheLimit_WaitsUntilTheyAreMoved()
    {
        ControlReplies replies = new();
        Assert.IsTrue(replies.TryAddPong([1], 2));
        Assert.IsTrue(replies.TryAddPong([2], 2));
        Assert.IsFalse(replies.AreDue);
        Assert.IsFalse(replies.TryAddPong([3], 2));
        Assert.IsTrue(replies.AreDue);
        Assert.AreEqual(2, replies.Count);
        Assert.IsTrue(replies.MoveTo(new ArrayBufferWriter<byte>()));
        Assert.IsFalse(replies.AreDue);
        Assert.IsTrue(replies.TryAddPong([3], 2));
    }

    [TestMethod]
    public void Clear_WhatWaits_IsNeverSent()
    {
        ControlReplies replies = new();
        Assert.IsTrue(replies.TryAddPong([1], 1));
        replies.Clear();
        Assert.AreEqual(0, replies.Count);
        Assert.IsFalse(replies.MoveTo(new ArrayBufferWriter<byte>()));
    }
}
