using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Banana.Slicing;
using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Tokens;

/// <summary>Pipes that hold little, many senders, peers that do not read.</summary>
[TestClass]
public sealed class PressureTests
{
    [TestMethod]
    public async Task Pings_ThatNobodyReadsTheAnswersOf_AreAProtocolErrorInBoundedMemory()
    {
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect(
            new TokenConnectionOptions { Serializer = RawPeer.Serializer, CloseTimeout = TimeSpan.FromMilliseconds(50) }, new PipeOptions(pauseWriterThreshold: 100, resumeWriterThreshold: 50));
        Task flood = Task.Run(async () =>
        {
            for (int i = 0; i < 10_000; i++)
            {
                await peer.SendAsync("000000000000000000000000000000000000000000000000000000000000018e");
            }
        });
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(async () => await RawPeer.TakeAsync(connection, 1));
        Assert.AreEqual(ProtocolErrorCode.PingFlood, lost.Code);
        Assert.IsFalse(flood.IsCompletedSuccessfully);
    }

    [TestMethod]
    public async Task Cancelling_WhatIsSent_AbortsItAndTheNextObjectGoes()
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create(new PipeOptions(pauseWriterThreshold: 1000, resumeWriterThreshold: 500));
        TokenConnection left = new(here);
        TokenConnection right = new(there);
        using CancellationTokenSource stop = new();
        Task sending = left.SendAsync(Enumerable.Range(0, 500_000).ToList(), stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => sending);
        Task next = left.SendAsync(new List<int> { 7 }).AsTask();
        IAsyncEnumerator<ReceivedObject<List<int>>> received = right.ReceiveAllAsync<List<int>>(RawPeer.Patience).GetAsyncEnumerator();
        Assert.IsTrue(await received.MoveNextAsync());
        Assert.AreEqual(ViolationCode.Aborted, received.Current.Violation!.Code);
        Assert.IsTrue(await received.MoveNextAsync());
        Assert.AreEqual(7, received.Current.Value!.Single());
        await next;
        await left.DisposeAsync();
        await right.DisposeAsync();
    }

    [TestMethod]
    public async Task Objects_OfManySenders_ArriveWhole()
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create(new PipeOptions(pauseWriterThreshold: 4096, resumeWriterThreshold: 2048));
        TokenConnection left = new(here);
        TokenConnection right = new(there);
        Task sending = Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            await Task.Yield();
            await left.SendAsync(Enumerable.Repeat(i, 2000).ToList());
        }));
        HashSet<int> seen = [];
        await foreach (ReceivedObject<List<int>> received in right.ReceiveAllAsync<List<int>>(RawPeer.Patience))
        {
            Assert.HasCount(2000, received.Value!);
            Assert.IsTrue(seen.Add(received.Value!.Distinct().Single()));
            if (seen.Count == 50)
            {
                break;
            }
        }

        await sending;
        await left.DisposeAsync();
        await right.DisposeAsync();
    }

    /// <summary>Both send more than the pipes hold and ask for an answer meanwhile: nobody waits for the other for ever.</summary>
    [TestMethod]
    public async Task TwoLargeObjects_WithPingsInBetween_PassEachOther()
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create(new PipeOptions(pauseWriterThreshold: 1000, resumeWriterThreshold: 500));
        TokenConnection left = new(here);
        TokenConnection right = new(there);
        async Task TalkAsync(TokenConnection connection)
        {
            Task sending = connection.SendAsync(Enumerable.Range(0, 200_000).ToList()).AsTask();
            for (ulong i = 1; i <= 20; i++)
            {
                connection.Ping(i);
            }

            await foreach (ReceivedObject<List<int>> received in connection.ReceiveAllAsync<List<int>>(RawPeer.Patience))
            {
                Assert.HasCount(200_000, received.Value!);
                break;
            }

            await sending.WaitAsync(RawPeer.Patience);
        }

        await Task.WhenAll(TalkAsync(left), TalkAsync(right));
        await left.DisposeAsync();
        await right.DisposeAsync();
    }

    [TestMethod]
    public async Task Dispose_WhileReceivingAndSending_EndsBoth()
    {
        (TokenConnection connection, _) = RawPeer.Connect(
            new TokenConnectionOptions { Serializer = RawPeer.Serializer, CloseTimeout = TimeSpan.FromMilliseconds(50) }, new PipeOptions(pauseWriterThreshold: 1000, resumeWriterThreshold: 500));
        Task<List<ReceivedObject<object>>> receiving = RawPeer.TakeAsync(connection, 1);
        Task sending = connection.SendAsync(Enumerable.Range(0, 200_000).ToList()).AsTask();
        await connection.DisposeAsync();
        Assert.IsEmpty(await receiving);
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => sending);
    }

    /// <summary>An object may wait for its parts for long; a peer that asks whether we are there is told all the same.</summary>
    [TestMethod]
    [Clause("W-15")]
    public async Task Ping_WhileAnObjectWaitsForItsParts_IsAnswered()
    {
        BananaSerializerOptions serializer = new(FoolscapDialect.Instance);
        serializer.Types.Add(BuiltInTypes.Stream(serializer.Types.Get<int>()));
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect(new TokenConnectionOptions { Serializer = serializer });
        TaskCompletionSource resume = new();
        Task sending = connection.SendAsync(Elements(resume.Task)).AsTask();
        Task<List<ReceivedObject<object>>> receiving = RawPeer.TakeAsync(connection, 1);
        Assert.AreEqual("008804826c6973740181", await peer.ReadAsync(10));
        for (int i = 1; i < 5; i++)
        {
            await peer.SendAsync($"0{i}8e");
            Assert.AreEqual($"0{i}8f", await peer.ReadAsync(2));
        }

        resume.SetResult();
        await sending;
        Assert.AreEqual("02810089", await peer.ReadAsync(4));
        await connection.DisposeAsync();
        Assert.IsEmpty(await receiving);
    }

    private static async IAsyncEnumerable<int> Elements(Task resume)
    {
        yield return 1;
        await resume;
        yield return 2;
    }

    /// <summary>A socket whose peer has gone away hard: closing is no error.</summary>
    [TestMethod]
    public async Task Dispose_AfterThePeerHasReset_DoesNotThrow()
    {
        for (int i = 0; i < 20; i++)
        {
            await using SocketListener listener = new(new IPEndPoint(IPAddress.Loopback, 0));
            using Socket peer = new(SocketType.Stream, ProtocolType.Tcp);
            await peer.ConnectAsync(listener.LocalEndPoint);
            await using CarrierConnection carrier = await listener.AcceptAsync(RawPeer.Patience);
            TokenConnection connection = new(carrier);
            await connection.SendAsync<object>(1);
            peer.LingerState = new LingerOption(true, 0); // a reset instead of an end
            peer.Close();
            try
            {
                for (int n = 0; n < 100; n++)
                {
                    await connection.SendAsync<object>(n);
                }
            }
            catch (IOException)
            {
                // told at the first write after the reset; which one that is, the system decides
            }

            await connection.DisposeAsync();
        }
    }
}
