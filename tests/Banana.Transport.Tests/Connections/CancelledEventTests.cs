using System.IO.Pipelines;
using Banana.Slicing;
using Banana.Transport.Tests.Raw;

namespace Banana.Transport.Tests.Connections;

/// <summary>Whoever gives up on an event that the peer does not take: it arrives whole or not at all, and the next one is not touched.</summary>
[TestClass]
public sealed class CancelledEventTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Cancelling_OverASocketWhosePeerIsSlow_SendsTheEventWholeAndTheNextOne(bool isUnix)
    {
        byte[] bytes = new byte[12 * 1024 * 1024];
        new Random(Seeds.Fixed).NextBytes(bytes);
        await using SocketPair pair = await SocketPair.ConnectAsync(isUnix);
        Connection left = new(pair.Client, NewOptions());
        await using Connection right = new(pair.Server, NewOptions());
        using CancellationTokenSource stop = new();
        Task sending = left.SendAsync(bytes, stop.Token).AsTask();
        Assert.IsFalse(sending.IsCompleted, "the sockets hold less than that");
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => sending.WaitAsync(RawPeer.Patience));
        Task next = left.SendAsync(new byte[] { 7 }).AsTask();

        IAsyncEnumerator<ReceivedEvent> received = right.ReceiveAllAsync(RawPeer.Patience).GetAsyncEnumerator();
        Assert.IsTrue(await received.MoveNextAsync());
        Assert.IsTrue(bytes.AsSpan().SequenceEqual((byte[])received.Current.Value!));
        Assert.IsTrue(await received.MoveNextAsync());
        CollectionAssert.AreEqual(new byte[] { 7 }, (byte[])received.Current.Value!);
        await next.WaitAsync(RawPeer.Patience);
        await left.DisposeAsync();
    }

    [TestMethod]
    public async Task Cancelling_InTheMiddleOfAWrite_EndsTheWaitAndNotTheWrite()
    {
        byte[] bytes = new byte[50_000];
        new Random(Seeds.Fixed).NextBytes(bytes);
        HalfwayStream stream = new();
        Connection connection = new(new End(PipeReader.Create(Stream.Null), PipeWriter.Create(stream)), NewOptions());
        using CancellationTokenSource stop = new();
        Task sending = connection.SendAsync(bytes, stop.Token).AsTask();
        await stream.Blocked.WaitAsync(RawPeer.Patience);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => sending.WaitAsync(RawPeer.Patience));
        Task next = connection.SendAsync(new byte[] { 7 }).AsTask();
        stream.Resume();
        await next.WaitAsync(RawPeer.Patience);
        await connection.DisposeAsync();

        await using Connection reader = new(new End(PipeReader.Create(new MemoryStream(stream.ToArray())), PipeWriter.Create(Stream.Null)), NewOptions());
        List<byte[]> received = [];
        await foreach (ReceivedEvent item in reader.ReceiveAllAsync(RawPeer.Patience))
        {
            received.Add((byte[])item.Value!);
        }

        Assert.HasCount(2, received);
        CollectionAssert.AreEqual(bytes, received[0]);
        CollectionAssert.AreEqual(new byte[] { 7 }, received[1]);
    }

    [TestMethod]
    public async Task Failure_OfAWrite_IsTheEndOfTheConnection()
    {
        HalfwayStream stream = new() { Fault = new IOException("once") };
        Connection connection = new(new End(PipeReader.Create(Stream.Null), PipeWriter.Create(stream)), NewOptions());
        Task sending = connection.SendAsync(new byte[50_000]).AsTask();
        await stream.Blocked.WaitAsync(RawPeer.Patience);
        stream.Resume();
        await Assert.ThrowsExactlyAsync<IOException>(() => sending.WaitAsync(RawPeer.Patience));
        long sent = stream.Length;
        await Assert.ThrowsExactlyAsync<IOException>(async () => await connection.SendAsync(new byte[] { 7 }));
        await connection.DisposeAsync();
        Assert.HasCount((int)sent, stream.ToArray());
    }

    private static ConnectionOptions NewOptions()
    {
        ConnectionOptions options = new();
        options.Events.Add("test.bytes", BuiltInTypes.Bytes);
        return options;
    }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
