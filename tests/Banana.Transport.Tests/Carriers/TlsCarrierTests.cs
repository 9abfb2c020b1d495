using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Carriers;

[TestClass]
public sealed class TlsCarrierTests : ListenerContract
{
    private readonly Channel<Exception> _failures = Channel.CreateUnbounded<Exception>();

    protected override IListener Listen() => Listen(TestCertificates.Server);

    protected override IListener ListenAgain(string address) => CarrierAddress.Parse(address).Listen(new TlsListenerOptions { Certificate = TestCertificates.Server });

    protected override IConnector ConnectorTo(string address) => CarrierAddress.Parse(address).ToConnector(TestCertificates.Trusting(TestCertificates.Server));

    [TestMethod]
    public async Task Certificates_OfBothSides_AreToldToTheOther()
    {
        await using IListener listener = ListenForClients();
        IConnector connector = CarrierAddress.Parse(listener.Address).ToConnector(TestCertificates.Trusting(TestCertificates.Server, TestCertificates.Client));
        await using Link link = await Link.ConnectAsync(listener, connector);
        Assert.AreEqual(TestCertificates.Server.Thumbprint, link.Client.PeerCertificate!.Thumbprint);
        Assert.AreEqual(TestCertificates.Client.Thumbprint, link.Server.PeerCertificate!.Thumbprint);
    }

    [TestMethod]
    public async Task Certificates_WhereNoneIsAskedOfTheClient_AreTheServersOnly()
    {
        await using IListener listener = Listen();
        await using Link link = await Link.ConnectAsync(listener, ConnectorTo(listener.Address));
        Assert.IsNotNull(link.Client.PeerCertificate);
        Assert.IsNull(link.Server.PeerCertificate);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Client_WithoutTheRightCertificate_IsRefusedAndTheNextIsAccepted(bool hasOne)
    {
        await using IListener listener = ListenForClients();
        Task<CarrierConnection> accepting = listener.AcceptAsync(RawPeer.Patience).AsTask();
        X509Certificate2? own = hasOne ? TestCertificates.Stranger : null;
        string seen = await TryAsync(CarrierAddress.Parse(listener.Address).ToConnector(TestCertificates.Trusting(TestCertificates.Server, own)));
        Assert.AreEqual("refused", seen);
        IConnector right = CarrierAddress.Parse(listener.Address).ToConnector(TestCertificates.Trusting(TestCertificates.Server, TestCertificates.Client));
        await using CarrierConnection client = await right.ConnectAsync(RawPeer.Patience);
        await using CarrierConnection server = await accepting;
        Assert.Contains("The TLS handshake with tls:127.0.0.1:", await NextFailureAsync());
    }

    [TestMethod]
    public async Task Server_WithAnExpiredCertificate_IsRefused()
    {
        await using IListener listener = Listen(TestCertificates.Expired);
        await AssertRefusedAsync(listener, TestCertificates.Trusting(TestCertificates.Expired));
    }

    [TestMethod]
    public async Task Server_WithAnotherName_IsRefused()
    {
        await using IListener listener = Listen();
        await AssertRefusedAsync(listener, TestCertificates.Trusting(TestCertificates.Server, targetHost: "elsewhere"));
    }

    [TestMethod]
    public async Task Server_ThatNobodyTrusts_IsRefusedByDefault()
    {
        await using IListener listener = Listen();
        await AssertRefusedAsync(listener, null);
    }

    [TestMethod]
    public async Task Server_ThatSpeaksNoTls_IsRefused()
    {
        await using SocketListener plain = new(new IPEndPoint(IPAddress.Loopback, 0));
        Task<CarrierConnection> accepting = plain.AcceptAsync(RawPeer.Patience).AsTask();
        Task<CarrierConnection> connecting = new TlsConnector(new SocketConnector(plain.LocalEndPoint)).ConnectAsync(RawPeer.Patience).AsTask();
        await using CarrierConnection server = await accepting;
        await Bytes.WriteAsync(server.Output, "HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        IOException refused = await Assert.ThrowsExactlyAsync<IOException>(() => connecting);
        Assert.Contains($"The TLS handshake with tls:{plain.LocalEndPoint} failed.", refused.Message);
    }

    [TestMethod]
    public async Task Server_ThatSaysNothing_IsGivenUpInTime()
    {
        await using SocketListener silent = new(new IPEndPoint(IPAddress.Loopback, 0));
        ManualTime time = new();
        TlsConnector connector = new(new SocketConnector(silent.LocalEndPoint), new TlsConnectorOptions { TimeProvider = time });
        Task<CarrierConnection> connecting = connector.ConnectAsync(RawPeer.Patience).AsTask();
        await using CarrierConnection server = await silent.AcceptAsync(RawPeer.Patience);
        IOException late = await Assert.ThrowsExactlyAsync<IOException>(() => time.PassAsync(connecting));
        Assert.Contains("within 00:00:10", late.Message);
    }

    /// <summary>Who connects and says nothing holds up nobody, and is told to go in time.</summary>
    [TestMethod]
    public async Task Clients_ThatSayNothing_HoldUpNobody()
    {
        ManualTime time = new();
        await using IListener listener = Listen(TestCertificates.Server, time);
        using Socket silent = await ConnectRawAsync(listener);
        await using (Link link = await ConnectBesideAsync(listener))
        {
            await Bytes.WriteAsync(link.Client.Output, [1]);
            await Bytes.ReadAsync(link.Server.Input, 1);
        }

        Assert.IsFalse(_failures.Reader.TryPeek(out _));
        await time.PassAsync(silent.ReceiveAsync(new byte[1], RawPeer.Patience).AsTask());
        Assert.Contains("within 00:00:10", await NextFailureAsync());
    }

    [TestMethod]
    public async Task Clients_MoreThanMayShakeHands_EndTheOldest()
    {
        await using IListener listener = Listen(TestCertificates.Server, maxHandshakes: 3);
        List<Socket> silent = [];
        for (int i = 0; i < 10; i++)
        {
            silent.Add(await ConnectRawAsync(listener));
        }

        await using Link link = await ConnectBesideAsync(listener);
        foreach (Socket ended in silent.Take(7))
        {
            Assert.AreEqual(0, await ended.ReceiveAsync(new byte[1], RawPeer.Patience));
            Assert.Contains("to make room", await NextFailureAsync());
        }

        silent.ForEach(socket => socket.Dispose());
    }

    [TestMethod]
    public async Task Clients_ThatSpeakNoTls_AreReportedAndTheListenerGoesOn()
    {
        await using IListener listener = Listen();
        Task<CarrierConnection> accepting = listener.AcceptAsync(RawPeer.Patience).AsTask();
        for (int i = 0; i < 5; i++)
        {
            using Socket strange = await ConnectRawAsync(listener);
            await strange.SendAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), RawPeer.Patience);
            while (await ReceiveAsync(strange) > 0)
            {
                // an alert
            }

            Assert.Contains("The TLS handshake with tls:127.0.0.1:", await NextFailureAsync());
        }

        await using CarrierConnection client = await ConnectorTo(listener.Address).ConnectAsync(RawPeer.Patience);
        await using CarrierConnection server = await accepting;
    }

    /// <summary>TLS goes over any carrier.</summary>
    [TestMethod]
    public async Task Exchange_OverMemory_Works()
    {
        await using TlsListener listener = new(new MemoryListener("tls-over-memory"), new TlsListenerOptions { Certificate = TestCertificates.Server });
        TlsConnector connector = new(new MemoryConnector("tls-over-memory"), TestCertificates.Trusting(TestCertificates.Server));
        await using Link link = await Link.ConnectAsync(listener, connector);
        byte[] bytes = Bytes.Some(100_000);
        Task sending = Bytes.WriteAsync(link.Client.Output, bytes);
        CollectionAssert.AreEqual(bytes, await Bytes.ReadAsync(link.Server.Input, bytes.Length));
        await sending;
        await link.Client.Output.CompleteAsync();
        Assert.IsEmpty(await Bytes.ReadToEndAsync(link.Server.Input));
    }

    [TestMethod]
    public void Listener_WithoutAPrivateKey_IsRefusedAtOnce()
    {
        using X509Certificate2 bare = X509CertificateLoader.LoadCertificate(TestCertificates.Server.RawData);
        Assert.ThrowsExactly<ArgumentException>(() => CarrierAddress.Parse("tls:127.0.0.1:0").Listen(new TlsListenerOptions { Certificate = bare }));
    }

    private async Task<string> NextFailureAsync() => (await _failures.Reader.ReadAsync(RawPeer.Patience)).Message;

    private static async Task<int> ReceiveAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[100], RawPeer.Patience);
        }
        catch (SocketException)
        {
            return 0; // a reset, because what it has sent was not read
        }
    }

    /// <summary>The server may have accepted: it does not wait for what the client thinks of its certificate.</summary>
    private static async Task AssertRefusedAsync(IListener listener, TlsConnectorOptions? options)
    {
        _ = listener.AcceptAsync(RawPeer.Patience).AsTask();
        IConnector connector = CarrierAddress.Parse(listener.Address).ToConnector(options);
        IOException refused = await Assert.ThrowsExactlyAsync<IOException>(async () => await connector.ConnectAsync(RawPeer.Patience));
        Assert.Contains($"The TLS handshake with {listener.Address} failed.", refused.Message);
        Assert.IsInstanceOfType<System.Security.Authentication.AuthenticationException>(refused.InnerException);
    }

    /// <summary>Connects and reads: a refusal by the server may come after the client's part of the handshake.</summary>
    private static async Task<string> TryAsync(IConnector connector)
    {
        try
        {
            await using CarrierConnection connection = await connector.ConnectAsync(RawPeer.Patience);
            return await Bytes.ReadToAnyEndAsync(connection.Input) is "failure" or "end" ? "refused" : "";
        }
        catch (IOException)
        {
            return "refused";
        }
    }

    private static async Task<Socket> ConnectRawAsync(IListener listener)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPEndPoint.Parse(listener.Address[4..]));
        return socket;
    }

    private async Task<Link> ConnectBesideAsync(IListener listener)
    {
        Task<CarrierConnection> accepting = listener.AcceptAsync(RawPeer.Patience).AsTask();
        CarrierConnection client = await ConnectorTo(listener.Address).ConnectAsync(RawPeer.Patience);
        return new Link(client, await accepting);
    }

    private IListener Listen(X509Certificate2 certificate, TimeProvider? time = null, int maxHandshakes = 256) => CarrierAddress.Parse("tls:127.0.0.1:0").Listen(new TlsListenerOptions
    {
        Certificate = certificate,
        AcceptFailed = failure => _failures.Writer.TryWrite(failure),
        TimeProvider = time ?? TimeProvider.System,
        MaxHandshakes = maxHandshakes,
    });

    private IListener ListenForClients() => CarrierAddress.Parse("tls:127.0.0.1:0").Listen(new TlsListenerOptions
    {
        Certificate = TestCertificates.Server,
        RequiresClientCertificate = true,
        ValidateClientCertificate = (_, certificate, _, _) => TestCertificates.IsValid((X509Certificate2?)certificate, TestCertificates.Client),
        AcceptFailed = failure => _failures.Writer.TryWrite(failure),
    });
}
