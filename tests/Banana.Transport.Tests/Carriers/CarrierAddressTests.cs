namespace Banana.Transport.Tests.Carriers;

/// <summary>One text says where to connect to, or to listen.</summary>
[TestClass]
public sealed class CarrierAddressTests
{
    [TestMethod]
    [DataRow("tcp:127.0.0.1:5000")]
    [DataRow("tcp:[::1]:5000")]
    [DataRow("tcp:example.org:5000")]
    [DataRow("tls:example.org:443")]
    [DataRow("tls:[::1]:443")]
    [DataRow("unix:/run/app/bus.sock")]
    [DataRow("pipe:app-bus")]
    [DataRow("memory:app")]
    [DataRow("ws://example.org/bus")]
    [DataRow("wss://example.org:8443/bus?a=b")]
    public void Parse_OfEachForm_IsWhatTheConnectorSays(string text)
    {
        CarrierAddress address = CarrierAddress.Parse(text);
        Assert.AreEqual(text, address.ToString());
        Assert.AreEqual(text, address.ToConnector().ToString());
        Assert.IsTrue(CarrierAddress.TryParse(text, out _));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("localhost")]
    [DataRow("http://example.org")]
    [DataRow("tcp:")]
    [DataRow("tcp:5000")]
    [DataRow("tcp:host:port")]
    [DataRow("tcp:host:65536")]
    [DataRow("tcp:host:-1")]
    [DataRow("tls::443")]
    [DataRow("unix:")]
    [DataRow("pipe:")]
    [DataRow("memory:")]
    [DataRow("ws:example")]
    [DataRow("TCP:host:1")]
    public void Parse_OfAnythingElse_TellsTheForms(string text)
    {
        FormatException refused = Assert.ThrowsExactly<FormatException>(() => CarrierAddress.Parse(text));
        Assert.StartsWith($"'{text}' is no address: ", refused.Message);
        Assert.Contains("tcp:host:port, tls:host:port, unix:/path, pipe:name, ws://host/path, wss://host/path or memory:name", refused.Message);
        Assert.IsFalse(CarrierAddress.TryParse(text, out _));
    }

    [TestMethod]
    public void Parse_OfAPathThatIsTooLong_IsRefused() => Assert.ThrowsExactly<FormatException>(() => CarrierAddress.Parse("unix:/" + new string('x', 300)));

    [TestMethod]
    public async Task Listen_OnPortsOfThisMachine_NamesThePort()
    {
        foreach (string host in new[] { "127.0.0.1", "localhost", "*", "0.0.0.0" })
        {
            await using IListener listener = CarrierAddress.Parse($"tcp:{host}:0").Listen();
            Assert.DoesNotEndWith(":0", listener.Address);
            await using CarrierConnection client = await CarrierAddress.Parse("tcp:127.0.0.1" + listener.Address[listener.Address.LastIndexOf(':')..]).ToConnector().ConnectAsync();
        }
    }

    [TestMethod]
    public void Listen_WhereThatIsImpossible_SaysWhatToDo()
    {
        Assert.Contains("TlsListenerOptions", Assert.ThrowsExactly<ArgumentException>(() => CarrierAddress.Parse("tls:localhost:0").Listen()).Message);
        Assert.Contains("FromAccepted", Assert.ThrowsExactly<NotSupportedException>(() => CarrierAddress.Parse("ws://localhost/").Listen()).Message);
        Assert.Contains("or * for all", Assert.ThrowsExactly<IOException>(() => CarrierAddress.Parse("tcp:example.org:0").Listen()).Message);
    }
}
