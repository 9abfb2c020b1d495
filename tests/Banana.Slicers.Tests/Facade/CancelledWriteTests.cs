using System.IO.Pipelines;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Facade;

/// <summary>Whoever gives up on a graph that the peer does not take: no byte of it is ever written twice.</summary>
[TestClass]
public sealed class CancelledWriteTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    [TestMethod]
    public async Task SerializeAsync_ToAPipeCancelledInTheMiddleOfAWrite_EndsTheWriteAndAborts()
    {
        HalfwayStream stream = new();
        PipeWriter pipe = PipeWriter.Create(stream);
        using CancellationTokenSource stop = new();
        Task writing = BananaSerializer.SerializeAsync<object>(pipe, NewGraph(), cancellationToken: stop.Token).AsTask();
        await stream.Blocked.WaitAsync(s_deadline);
        await stop.CancelAsync();
        Assert.IsFalse(writing.IsCompleted, "the write is in flight");
        stream.Resume();
        await Assert.ThrowsAsync<OperationCanceledException>(() => writing.WaitAsync(s_deadline));
        Assert.IsFalse(stream.IsCut);

        await BananaSerializer.SerializeAsync<object>(pipe, 7);
        await pipe.CompleteAsync();
        ObjectReader<object> objects = new(
            PipeReader.Create(new MemoryStream(stream.ToArray())), BuiltInTypes.Object.Unslicer, new BananaSerializerOptions().ToUnslicerStackOptions());
        ViolationException refused = await Assert.ThrowsExactlyAsync<ViolationException>(async () => await objects.ReadAsync());
        Assert.AreEqual(ViolationCode.Aborted, refused.Code);
        Assert.IsTrue(await objects.ReadAsync());
        Assert.AreEqual(7, objects.Current);
    }

    [TestMethod]
    public async Task SerializeAsync_ToAPipeOfACancelledToken_WritesNothing()
    {
        MemoryStream stream = new();
        PipeWriter pipe = PipeWriter.Create(stream);
        await Assert.ThrowsAsync<OperationCanceledException>(
            async () => await BananaSerializer.SerializeAsync<object>(pipe, NewGraph(), cancellationToken: new CancellationToken(true)));
        await pipe.CompleteAsync();
        Assert.IsEmpty(stream.ToArray());
    }

    /// <summary>Whoever has the pipe can still cut the write off.</summary>
    [TestMethod]
    public async Task SerializeAsync_ToAPipeWhosePendingFlushIsCancelled_IsCancelled()
    {
        HalfwayStream stream = new();
        PipeWriter pipe = PipeWriter.Create(stream);
        Task writing = BananaSerializer.SerializeAsync<object>(pipe, NewGraph()).AsTask();
        await stream.Blocked.WaitAsync(s_deadline);
        pipe.CancelPendingFlush();
        await Assert.ThrowsAsync<OperationCanceledException>(() => writing.WaitAsync(s_deadline));
    }

    [TestMethod]
    public async Task SerializeAsync_ToAStreamCancelledInTheMiddleOfAWrite_LeavesABeginning()
    {
        HalfwayStream stream = new();
        using CancellationTokenSource stop = new();
        Task writing = BananaSerializer.SerializeAsync<object>(stream, NewGraph(), cancellationToken: stop.Token).AsTask();
        await stream.Blocked.WaitAsync(s_deadline);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => writing.WaitAsync(s_deadline));
        Assert.IsTrue(stream.IsCut);
        byte[] written = stream.ToArray();
        CollectionAssert.AreEqual(BananaSerializer.Serialize<object>(NewGraph())[..written.Length], written);
    }

    private static List<object?> NewGraph() => [.. Enumerable.Range(0, 100_000).Select(i => (object?)i)];
}
