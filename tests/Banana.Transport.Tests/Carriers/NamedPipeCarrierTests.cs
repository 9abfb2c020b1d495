using System.Net.Sockets;

namespace Banana.Transport.Tests.Carriers;

[TestClass]
public sealed class NamedPipeCarrierTests : ListenerContract
{
    private static int s_count;

    protected override bool EndsOneWay => false;

    protected override IListener Listen() => CarrierAddress.Parse($"pipe:banana-{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}").Listen();

    protected override IConnector ConnectorTo(string address) => CarrierAddress.Parse(address).ToConnector();

    /// <summary>On Unix a pipe is a socket with a file, which a process that is killed leaves behind.</summary>
    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Listen_WhereAnotherProcessListens_IsRefusedOnlyWhileItLives(bool isAlive)
    {
        string name = $"banana-{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}";
        string path = Path.Combine(Path.GetTempPath(), "CoreFxPipe_" + name);
        using Socket other = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(path));
        other.Listen(1);
        if (isAlive)
        {
            Assert.ThrowsExactly<IOException>(() => new NamedPipeListener(name));
            Assert.IsTrue(File.Exists(path));
            return;
        }

        File.Move(path, path + "x"); // disposing removes its file
        other.Dispose();
        File.Move(path + "x", path);
        await using NamedPipeListener listener = new(name);
        await using Link link = await Link.ConnectAsync(listener, new NamedPipeConnector(name));
    }
}
