using System.IO.Pipelines;
using Banana.Wire;

namespace Banana.Transport.Tests.Streams;

/// <summary>A flood is answers that a peer does not read, not PINGs that arrive together.</summary>
[TestClass]
public sealed class PingFloodTests
{
    private const int Pings = 1000;
    private const int Objects = 100; // of two bytes
    private const byte Pong = 0x8F;

    [TestMethod]
    [Clause("W-15")]
    [DataRow(Carrier.Memory)]
    [DataRow(Carrier.Tcp)]
    [DataRow(Carrier.Unix)]
    [DataRow(Carrier.Tls)]
    public async Task Pings_ManyInOneWrite_AreAnsweredWhileTheReceiverSends(Carrier carrier)
    {
        await using CarrierPair pair = await CarrierPair.ConnectAsync(carrier);
        TokenConnection connection = new(pair.Client, new TokenConnectionOptions { Serializer = RawPeer.Serializer });
        using SemaphoreSlim waits = new(0);
        RawPeer peer = new(pair.Server, waits);
        Task<string> sent = peer.ReadAsync(2 * (Pings + Objects));
        Task sending = SendManyAsync(connection);
        Task<List<ReceivedObject<object>>> receiving = RawPeer.TakeAsync(connection, 1);
        await peer.SendAsync(string.Concat(Enumerable.Repeat("018e", Pings)) + "0781");
        Assert.AreEqual(7, (await receiving).Single().Value);
        await sending;
        Assert.AreEqual(Pings, Hex.Parse(await sent).Count(octet => octet == Pong));
        await connection.DisposeAsync();
    }

    [TestMethod]
    [Clause("W-15")]
    public async Task Pings_ManyInsideAnObject_AreAnsweredBeforeItsEnd()
    {
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect();
        Task<List<ReceivedObject<object>>> receiving = RawPeer.TakeAsync(connection, 1);
        await peer.SendAsync("008804826c697374" + string.Concat(Enumerable.Repeat("018e", Pings)));
        Assert.AreEqual(string.Concat(Enumerable.Repeat("018f", Pings)), await peer.ReadAsync(2 * Pings));
        await peer.SendAsync("07810089");
        CollectionAssert.AreEqual(new object[] { 7 }, ((IEnumerable<object>)(await receiving).Single().Value!).ToList());
        await connection.DisposeAsync();
    }

    /// <summary>
    /// As many answers may wait as are as long together as two of the longest, of 65 bytes. Those that were taken first are in the pipe, which holds
    /// nothing.
    /// </summary>
    [TestMethod]
    [Clause("W-15")]
    [DataRow(2 + (2 * 65), true)]
    [DataRow(2 + (2 * 65) + 1, false)]
    public async Task Pings_OfAPeerThatReadsNoAnswers_AreAFloodBeyondTheLimit(int pings, bool isWithin)
    {
        (TokenConnection connection, RawPeer peer) = RawPeer.Connect(
            new TokenConnectionOptions
            {
                Serializer = new BananaSerializerOptions(FoolscapDialect.Instance)
                {
                    Policy = BananaPolicy.Untrusted with { Limits = new WireLimits { MaxPendingPongs = 2 } },
                },
                CloseTimeout = TimeSpan.FromMilliseconds(50),
            },
            new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 0));
        Task sending = peer.SendAsync(string.Concat(Enumerable.Repeat("8e", pings)) + "0781");
        Task<List<ReceivedObject<object>>> receiving = RawPeer.TakeAsync(connection, 1);
        if (isWithin)
        {
            Assert.AreEqual(7, (await receiving).Single().Value);
            await sending;
        }
        else
        {
            BananaProtocolException lost = await Assert.ThrowsExactlyAsync<BananaProtocolException>(() => receiving);
            Assert.AreEqual(ProtocolErrorCode.PingFlood, lost.Code);
            Assert.AreEqual(ConnectionCloseReason.ProtocolError, connection.CloseReason);
        }

        await connection.DisposeAsync();
    }

    private static async Task SendManyAsync(TokenConnection connection)
    {
        await Task.Yield();
        for (int i = 0; i < Objects; i++)
        {
            await connection.SendAsync<object>(i);
        }
    }
}
