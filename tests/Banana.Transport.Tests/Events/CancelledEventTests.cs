using System.IO.Pipelines;
using Banana.Slicing;
using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Events;

/// <summary>Whoever gives up on an event that the peer does not take: what is cancelled does not arrive, what is in the pipe does, and the next one is not touched.</summary>
[TestClass]
public sealed class CancelledEventTests
{
    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task Cancelling_WhilePeerIsSlow_LosesOnlyWhatIsNotInThePipe(Carrier carrier)
    {
        byte[] bytes = new byte[12 * 1024 * 1024];
        new Random(Seeds.Fixed).NextBytes(bytes);
        await using CarrierPair pair = await CarrierPair.ConnectAsync(carrier);
        EventConnection left = new(pair.Client, NewOptions());
        await using EventConnection right = new(pair.Server, NewOptions());
        using CancellationTokenSource stop = new();
        Task sending = left.SendAsync(bytes, stop.Token).AsTask();
        Task waiting = left.SendAsync(new byte[] { 6 }, stop.Token).AsTask();
        Assert.IsFalse(sending.IsCompleted, "the carrier holds less than that");
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => waiting.WaitAsync(RawPeer.Patience));
        await sending.WaitAsync(RawPeer.Patience); // it cannot be taken back: it has been sent
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
        EventConnection connection = new(new End(PipeReader.Create(Stream.Null), PipeWriter.Create(stream)), NewOptions());
        using CancellationTokenSource stop = new();
        Task sending = connection.SendAsync(bytes, stop.Token).AsTask();
        await stream.Blocked.WaitAsync(RawPeer.Patience);
        await stop.CancelAsync();
        await sending.WaitAsync(RawPeer.Patience);
        Task next = connection.SendAsync(new byte[] { 7 }).AsTask();
        stream.Resume();
        await next.WaitAsync(RawPeer.Patience);
        await connection.DisposeAsync();

        await using EventConnection reader = new(new End(PipeReader.Create(new MemoryStream(stream.ToArray())), PipeWriter.Create(Stream.Null)), NewOptions());
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
        EventConnection connection = new(new End(PipeReader.Create(Stream.Null), PipeWriter.Create(stream)), NewOptions());
        Task sending = connection.SendAsync(new byte[50_000]).AsTask();
        await stream.Blocked.WaitAsync(RawPeer.Patience);
        stream.Resume();
        await Assert.ThrowsExactlyAsync<IOException>(() => sending.WaitAsync(RawPeer.Patience));
        long sent = stream.Length;
        await Assert.ThrowsExactlyAsync<IOException>(async () => await connection.SendAsync(new byte[] { 7 }));
        await connection.DisposeAsync();
        Assert.HasCount((int)sent, stream.ToArray());
    }

    private static EventConnectionOptions NewOptions()
    {
        EventConnectionOptions options = new();
        options.Events.Add("test.bytes", BuiltInTypes.Bytes);
        return options;
    }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
