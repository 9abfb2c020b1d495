using System.IO.Pipelines;
using System.Text;
using Banana.Transport.Tests.Events;
using static Banana.Transport.Tests.Events.RawEnvelopes;

namespace Banana.Transport.Tests.Streams;

/// <summary>The first envelope of either side, and what becomes of a connection without one.</summary>
[TestClass]
public sealed class HelloTests
{
    [TestMethod]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task Open_OfTwoThatFit_TellsTheNames(Carrier carrier)
    {
        EventConnectionOptions left = new() { Name = "left" };
        EventConnectionOptions right = new() { Name = "right — with é" };
        await using EventPair pair = await EventPair.OpenAsync(carrier, left, right);
        Assert.AreEqual(("right — with é", "left"), (pair.Left.PeerName, pair.Right.PeerName));
        Assert.IsNull(pair.Left.CloseReason);
        Assert.IsNull(pair.Left.CloseMessage);
        Assert.IsFalse(pair.Left.Closed.IsCompleted);
    }

    [TestMethod]
    [DataRow(true, "dialect 'net' here, 'foolscap' at the peer", "dialect 'foolscap' here, 'net' at the peer")]
    [DataRow(false, "vocabulary ", "vocabulary ")]
    public async Task Open_OfTwoThatDiffer_TellsBothWhy(bool byDialect, string atLeft, string atRight)
    {
        EventConnectionOptions left = new();
        EventConnectionOptions right = new()
        {
            Serializer = byDialect
                ? new BananaSerializerOptions(FoolscapDialect.Instance)
                : new BananaSerializerOptions { Vocabulary = new Wire.Vocabulary(["word"]) },
        };
        await using CarrierPair pair = await CarrierPair.ConnectAsync(Carrier.Memory);
        Task<EventConnection> opening = EventConnection.OpenAsync(pair.Server, right).AsTask();
        ConnectionFailedException first = await FailAsync(EventConnection.OpenAsync(pair.Client, left).AsTask());
        ConnectionFailedException second = await FailAsync(opening);
        Assert.AreEqual((ConnectionCloseReason.Incompatible, ConnectionCloseReason.Incompatible), (first.Reason, second.Reason));
        Assert.Contains(atLeft.Replace("'net'", $"'{Wire.WireDialect.Net.Name}'").Replace("'foolscap'", $"'{FoolscapDialect.Instance.Name}'"), first.Message);
        Assert.Contains(atRight.Replace("'net'", $"'{Wire.WireDialect.Net.Name}'").Replace("'foolscap'", $"'{FoolscapDialect.Instance.Name}'"), second.Message);
    }

    [TestMethod]
    [DataRow(0, 0, false)]
    [DataRow(0, 1, true)]
    [DataRow(1, 9, true)]
    [DataRow(2, 3, false)]
    [DataRow(5, 2, false)]
    public async Task Hello_OfOtherVersions_FitsIfOneIsShared(int min, int max, bool isFine)
    {
        RawHello hello = new() { MinVersion = (ulong)min, MaxVersion = (ulong)max };
        if (isFine)
        {
            (EventConnection connection, _) = await RawEventPeer.OpenAsync(hello: hello);
            await connection.DisposeAsync();
            return;
        }

        (ConnectionFailedException lost, RawEventPeer peer) = await FailAsync(hello.ToEnvelope());
        Assert.AreEqual(ConnectionCloseReason.Incompatible, lost.Reason);
        Assert.Contains($"protocol versions 1 to 1 here, {min} to {max} at the peer", lost.Message);
        string goodbye = Hex.Format(await peer.ReadAsync(6));
        Assert.StartsWith("0281", goodbye);
        Assert.Contains(Hex.Format(Encoding.UTF8.GetBytes($"{min} to {max} at the peer")), goodbye);
    }

    [TestMethod]
    public async Task Hello_WithFieldsOfLaterVersions_IsRead()
    {
        RawHello hello = new() { MaxVersion = 7, Features = 2, Rest = [.. Text("one"), .. Text("two"), .. Number(5), 0xFF, 0x00, 0x88] };
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(hello: hello);
        Assert.AreEqual("raw", connection.PeerName);
        await peer.SettleAsync();
        await connection.DisposeAsync();
    }

    [TestMethod]
    [DataRow(4096, true)]
    [DataRow(4097, false)]
    public async Task Hello_IsAtMostFourKilobytes(int bytes, bool isFine)
    {
        RawHello hello = new() { Rest = new byte[bytes - new RawHello().ToEnvelope().Length] };
        Assert.HasCount(bytes, hello.ToEnvelope());
        if (isFine)
        {
            await (await RawEventPeer.OpenAsync(hello: hello)).Connection.DisposeAsync();
            return;
        }

        Assert.AreEqual(ProtocolErrorCode.InvalidEnvelope, await ErrorOfAsync(hello.ToEnvelope()));
    }

    public static IEnumerable<object[]> Numbers =>
    [
        [new RawHello { MaxEnvelopeBytes = 4096, StreamWindow = 8192, ConnectionWindow = 8192, MaxEventTypes = 0, MaxLargeEvents = 1, MaxStreams = 0, MaxShapeBytes = 0 }, true],
        [new RawHello { MaxEnvelopeBytes = int.MaxValue, StreamWindow = long.MaxValue / 4, ConnectionWindow = long.MaxValue / 4, MaxEventTypes = 65_520, MaxLargeEvents = int.MaxValue, MaxStreams = int.MaxValue, MaxShapeBytes = int.MaxValue }, true],
        [new RawHello { MaxEnvelopeBytes = 4095 }, false],
        [new RawHello { MaxEnvelopeBytes = 1UL << 31 }, false],
        [new RawHello { StreamWindow = 8191 }, false],
        [new RawHello { StreamWindow = (long.MaxValue / 4) + 1 }, false],
        [new RawHello { ConnectionWindow = 8191 }, false],
        [new RawHello { ConnectionWindow = ulong.MaxValue }, false],
        [new RawHello { MaxEventTypes = 65_521 }, false],
        [new RawHello { MaxLargeEvents = 0 }, false],
        [new RawHello { MaxLargeEvents = 1UL << 31 }, false],
        [new RawHello { MaxStreams = 1UL << 31 }, false],
        [new RawHello { MaxShapeBytes = 1UL << 31 }, false],
        [new RawHello { Features = 65 }, false],
        [new RawHello { Features = 1 }, false],
        [new RawHello { MinVersion = 1UL << 31 }, false],
        [new RawHello { Name = new string('x', 256) }, false],
        [new RawHello { Name = new string('x', 255) }, true],
    ];

    [TestMethod]
    [DynamicData(nameof(Numbers))]
    public async Task Hello_WithNumbersThatMakeNoSense_IsAProtocolError(object hello, bool isFine)
    {
        RawHello raw = (RawHello)hello;
        if (isFine)
        {
            (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync(hello: raw);
            await peer.SettleAsync();
            await connection.DisposeAsync();
            return;
        }

        Assert.AreEqual(ProtocolErrorCode.InvalidEnvelope, await ErrorOfAsync(raw.ToEnvelope()));
    }

    [TestMethod]
    [DataRow("02000000 0000", ProtocolErrorCode.InvalidEnvelope, DisplayName = "an empty hello")]
    [DataRow("04000000 1000 0181", ProtocolErrorCode.InvalidEnvelope, DisplayName = "an event")]
    [DataRow("04000000 0700 018e", ProtocolErrorCode.InvalidEnvelope, DisplayName = "a PING")]
    [DataRow("16030102 0001 0001fc0303", ProtocolErrorCode.InvalidEnvelope, DisplayName = "TLS")]
    [DataRow("474554202f20485454502f312e310d0a", ProtocolErrorCode.InvalidEnvelope, DisplayName = "HTTP")]
    [DataRow("00000000", ProtocolErrorCode.InvalidEnvelope, DisplayName = "no id")]
    [DataRow("01000000 00", ProtocolErrorCode.InvalidEnvelope, DisplayName = "half an id")]
    [DataRow("ffffffff", ProtocolErrorCode.InvalidEnvelope, DisplayName = "4 GB")]
    public async Task Open_WithAnythingButAHello_IsAProtocolError(string hex, ProtocolErrorCode code)
    {
        (ConnectionFailedException lost, RawEventPeer peer) = await FailAsync(Hex.Parse(hex));
        Assert.AreEqual(ConnectionCloseReason.ProtocolError, lost.Reason);
        Assert.AreEqual(code, ((BananaProtocolException)lost.InnerException!).Code);
        Assert.StartsWith("0181", Hex.Format(await peer.ReadAsync(6)), "the peer is told");
    }

    [TestMethod]
    public async Task Hello_CutAnywhere_IsAnEndOfTheStream()
    {
        byte[] hello = new RawHello().ToEnvelope();
        for (int length = 0; length < hello.Length; length++)
        {
            (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
            RawEventPeer peer = new(there);
            await peer.SendAsync(hello[..length]);
            await peer.CompleteAsync();
            ConnectionFailedException lost = await FailAsync(EventConnection.OpenAsync(here, EventPair.NewOptions()).AsTask());
            Assert.AreEqual(length == 0 ? ConnectionCloseReason.EndOfStream : ConnectionCloseReason.ProtocolError, lost.Reason, $"after {length} bytes");
        }
    }

    [TestMethod]
    public async Task Hello_ByteByByte_IsRead()
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
        WatchedPipe watched = new(here);
        RawEventPeer peer = new(there);
        Task<EventConnection> opening = EventConnection.OpenAsync(watched, EventPair.NewOptions()).AsTask();
        foreach (byte next in new RawHello().ToEnvelope())
        {
            await watched.Waits.WaitAsync(RawPeer.Patience);
            await peer.SendAsync([next]);
        }

        await (await opening.WaitAsync(RawPeer.Patience)).DisposeAsync();
    }

    [TestMethod]
    public async Task Hello_Twice_IsAProtocolError()
    {
        (EventConnection connection, RawEventPeer peer) = await RawEventPeer.OpenAsync();
        await peer.SendAsync(new RawHello().ToEnvelope());
        BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => RawEventPeer.TakeAsync(connection));
        Assert.AreEqual((ProtocolErrorCode.InvalidEnvelope, "no second hello"), (lost.Code, lost.Expected));
        await connection.Closed.WaitAsync(RawPeer.Patience);
        Assert.AreEqual(ConnectionCloseReason.ProtocolError, connection.CloseReason);
        Assert.Contains("no second hello", connection.CloseMessage!);
        await connection.DisposeAsync();
    }

    [TestMethod]
    public async Task Open_OfAPeerThatSaysNothing_EndsInTime()
    {
        ManualTime time = new();
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
        RawEventPeer peer = new(there);
        EventConnectionOptions options = new() { HelloTimeout = TimeSpan.FromSeconds(3), TimeProvider = time };
        Task<EventConnection> opening = EventConnection.OpenAsync(here, options).AsTask();
        time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.IsFalse(opening.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));
        ConnectionFailedException lost = await FailAsync(opening);
        Assert.AreEqual(ConnectionCloseReason.Silence, lost.Reason);
        Assert.Contains("00:00:03", lost.Message);
        Assert.AreEqual(0, (await peer.ReadAsync()).Id);
        (ushort id, byte[] goodbye) = await peer.ReadAsync();
        Assert.AreEqual(6, id);
        Assert.StartsWith("0381", Hex.Format(goodbye));
        Assert.IsEmpty(await peer.ReadToEndAsync());
    }

    [TestMethod]
    public async Task Open_WhenItIsCancelled_ClosesTheConnection()
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
        RawEventPeer peer = new(there);
        using CancellationTokenSource stop = new();
        Task<EventConnection> opening = EventConnection.OpenAsync(here, EventPair.NewOptions(), stop.Token).AsTask();
        Assert.AreEqual(0, (await peer.ReadAsync()).Id);
        Assert.IsFalse(opening.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => opening.WaitAsync(RawPeer.Patience));
        Assert.AreEqual(6, (await peer.ReadToEndAsync()).Single().Id);
    }

    [TestMethod]
    public async Task Open_WhenThePipeFails_IsAMatterOfInputAndOutput()
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
        await there.Output.CompleteAsync(new InvalidOperationException("the pipe's own words"));
        ConnectionFailedException lost = await FailAsync(EventConnection.OpenAsync(here, EventPair.NewOptions()).AsTask());
        Assert.AreEqual(ConnectionCloseReason.InputOutput, lost.Reason);
        Assert.Contains("the pipe's own words", lost.Message);
    }

    private static Task<ConnectionFailedException> FailAsync(Task<EventConnection> opening) =>
        Assert.ThrowsExactlyAsync<ConnectionFailedException>(() => opening.WaitAsync(RawPeer.Patience));

    private static async Task<(ConnectionFailedException Lost, RawEventPeer Peer)> FailAsync(byte[] sent)
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
        RawEventPeer peer = new(there);
        Task<EventConnection> opening = EventConnection.OpenAsync(here, EventPair.NewOptions()).AsTask();
        await peer.SendAsync(sent);
        return (await FailAsync(opening), peer);
    }

    private static async Task<ProtocolErrorCode> ErrorOfAsync(byte[] sent)
    {
        (ConnectionFailedException lost, _) = await FailAsync(sent);
        Assert.AreEqual(ConnectionCloseReason.ProtocolError, lost.Reason);
        return ((BananaProtocolException)lost.InnerException!).Code;
    }
}
