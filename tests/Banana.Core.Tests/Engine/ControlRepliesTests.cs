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
        replies.AddPong([5]);
        replies.AddPong([1, 2, 0]);
        Assert.AreEqual(2, replies.Count);
        Assert.IsTrue(replies.MoveTo(output));
        CollectionAssert.AreEqual(new byte[] { 5, 0x8F, 1, 2, 0x8F }, output.WrittenSpan.ToArray());
        Assert.AreEqual(0, replies.Count);
        Assert.IsFalse(replies.MoveTo(output));
    }

    [TestMethod]
    public void Clear_WhatWaits_IsNeverSent()
    {
        ControlReplies replies = new();
        replies.AddPong([1]);
        replies.Clear();
        Assert.AreEqual(0, replies.Count);
        Assert.IsFalse(replies.MoveTo(new ArrayBufferWriter<byte>()));
    }
}
