using System.IO.Pipelines;
using Banana.Transport.Tests.Streams;
using static Banana.Transport.Tests.Events.RawEnvelopes;

namespace Banana.Transport.Tests.Events;

/// <summary>Events of one lane arrive in the order of the calls; those of others do not wait for them.</summary>
[TestClass]
public sealed class OrderTests
{
    private static readonly string s_long = new('x', 100_000);

    [TestMethod]
    [DataRow(Carrier.Memory, null)]
    [DataRow(Carrier.Memory, "lane")]
    [DataRow(Carrier.Tcp, null)]
    [DataRow(Carrier.Tcp, "lane")]
    [DataRow(Carrier.Unix, null)]
    [DataRow(Carrier.Unix, "lane")]
    public async Task ManySenders_OfOneLane_ArriveInTheOrderOfTheCalls(Carrier carrier, string? lane)
    {
        const int Senders = 8;
        const int Each = 500;
        await using EventPair pair = await EventPair.OpenAsync(carrier);
        EventSendOptions? options = lane is null ? null : new EventSendOptions { Lane = lane };
        Lock calls = new();
        int next = 0;
        Task sending = Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (int i = 0; i < Each; i++)
            {
                ValueTask sent;
                lock (calls)
                {
                    int number = next++;
                    sent = lane is null || number % 3 != 0 ? pair.Left.SendAsync(number, options) : pair.Left.SendAsync($"{number}", options); // types share a lane that is named
                }

                await sent;
            }
        })));
        List<ReceivedEvent> received = await RawEventPeer.TakeAsync(pair.Right, Senders * Each);
        await sending.WaitAsync(RawPeer.Patience);
        CollectionAssert.AreEqual(Enumerable.Range(0, Senders * Each).Select(i => $"{i}").ToList(), received.ConvertAll(item => $"{item.Value}"));
    }

    [TestMethod]
    public async Task LargeEvent_ThatWaitsForCredit_HoldsUpItsOwnLaneOnly()
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(hello: new RawHello { StreamWindow = 8192 });
        EventSendOptions lane = new() { Lane = "lane" };
        Task large = connection.SendAsync(new Node { Name = s_long }, lane).AsTask();
        Assert.AreEqual(16, await peer.AcceptAsync());
        Task behindInLane = connection.SendAsync("behind, in the lane", lane).AsTask();
        Task beside = connection.SendAsync("beside").AsTask();
        Assert.AreEqual(17, await peer.AcceptAsync());
        await beside.WaitAsync(RawPeer.Patience);
        for (int i = 0; i < 50; i++)
        {
            await connection.SendAsync($"beside {i}").AsTask().WaitAsync(RawPeer.Patience);
        }

        string last = "";
        long fragments = 0;
        while (last != "beside 49")
        {
            (ushort id, byte[] payload) = await peer.ReadAsync();
            last = id == 17 ? TextIn(payload) : last;
            fragments += id == 4 ? payload.Length + 6 : 0;
        }

        Assert.IsFalse(large.IsCompleted || behindInLane.IsCompleted);
        Assert.IsLessThanOrEqualTo(8192, fragments);
        await peer.SendAsync(Credit(16, 1_000_000));
        await Task.WhenAll(large, behindInLane).WaitAsync(RawPeer.Patience);
        bool isLast = false;
        (ushort Id, byte[] Payload) next;
        while ((next = await peer.ReadAsync()).Id != 17)
        {
            Assert.IsFalse(isLast);
            isLast = next.Payload[4] == Last;
        }

        Assert.IsTrue(isLast);
        Assert.AreEqual("behind, in the lane", TextIn(next.Payload));
        await connection.DisposeAsync();
    }

    [TestMethod]
    public async Task SmallEvent_BehindALargeOneOfItsType_WaitsForIt()
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(hello: new RawHello { StreamWindow = 8192 });
        Task accepting = peer.AcceptAsync();
        Task large = connection.SendAsync(s_long).AsTask();
        await accepting;
        Task small = connection.SendAsync("small").AsTask();
        using CancellationTokenSource stop = new();
        Task cancelled = connection.SendAsync("cancelled", cancellationToken: stop.Token).AsTask();
        Task last = connection.SendAsync("last").AsTask();
        Assert.IsFalse(connection.TrySend("at once or never", default, EventPriority.High));
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled.WaitAsync(RawPeer.Patience));
        Assert.IsFalse(large.IsCompleted || small.IsCompleted || last.IsCompleted);
        await peer.SendAsync(Credit(16, 1_000_000));
        Task<List<(ushort Id, byte[] Payload)>> reading = peer.ReadToEndAsync();
        await Task.WhenAll(large, small, last).WaitAsync(RawPeer.Patience);
        await connection.DisposeAsync();
        CollectionAssert.AreEqual(new[] { "small", "last" }, (await reading).Where(envelope => envelope.Id == 16).Select(envelope => TextIn(envelope.Payload)).ToList());
    }

    [TestMethod]
    public async Task Priorities_OfWaitingEvents_DecideWhichIsFirst()
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(hello: new RawHello { ConnectionWindow = 8192 });
        Task accepting = peer.AcceptAsync();
        await connection.SendAsync(new string('x', 2735 - 9)).AsTask().WaitAsync(RawPeer.Patience);
        await accepting;
        await connection.SendAsync(new string('x', 2735 - 9)).AsTask().WaitAsync(RawPeer.Patience);
        await connection.SendAsync(new string('x', 8192 - (2 * 2735) - 9)).AsTask().WaitAsync(RawPeer.Patience); // and now there is no credit left
        List<Task> sending = [];
        foreach (EventPriority priority in (EventPriority[])[EventPriority.Low, EventPriority.Normal, EventPriority.High, EventPriority.Low, EventPriority.Normal, EventPriority.High])
        {
            sending.Add(connection.SendAsync($"{priority} {sending.Count}", new EventSendOptions { Lane = $"{sending.Count}", Priority = priority }).AsTask());
        }

        Assert.IsFalse(Task.WhenAny(sending).IsCompleted);
        await peer.SendAsync(Credit(0, 1000));
        await Task.WhenAll(sending).WaitAsync(RawPeer.Patience);
        await connection.DisposeAsync();
        CollectionAssert.AreEqual(
            new[] { "High 2", "High 5", "Normal 1", "Normal 4", "Low 0", "Low 3" },
            (await peer.ReadToEndAsync()).Where(envelope => envelope.Id == 16).Skip(3).Select(envelope => TextIn(envelope.Payload)).ToList());
    }

    /// <summary>One who waits for credit at the head of the queue, and leaves, must not leave the queue closed.</summary>
    [TestMethod]
    public async Task Cancelling_OfWhoeverHoldsTheQueue_LetsTheOthersGo()
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(hello: new RawHello { ConnectionWindow = 8192 });
        Task accepting = peer.AcceptAsync();
        await connection.SendAsync(new string('x', 3900)).AsTask().WaitAsync(RawPeer.Patience);
        await accepting;
        await connection.SendAsync(new string('x', 3900)).AsTask().WaitAsync(RawPeer.Patience);
        using CancellationTokenSource stop = new();
        Task holding = connection.SendAsync(new string('x', 1000), new EventSendOptions { Lane = "a" }, stop.Token).AsTask();
        Task behind = connection.SendAsync("behind", new EventSendOptions { Lane = "b" }).AsTask(); // there is credit for this one
        Assert.IsFalse(behind.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => holding.WaitAsync(RawPeer.Patience));
        await behind.WaitAsync(RawPeer.Patience);
        await connection.SendAsync("and the next").AsTask().WaitAsync(RawPeer.Patience);
        await connection.DisposeAsync();
    }

    /// <summary>Small events that fill every flush must not keep large ones from ever being sent.</summary>
    [TestMethod]
    public async Task LargeEvent_BesideSmallOnesThatFillEachFlush_IsSentAllTheSame()
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(
            hello: new RawHello { StreamWindow = long.MaxValue / 4, ConnectionWindow = long.MaxValue / 4 }, pipes: new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 0));
        Task accepting = peer.AcceptAsync();
        await connection.SendAsync(new string('y', 1000));
        await accepting;
        Task large = connection.SendAsync(new Node { Name = s_long }).AsTask();
        await peer.AcceptAsync();
        string small = new('y', 1000);
        for (int fragments = 0; fragments < 6;)
        {
            while (connection.TrySend(small, default, EventPriority.Normal))
            {
            }

            int before = fragments;
            for (int read = 0; read < 300 && fragments == before; read++) // a flush or two have fewer
            {
                fragments += (await peer.ReadAsync()).Id == 4 ? 1 : 0;
                connection.TrySend(small, default, EventPriority.Normal);
            }

            Assert.AreEqual(before + 1, fragments, "a fragment now and then");
        }

        Task<List<(ushort Id, byte[] Payload)>> reading = peer.ReadToEndAsync();
        await large.WaitAsync(RawPeer.Patience);
        await connection.DisposeAsync();
        await reading;
    }

    private static string TextIn(byte[] payload) => System.Text.Encoding.UTF8.GetString(payload.AsSpan(Array.IndexOf(payload, (byte)0x82) + 1));
}
