using System.Net;
using System.Net.Sockets;
using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Carriers;

[TestClass]
public sealed class MemoryCarrierTests : ListenerContract
{
    private static int s_count;

    protected override IListener Listen() => CarrierAddress.Parse($"memory:test-{Interlocked.Increment(ref s_count)}").Listen();

    protected override IConnector ConnectorTo(string address) => CarrierAddress.Parse(address).ToConnector();
}

[TestClass]
public sealed class TcpCarrierTests : ListenerContract
{
    protected override IListener Listen() => CarrierAddress.Parse("tcp:127.0.0.1:0").Listen();

    protected override IConnector ConnectorTo(string address) => CarrierAddress.Parse(address).ToConnector();

    [TestMethod]
    public async Task Connect_ByAName_FindsTheAddress()
    {
        await using SocketListener listener = new(new IPEndPoint(IPAddress.Loopback, 0));
        SocketConnector connector = new(new DnsEndPoint("localhost", ((IPEndPoint)listener.LocalEndPoint).Port));
        await using Link link = await Link.ConnectAsync(listener, connector);
        Assert.StartsWith("tcp:localhost:", link.Client.RemoteAddress);
        Assert.StartsWith("tcp:127.0.0.1:", link.Server.RemoteAddress);
    }

    /// <summary>A client that is gone before it is accepted is no failure of the listener.</summary>
    [TestMethod]
    public async Task Accept_OfAClientThatIsGone_GoesOn()
    {
        await using SocketListener listener = new(new IPEndPoint(IPAddress.Loopback, 0));
        for (int i = 0; i < 20; i++)
        {
            using Socket gone = new(SocketType.Stream, ProtocolType.Tcp);
            await gone.ConnectAsync(listener.LocalEndPoint);
            gone.LingerState = new LingerOption(true, 0); // a reset
        }

        SocketConnector connector = new(listener.LocalEndPoint);
        await using CarrierConnection alive = await connector.ConnectAsync(RawPeer.Patience);
        await Bytes.WriteAsync(alive.Output, [42]);
        while (true)
        {
            await using CarrierConnection accepted = await listener.AcceptAsync(RawPeer.Patience);
            if (await IsAliveAsync(accepted))
            {
                break;
            }
        }
    }

    private static async Task<bool> IsAliveAsync(CarrierConnection accepted)
    {
        try
        {
            return (await accepted.Input.ReadAsync(RawPeer.Patience)).Buffer.Length == 1;
        }
        catch (IOException)
        {
            return false; // reset
        }
    }
}
