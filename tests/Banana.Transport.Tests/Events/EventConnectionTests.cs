using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using static Banana.Transport.Tests.Events.RawEvents;

namespace Banana.Transport.Tests.Events;

[TestClass]
public sealed class EventConnectionTests
{
    [TestMethod]
    [Clause("E-3")]
    public async Task SendAsync_ManyEventsOfTwoTypes_ArriveInOrder()
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
        await using EventConnection sender = new(here, NewOptions());
        await using EventConnection receiver = new(there, NewOptions());
        Task sending = Task.Run(async () =>
        {
            for (int i = 0; i < 500; i++)
            {
                await sender.SendAsync(new Node { Id = i });
                await sender.SendAsync($"text {i}");
            }

            await sender.DisposeAsync();
        });

        List<ReceivedEvent> received = await ReceiveAll(receiver);
        await sending;

        Assert.HasCount(1000, received);
        for (int i = 0; i < 500; i++)
        {
            Assert.AreEqual(i, ((Node)received[2 * i].Value!).Id);
            Assert.AreEqual(("test.text", $"text {i}"), (received[(2 * i) + 1].Name, received[(2 * i) + 1].Value));
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task SendAsync_OverRealSockets_BothWays_CarriesGraphs(bool isUnix)
    {
        EndPoint address = isUnix
            ? new UnixDomainSocketEndPoint(Path.Combine(Directory.CreateTempSubdirectory("banana").FullName, "s"))
            : new IPEndPoint(IPAddress.Loopback, 0);
        await using SocketListener listener = new(address);
        Task<CarrierConnection> accepting = listener.AcceptAsync().AsTask();
        await using CarrierConnection client = await new SocketConnector(listener.LocalEndPoint).ConnectAsync();
        await using CarrierConnection server = await accepting;
        EventConnection left = new(client, NewOptions(1024 * 1024));
        EventConnection right = new(server, NewOptions(1024 * 1024));

        Node ring = new() { Name = "ring" };
        ring.Next = new Node { Name = new string('x', 200_000), Next = ring };
        Task sending = left.SendAsync(ring).AsTask();
        IAsyncEnumerator<ReceivedEvent> atRight = right.ReceiveAllAsync().GetAsyncEnumerator();
        Assert.IsTrue(await atRight.MoveNextAsync());
        await sending;
        Node back = (Node)atRight.Current.Value!;
        Assert.AreSame(back, back.Next!.Next);

        await right.SendAsync("answer");
        await right.DisposeAsync();
        List<ReceivedEvent> atLeft = await ReceiveAll(left);
        Assert.AreEqual("answer", atLeft.Single().Value);
        await left.DisposeAsync();
    }

    [TestMethod]
    [Clause("E-4")]
    public async Task Receive_OfARefusedEvent_DeliversItsViolationAndTheNextEvent()
    {
        List<ReceivedEvent> received = await ReceiveRaw(
            Envelope(1, Announce(16, "test.text")),
            Envelope(16, "0182ff"),
            Envelope(16, "00000000000282"),
            Envelope(16, "880382626164 0181"),
            Envelope(16, "018261"),
            Envelope(6, ""));
        Assert.AreEqual(
            "InvalidText StringTooLong RefusedOpenType a",
            string.Join(' ', received.Select(item => item.Violation?.Code.ToString() ?? item.Value)));
    }

    [TestMethod]
    [Clause("E-3")]
    public async Task Receive_OfAnEventThatIsNotRegisteredHere_RefusesIt()
    {
        List<ReceivedEvent> received = await ReceiveRaw(
            Envelope(1, Announce(16, "no.such.event")),
            Envelope(16, "whatever this is, it is passed over"u8),
            Envelope(1, Announce(17, "test.text")),
            Envelope(17, "018261"),
            Envelope(6, ""));
        Assert.AreEqual((ViolationCode.UnregisteredType, "no.such.event"), (received[0].Violation!.Code, received[0].Name));
        Assert.AreEqual("a", received[1].Value);
    }

    [TestMethod]
    [Clause("E-1")]
    [Clause("E-2")]
    [DataRow("00000000 0000", ProtocolErrorCode.InvalidEnvelope)]
    [DataRow("01000000 0000", ProtocolErrorCode.InvalidEnvelope)]
    [DataRow("ffffffff 1000", ProtocolErrorCode.InvalidEnvelope)]
    [DataRow("03040000 1000", ProtocolErrorCode.InvalidEnvelope)] // one more than the limit
    [DataRow("02000000 1000", ProtocolErrorCode.UnknownEvent)]
    [DataRow("02000000 0200", ProtocolErrorCode.UnknownEvent)]
    [DataRow("04000000 0700 0181", ProtocolErrorCode.InvalidAnnouncement)]
    [DataRow("05000000 0600 018d78", ProtocolErrorCode.PeerError)]
    [DataRow("05000000 0700 018d78", ProtocolErrorCode.PeerError)]
    [DataRow("03000000 0700 ff", ProtocolErrorCode.UnknownTypeByte)]
    [DataRow("0300", ProtocolErrorCode.UnexpectedEnd)]
    [DataRow("04000000 0700 01", ProtocolErrorCode.UnexpectedEnd)]
    public async Task Receive_OfAMalformedEnvelope_IsAProtocolError(string hex, ProtocolErrorCode code)
    {
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => ReceiveRaw(Hex.Parse(hex)));
        Assert.AreEqual(code, lost.Code);
    }

    [TestMethod]
    [Clause("E-3")]
    [DataRow(16, "again", 16, "test.text")] // the id again
    [DataRow(16, "test.text", 17, "test.text")] // the name again
    [DataRow(16, "again", 15, "test.text")] // not an application's id
    [DataRow(16, "again", 65536, "test.text")]
    public async Task Receive_OfAContradictoryAnnouncement_IsAProtocolError(int id, string name, int nextId, string nextName)
    {
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(
            () => ReceiveRaw(Envelope(1, Announce(id, name)), Envelope(1, Announce(nextId, nextName))));
        Assert.AreEqual(ProtocolErrorCode.InvalidAnnouncement, lost.Code);
    }

    [TestMethod]
    [Clause("E-4")]
    [DataRow("018261 00", ProtocolErrorCode.TrailingData)]
    [DataRow("0282 61", ProtocolErrorCode.UnexpectedEnd)]
    [DataRow("", ProtocolErrorCode.UnexpectedEnd)]
    public async Task Receive_OfAPayloadThatIsNotOneValue_IsAProtocolError(string payload, ProtocolErrorCode code)
    {
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(
            () => ReceiveRaw(Envelope(1, Announce(16, "test.text")), Envelope(16, payload)));
        Assert.AreEqual(code, lost.Code);
    }

    [TestMethod]
    public async Task Receive_CutAnywhere_GivesTheSameEvents()
    {
        byte[] stream =
        [
            .. Envelope(1, Announce(16, "test.text")), .. Envelope(16, "018261"), .. Envelope(16, "0182ff"),
            .. Envelope(7, "058e"), .. Envelope(16, "018262"), .. Envelope(6, ""),
        ];
        for (int piece = 1; piece <= stream.Length; piece++)
        {
            List<ReceivedEvent> received = await ReceiveRaw(Cuts.InPieces(stream, piece));
            Assert.AreEqual("a InvalidText b", string.Join(' ', received.Select(item => item.Violation?.Code.ToString() ?? item.Value)));
        }
    }

    [TestMethod]
    [Clause("E-5")]
    public async Task Receive_OfAPing_IsAnsweredByAControlEnvelope_AndAnErrorByGoodbye()
    {
        (IDuplexPipe peer, IDuplexPipe there) = DuplexPair.Create();
        EventConnection receiver = new(there, NewOptions());
        await peer.Output.WriteAsync(Envelope(7, "058e"));
        await peer.Output.WriteAsync(Hex.Parse("00000000"));
        await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => ReceiveAll(receiver));
        await receiver.DisposeAsync();

        ReadResult result = await peer.Input.ReadAtLeastAsync(50);
        string sent = Hex.Format(System.Buffers.BuffersExtensions.ToArray(result.Buffer));
        StringAssert.StartsWith(sent, "04000000" + "0700" + "058f");
        StringAssert.Matches(sent, new System.Text.RegularExpressions.Regex("^.{16}.{8}" + "0600" + "..8d")); // goodbye, with an ERROR
        Assert.Contains(Convert.ToHexStringLower("InvalidEnvelope"u8), sent);
    }

    [TestMethod]
    public async Task SendAsync_OfWhatCannotBeSent_SendsNothingAndTheConnectionIsFine()
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
        EventConnection sender = new(here, NewOptions());
        await using EventConnection receiver = new(there, NewOptions());
        ViolationException refused = await Assert.ThrowsExactlyAsync<ViolationException>(
            async () => await sender.SendAsync(new Node { Extra = new Stranger() }));
        Assert.AreEqual("$.extra", refused.Path);
        await Assert.ThrowsExactlyAsync<NotSupportedException>(async () => await sender.SendAsync(new Stranger()));
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(async () => await sender.SendAsync(new string('x', 2000)));
        await sender.SendAsync("fine");
        await sender.DisposeAsync();
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(async () => await sender.SendAsync("too late"));
        Assert.AreEqual("fine", (await ReceiveAll(receiver)).Single().Value);
    }

    [TestMethod]
    public async Task SendAsync_ToAPeerThatDoesNotRead_Waits()
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create(new PipeOptions(pauseWriterThreshold: 1000, resumeWriterThreshold: 500));
        EventConnection sender = new(here, NewOptions());
        await using EventConnection receiver = new(there, NewOptions());
        int sent = 0;
        Task sending;
        do
        {
            sending = sender.SendAsync(new string('x', 100)).AsTask();
            sent++;
        }
        while (sending.IsCompletedSuccessfully && sent < 100);
        Assert.IsLessThan(20, sent);
        IAsyncEnumerator<ReceivedEvent> events = receiver.ReceiveAllAsync().GetAsyncEnumerator();
        for (int i = 0; i < sent; i++)
        {
            Assert.IsTrue(await events.MoveNextAsync());
        }

        await sending;
        await sender.DisposeAsync();
    }

    [TestMethod]
    public async Task Receive_MutatedAtAnyByte_GivesEventsOrAProtocolError()
    {
        byte[] stream =
        [
            .. Envelope(1, Announce(16, "test.text")), .. Envelope(16, "018261"), .. Envelope(1, Announce(17, "test.node")),
            .. Envelope(17, BananaSerializer.Serialize(new Node { Name = "n" }, Node.NewOptions())),
            .. Envelope(7, "058e"), .. Envelope(6, ""),
        ];
        Random random = new(Seeds.Fixed);
        int lost = 0;
        for (int i = 0; i < 3000; i++)
        {
            byte[] mutated = [.. stream];
            mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            try
            {
                await ReceiveRaw(mutated);
            }
            catch (BananaProtocolException)
            {
                lost++;
            }
        }

        Assert.IsTrue(lost is > 100 and < 3000, $"seed {Seeds.Fixed}: {lost} lost");
    }
}
