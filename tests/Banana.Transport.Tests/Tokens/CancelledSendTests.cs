using System.IO.Pipelines;
using Banana.Slicing;
using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Tokens;

/// <summary>Whoever gives up on a send that the peer does not take: what is cancelled arrives aborted, what is all in the pipe arrives, and never other bytes.</summary>
[TestClass]
public sealed class CancelledSendTests
{
    private const int ObjectBytes = 12 * 1024 * 1024;

    [TestMethod]
    [DataRow(Carrier.Memory, false)]
    [DataRow(Carrier.Memory, true)]
    [DataRow(Carrier.Tcp, false)]
    [DataRow(Carrier.Tcp, true)]
    [DataRow(Carrier.Unix, false)]
    [DataRow(Carrier.Unix, true)]
    public async Task Cancelling_WhilePeerIsSlow_AbortsWhatIsNotAllInThePipe_AndTheNextOneGoes(Carrier carrier, bool isList)
    {
        byte[] bytes = NewBytes(ObjectBytes);
        await using CarrierPair pair = await CarrierPair.ConnectAsync(carrier);
        TokenConnection left = new(pair.Client, new TokenConnectionOptions { Serializer = RawPeer.Serializer });
        TokenConnection right = new(pair.Server, new TokenConnectionOptions { Serializer = RawPeer.Serializer });
        for (int i = 0; i < 3; i++)
        {
            object value = isList ? bytes.Chunk(ObjectBytes / 12).ToList<object?>() : bytes;
            using CancellationTokenSource stop = new();
            Task sending = left.SendAsync(value, stop.Token).AsTask();
            Assert.IsFalse(sending.IsCompleted, "the carrier holds less than that");
            await stop.CancelAsync();
            await EndsAsync(sending, isCancelled: isList);
            Task next = left.SendAsync<object>(i).AsTask();

            List<ReceivedObject<object>> received = await RawPeer.TakeAsync(right, 2);
            Assert.AreEqual(isList ? ViolationCode.Aborted : null, received[0].Violation?.Code);
            Assert.IsTrue(isList || AreSame(bytes, received[0].Value), $"{i}");
            Assert.AreEqual(i, received[1].Value);
            await next.WaitAsync(RawPeer.Patience);
        }

        await left.DisposeAsync();
        await right.DisposeAsync();
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Cancelling_InTheMiddleOfAWrite_EndsTheWaitAndNotTheWrite(bool isList)
    {
        byte[] bytes = NewBytes(1024 * 1024);
        HalfwayStream stream = new();
        TokenConnection connection = new(new End(PipeReader.Create(Stream.Null), PipeWriter.Create(stream)));
        using CancellationTokenSource stop = new();
        Task sending = connection.SendAsync<object>(isList ? bytes.Chunk(1000).ToList<object?>() : bytes, stop.Token).AsTask();
        await stream.Blocked.WaitAsync(RawPeer.Patience);
        await stop.CancelAsync();
        await EndsAsync(sending, isCancelled: isList);
        Task next = connection.SendAsync<object>(7).AsTask();
        Assert.IsFalse(stream.IsCut);
        Assert.IsFalse(next.IsCompleted, "the write is in flight");

        stream.Resume();
        await next.WaitAsync(RawPeer.Patience);
        await connection.DisposeAsync();
        List<ReceivedObject<object>> received = await ReadAsync(stream);
        Assert.HasCount(2, received);
        Assert.AreEqual(isList ? ViolationCode.Aborted : null, received[0].Violation?.Code);
        Assert.IsTrue(isList || AreSame(bytes, received[0].Value));
        Assert.AreEqual(7, received[1].Value);
    }

    /// <summary>Nobody sends anything after it: the abort goes all the same, and the peer need not wait for it.</summary>
    [TestMethod]
    public async Task Cancelling_InTheMiddleOfAWrite_AbortsWhenTheWriteHasEnded()
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create(new PipeOptions(pauseWriterThreshold: 1000, resumeWriterThreshold: 500));
        TokenConnection left = new(here);
        TokenConnection right = new(there);
        using CancellationTokenSource stop = new();
        Task sending = left.SendAsync<object>(NewBytes(200_000).Chunk(1000).ToList<object?>(), stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => sending.WaitAsync(RawPeer.Patience));
        Assert.AreEqual(ViolationCode.Aborted, (await RawPeer.TakeAsync(right, 1)).Single().Violation!.Code);
        await left.DisposeAsync();
        await right.DisposeAsync();
    }

    /// <summary>A producer is released before the send ends, whoever still has the pipe.</summary>
    [TestMethod]
    public async Task Cancelling_InTheMiddleOfAWrite_ReleasesTheProducer()
    {
        BananaSerializerOptions serializer = new(FoolscapDialect.Instance);
        serializer.Types.Add(BuiltInTypes.Stream(serializer.Types.Get<byte[]>()));
        HalfwayStream stream = new();
        TokenConnection connection = new(
            new End(PipeReader.Create(Stream.Null), PipeWriter.Create(stream)), new TokenConnectionOptions { Serializer = serializer });
        using CancellationTokenSource stop = new();
        bool isReleased = false;
        Task sending = connection.SendAsync(Produce(), stop.Token).AsTask();
        await stream.Blocked.WaitAsync(RawPeer.Patience);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => sending.WaitAsync(RawPeer.Patience));
        Assert.IsTrue(isReleased);
        stream.Resume();
        await connection.DisposeAsync();
        Assert.AreEqual(ViolationCode.Aborted, (await ReadAsync(stream)).Single().Violation!.Code);

        async IAsyncEnumerable<byte[]> Produce()
        {
            try
            {
                while (true)
                {
                    await Task.CompletedTask;
                    yield return new byte[1000];
                }
            }
            finally
            {
                isReleased = true;
            }
        }
    }

    [TestMethod]
    public async Task Dispose_InTheMiddleOfAWrite_NeverSendsTheSameAgain()
    {
        HalfwayStream stream = new();
        ManualTime time = new();
        TokenConnection connection = new(
            new End(PipeReader.Create(Stream.Null), PipeWriter.Create(stream)), new TokenConnectionOptions { Serializer = RawPeer.Serializer, TimeProvider = time });
        byte[] bytes = NewBytes(50_000);
        Task sending = connection.SendAsync<object>(bytes).AsTask();
        await stream.Blocked.WaitAsync(RawPeer.Patience);
        Task closing = connection.DisposeAsync().AsTask();
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => sending.WaitAsync(RawPeer.Patience));
        Assert.IsFalse(stream.IsCut, "the peer has time to read it");
        await time.PassAsync(closing); // the time to wait begins when the connection has come to it
        Assert.IsTrue(stream.IsCut);
        byte[] sent = stream.ToArray();
        CollectionAssert.AreEqual(BananaSerializer.Serialize<object>(bytes, new BananaSerializerOptions(FoolscapDialect.Instance))[..sent.Length], sent);
    }

    [TestMethod]
    public async Task Dispose_InTheMiddleOfAPing_NeverSendsTheSameAgain()
    {
        HalfwayStream stream = new(large: 2);
        TokenConnection connection = new(new End(PipeReader.Create(Stream.Null), PipeWriter.Create(stream)));
        connection.Ping(0x3FFF);
        await stream.Blocked.WaitAsync(RawPeer.Patience);
        Task closing = connection.DisposeAsync().AsTask();
        stream.Resume();
        await closing.WaitAsync(RawPeer.Patience);
        Assert.AreEqual("7f7f8e", Hex.Format(stream.ToArray()));
    }

    [TestMethod]
    public async Task Dispose_InTheMiddleOfAWriteThatThePeerTakes_SendsAllOfIt()
    {
        HalfwayStream stream = new();
        TokenConnection connection = new(new End(PipeReader.Create(Stream.Null), PipeWriter.Create(stream)));
        byte[] bytes = NewBytes(50_000);
        Task sending = connection.SendAsync<object>(bytes).AsTask();
        await stream.Blocked.WaitAsync(RawPeer.Patience);
        Task closing = connection.DisposeAsync().AsTask();
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => sending.WaitAsync(RawPeer.Patience));
        stream.Resume();
        await closing.WaitAsync(RawPeer.Patience);
        Assert.IsTrue(AreSame(bytes, (await ReadAsync(stream)).Single().Value));
    }

    /// <summary>Half of it is gone already, so that nothing can follow.</summary>
    [TestMethod]
    public async Task Failure_OfAWrite_IsTheEndOfTheConnection()
    {
        HalfwayStream stream = new() { Fault = new IOException("once") };
        TokenConnection connection = new(new End(PipeReader.Create(Stream.Null), PipeWriter.Create(stream)));
        Task sending = connection.SendAsync<object>(new byte[50_000]).AsTask();
        await stream.Blocked.WaitAsync(RawPeer.Patience);
        stream.Resume();
        await Assert.ThrowsExactlyAsync<IOException>(() => sending.WaitAsync(RawPeer.Patience));
        long sent = stream.Length;
        await Assert.ThrowsExactlyAsync<IOException>(async () => await connection.SendAsync<object>(7));
        connection.Ping();
        await connection.DisposeAsync();
        Assert.HasCount((int)sent, stream.ToArray());
    }

    /// <summary>A send that was given up: what has gone into the pipe as a whole is no failure.</summary>
    private static async Task EndsAsync(Task sending, bool isCancelled)
    {
        if (isCancelled)
        {
            await Assert.ThrowsAsync<OperationCanceledException>(() => sending.WaitAsync(RawPeer.Patience));
        }
        else
        {
            await sending.WaitAsync(RawPeer.Patience);
        }
    }

    private static byte[] NewBytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(Seeds.Fixed).NextBytes(bytes);
        return bytes;
    }

    private static bool AreSame(byte[] bytes, object? value) =>
        bytes.AsSpan().SequenceEqual(value is List<object?> list ? list.Cast<byte[]>().SelectMany(chunk => chunk).ToArray() : (byte[])value!);

    private static async Task<List<ReceivedObject<object>>> ReadAsync(HalfwayStream stream)
    {
        await using TokenConnection reader = new(new End(PipeReader.Create(new MemoryStream(stream.ToArray())), PipeWriter.Create(Stream.Null)));
        return await RawPeer.TakeAsync(reader, int.MaxValue);
    }

    private sealed record End(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
