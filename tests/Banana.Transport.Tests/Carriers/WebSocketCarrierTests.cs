using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Carriers;

[TestClass]
public sealed class WebSocketCarrierTests : CarrierContract
{
    protected override async Task<Link> ConnectAsync()
    {
        (CarrierConnection client, WebSocket server) = await ConnectBareAsync();
        return new Link(client, WebSocketCarrier.FromAccepted(server));
    }

    [TestMethod]
    public async Task Messages_Empty_AreNoEnd()
    {
        (CarrierConnection client, WebSocket server) = await ConnectBareAsync();
        await using Link link = new(client, WebSocketCarrier.FromAccepted(server));
        await server.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Binary, endOfMessage: true, RawPeer.Patience);
        await server.SendAsync(new byte[] { 1 }, WebSocketMessageType.Binary, endOfMessage: false, RawPeer.Patience);
        await server.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Binary, endOfMessage: false, RawPeer.Patience);
        await server.SendAsync(new byte[] { 2 }, WebSocketMessageType.Binary, endOfMessage: true, RawPeer.Patience);
        CollectionAssert.AreEqual(new byte[] { 1, 2 }, await Bytes.ReadAsync(client.Input, 2));
    }

    [TestMethod]
    public async Task Messages_OfText_AreRefused()
    {
        (CarrierConnection client, WebSocket server) = await ConnectBareAsync();
        await using Link link = new(client, WebSocketCarrier.FromAccepted(server));
        await server.SendAsync("text"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, RawPeer.Patience);
        IOException refused = await Assert.ThrowsExactlyAsync<IOException>(async () => await client.Input.ReadAsync(RawPeer.Patience));
        Assert.Contains("binary", refused.Message);
    }

    [TestMethod]
    public async Task Completing_SendsACloseFrame()
    {
        (CarrierConnection client, WebSocket server) = await ConnectBareAsync();
        await using Link link = new(client, WebSocketCarrier.FromAccepted(server));
        await client.Output.CompleteAsync();
        WebSocketReceiveResult closed = await server.ReceiveAsync(new byte[1], RawPeer.Patience);
        Assert.AreEqual(WebSocketMessageType.Close, closed.MessageType);
        Assert.AreEqual(WebSocketCloseStatus.NormalClosure, closed.CloseStatus);
    }

    [TestMethod]
    public async Task Connect_ToNothing_NamesTheAddress()
    {
        IConnector connector = CarrierAddress.Parse("ws://127.0.0.1:1/bus").ToConnector();
        IOException refused = await Assert.ThrowsExactlyAsync<IOException>(async () => await connector.ConnectAsync(RawPeer.Patience));
        Assert.StartsWith("ws://127.0.0.1:1/bus cannot be reached", refused.Message);
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await connector.ConnectAsync(new CancellationToken(canceled: true)));
        Assert.ThrowsExactly<ArgumentException>(() => new WebSocketConnector(new Uri("http://localhost/")));
    }

    /// <summary>What a web server does.</summary>
    private static async Task<(CarrierConnection Client, WebSocket Server)> ConnectBareAsync()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        IConnector connector = CarrierAddress.Parse($"ws://{listener.LocalEndpoint}/bus").ToConnector();
        Task<CarrierConnection> connecting = connector.ConnectAsync(RawPeer.Patience).AsTask();
        NetworkStream stream = (await listener.AcceptTcpClientAsync(RawPeer.Patience)).GetStream();
        StringBuilder request = new();
        byte[] next = new byte[1];
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(next, RawPeer.Patience);
            request.Append((char)next[0]);
        }

        string key = request.ToString().Split("\r\n").Single(line => line.StartsWith("Sec-WebSocket-Key", StringComparison.OrdinalIgnoreCase)).Split(": ")[1];
#pragma warning disable CA5350 // RFC 6455 says so
        string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"), RawPeer.Patience);
        WebSocket server = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
        return (await connecting, server);
    }
}
