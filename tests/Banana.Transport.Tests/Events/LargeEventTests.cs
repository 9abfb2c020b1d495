using Banana.Slicing;
using Banana.Transport.Tests.Streams;
using static Banana.Transport.Tests.Events.RawEnvelopes;

namespace Banana.Transport.Tests.Events;

/// <summary>Events that are larger than a fragment, sent and received.</summary>
[TestClass]
public sealed class LargeEventTests
{
    private static readonly string s_long = new('x', 100_000);

    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task LargeEvents_SixtyFourAtOnce_DoNotMix(Carrier carrier)
    {
        await using EventPair pair = await EventPair.OpenAsync(carrier);
        Task sending = Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            List<Node?> edges = [.. Enumerable.Range(0, 200).Select(j => new Node { Id = (1000 * i) + j, Name = new string((char)('a' + (i % 26)), 300) })];
            await pair.Left.SendAsync(new Node { Id = i, Edges = edges }, new EventSendOptions { Lane = $"{i}" });
        })));
        HashSet<int> seen = [];
        foreach (ReceivedEvent item in await RawEventPeer.TakeAsync(pair.Right, 64))
        {
            Node node = (Node)item.Value!;
            Assert.IsTrue(seen.Add(node.Id));
            CollectionAssert.AreEqual(Enumerable.Range(1000 * node.Id, 200).ToList(), node.Edges!.ConvertAll(edge => edge!.Id));
            Assert.IsTrue(node.Edges.TrueForAll(edge => edge!.Name == new string((char)('a' + (node.Id % 26)), 300)));
        }

        await sending.WaitAsync(RawPeer.Patience);
    }

    [TestMethod]
    [DataRow(4096)]
    [DataRow(65_536)]
    public async Task Text_OfAnySizeAroundThatOfAFragment_ArrivesWhole(int maxEnvelopeBytes)
    {
        EventConnectionOptions right = new() { MaxEnvelopeBytes = maxEnvelopeBytes };
        right.Events.Add("test.text", BuiltInTypes.String);
        await using EventPair pair = await EventPair.OpenAsync(right: right);
        int fragment = Math.Min(16 * 1024, maxEnvelopeBytes - 128);
        int[] lengths = [.. Enumerable.Range(-8, 12).SelectMany(i => new[] { fragment + i, (2 * fragment) + i, (3 * fragment) + i })];
        Task sending = Task.Run(async () =>
        {
            foreach (int length in lengths)
            {
                await pair.Left.SendAsync(string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i % 26)))));
            }
        });
        foreach ((int length, ReceivedEvent item) in lengths.Zip(await RawEventPeer.TakeAsync(pair.Right, lengths.Length)))
        {
            string text = (string)item.Value!;
            Assert.AreEqual((length, true), (text.Length, text.Index().All(next => next.Item == 'a' + (next.Index % 26))));
        }

        await sending.WaitAsync(RawPeer.Patience);
    }

    /// <summary>The smallest windows that a hello may tell hold a part of any event.</summary>
    [TestMethod]
    public async Task LargeEvent_ToAPeerOfTheSmallestWindows_Arrives()
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(hello: new RawHello { StreamWindow = 8192, ConnectionWindow = 8192 });
        Task accepting = peer.AcceptAsync();
        Task sending = connection.SendAsync(s_long).AsTask();
        await accepting;
        ulong used = 0;
        byte[] fragment;
        do
        {
            fragment = await peer.ReadAsync(4);
            used += (ulong)fragment.Length + 6;
            if (used >= 4096)
            {
                await peer.SendAsync(Credit(0, used), Credit(16, used)); // as late as a receiver may
                used = 0;
            }
        }
        while ((fragment[4] & Last) == 0);
        await sending.WaitAsync(RawPeer.Patience);
        await connection.DisposeAsync();
    }

    [TestMethod]
    public async Task LargeEvents_MoreThanThePeerTakes_WaitForEachOther()
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(hello: new RawHello { MaxLargeEvents = 1, StreamWindow = 8192 });
        Task first = connection.SendAsync(s_long).AsTask();
        Assert.AreEqual(16, await peer.AcceptAsync());
        await peer.ReadAsync(4);
        Task second = connection.SendAsync(new Node { Name = s_long }).AsTask();
        Assert.AreEqual(17, await peer.AcceptAsync());
        using CancellationTokenSource stop = new();
        Task third = connection.SendAsync(new Node { Name = s_long }, new EventSendOptions { Lane = "x" }, stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => third.WaitAsync(RawPeer.Patience));
        await connection.SendAsync(new Node(), new EventSendOptions { Lane = "y" }).AsTask().WaitAsync(RawPeer.Patience);
        Assert.IsFalse(first.IsCompleted || second.IsCompleted);
        await peer.SendAsync(Credit(16, 1_000_000), Credit(17, 1_000_000));
        Task<List<(ushort Id, byte[] Payload)>> reading = peer.ReadToEndAsync();
        await Task.WhenAll(first, second).WaitAsync(RawPeer.Patience);
        await connection.DisposeAsync();
        string numbers = string.Join(' ', (await reading).Where(envelope => envelope.Id == 4).Select(envelope => Hex.Format(envelope.Payload.AsSpan(0, 4))).Distinct());
        Assert.AreEqual("00000481 01000481", numbers, "one after the other");
    }

    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task Cancelling_InTheMiddle_LosesThatEventAlone(Carrier carrier)
    {
        HoldingSink sink = new("test.text");
        await using CarrierPair pair = await CarrierPair.ConnectAsync(carrier);
        Task<EventConnection> opening = EventConnection.OpenAsync(pair.Server, EventPair.NewOptions(), null, sink, RawPeer.Patience).AsTask();
        await using EventConnection left = await EventConnection.OpenAsync(pair.Client, EventPair.NewOptions());
        await using EventConnection right = await opening;
        await left.SendAsync("waits there, and so the bytes of what follows do not come back");
        using CancellationTokenSource stop = new();
        Task large = left.SendAsync(new string('x', 1_000_000), cancellationToken: stop.Token).AsTask();
        await left.SendAsync(1);
        await sink.WaitForAsync("test.number", 1);
        Assert.IsFalse(large.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => large.WaitAsync(RawPeer.Patience));
        await sink.WaitForAsync("test.text", 2);
        sink.ReleaseAll();
        await left.SendAsync("next");
        await sink.WaitForAsync("test.text", 3);
        IncomingEvent[] texts = [.. sink.Arrived.Where(item => item.Name == "test.text")];
        Assert.AreEqual(ViolationCode.Aborted, texts[1].Violation!.Code);
        Assert.AreEqual("next", texts[2].Value);
    }

    [TestMethod]
    public async Task Send_OfWhatCannotBeSent_LosesThatEventAlone()
    {
        List<Node?> edges = [.. Enumerable.Range(0, 2000).Select(i => new Node { Id = i, Name = "an edge of some length" })];
        await using EventPair pair = await EventPair.OpenAsync();
        foreach (Node node in (Node[])[new Node { Extra = new Stranger() }, new Node { Edges = edges, Extra = new Stranger() }])
        {
            ViolationException refused = await Assert.ThrowsExactlyAsync<ViolationException>(async () => await pair.Left.SendAsync(node));
            Assert.AreEqual("$.extra", refused.Path);
            await pair.Left.SendAsync("fine");
        }

        await Assert.ThrowsExactlyAsync<NotSupportedException>(async () => await pair.Left.SendAsync(new Stranger()));
        await Assert.ThrowsExactlyAsync<ArgumentNullException>(async () => await pair.Left.SendAsync<string>(null!));
        await pair.Left.SendAsync("still");
        Assert.AreEqual("fine Aborted fine still", await RawEventPeer.DescribeAsync(pair.Right, 4));
    }

    /// <summary>What a large event has opened is its own, whatever becomes of events that arrive between its fragments.</summary>
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task StreamInALargeEvent_BetweenWhoseFragmentsAnotherArrives_IsNotConfused(bool isRefused)
    {
        List<(ushort Id, byte[] Payload)> sent = await RawEventPeer.RecordAsync(async connection =>
            await connection.SendAsync(new Wide { Items = AsyncEnumerable.Empty<string>(), Tail = s_long }));
        string inside = Hex.Format(Number(Large)); // the stream gets its number before the event does
        sent.RemoveAll(envelope => envelope.Id == 6 || (envelope.Id == 4 && Hex.Format(envelope.Payload).StartsWith(inside, StringComparison.Ordinal)));
        byte[][] envelopes = [.. sent.Select(envelope => Envelope(envelope.Id, envelope.Payload)), Fragment(Large, 0, Text("one")), Fragment(Large, Last, Text("two"))];
        int second = sent.FindIndex(envelope => envelope.Id == 4) + 1;
        (EventConnection receiver, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        await peer.SendAsync(Announce(17, "test.text"));
        await peer.SendAsync([.. envelopes[..second], isRefused ? Envelope(17, "0182ff") : Envelope(17, Text("between")), .. envelopes[second..]]);
        List<ReceivedEvent> received = await RawEventPeer.TakeAsync(receiver, 2);
        Assert.AreEqual("test.text", received[0].Name);
        List<string> items = [];
        await foreach (string item in ((Wide)received[1].Value!).Items!)
        {
            items.Add(item);
        }

        CollectionAssert.AreEqual(new[] { "one", "two" }, items);
        await receiver.DisposeAsync();
    }

    /// <summary>A stream in front, and much behind it.</summary>
    [Event("test.wide")]
    internal sealed class Wide
    {
        public IAsyncEnumerable<string>? Items { get; set; }

        public string Tail { get; set; } = "";
    }
}
