using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Carriers;

[TestClass]
public sealed class UnixCarrierTests : ListenerContract
{
    protected override IListener Listen() => CarrierAddress.Parse($"unix:{NewPath()}").Listen();

    protected override IConnector ConnectorTo(string address) => CarrierAddress.Parse(address).ToConnector();

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    [UnsupportedOSPlatform("windows")]
    public async Task File_IsThereWhileItListens_WithItsPermissions()
    {
        string path = NewPath();
        const UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        SocketListener listener = new(new UnixDomainSocketEndPoint(path), new ListenerOptions { UnixFileMode = mode });
        Assert.AreEqual(mode, File.GetUnixFileMode(path));
        Assert.HasCount(1, Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
        await listener.DisposeAsync();
        Assert.IsEmpty(Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [TestMethod]
    public async Task Listen_WhereADeadProcessListened_ReplacesItsFile()
    {
        string path = NewPath();
        LeaveStale(path);
        Assert.IsTrue(File.Exists(path));
        await using IListener listener = CarrierAddress.Parse($"unix:{path}").Listen();
        await using Link link = await Link.ConnectAsync(listener, ConnectorTo(listener.Address));
        Assert.HasCount(1, Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [TestMethod]
    public void Listen_WhereOneListens_SaysThatItIsAlive()
    {
        string path = NewPath();
        using Socket alive = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        alive.Bind(new UnixDomainSocketEndPoint(path));
        alive.Listen(1);
        IOException refused = Assert.ThrowsExactly<IOException>(() => CarrierAddress.Parse($"unix:{path}").Listen());
        Assert.Contains($"unix:{path} is in use: a process is listening there", refused.Message);
        Assert.HasCount(1, Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!), "nothing is left over");
    }

    /// <summary>A process that does not accept just now is alive, too.</summary>
    [TestMethod]
    public async Task Listen_WhereTheQueueIsFull_SaysThatItIsAlive()
    {
        string path = NewPath();
        await using SocketListener busy = new(new UnixDomainSocketEndPoint(path), new ListenerOptions { Backlog = 1 });
        List<Socket> waiting = [];
        try
        {
            while (true)
            {
                Socket next = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
                waiting.Add(next);
                next.Connect(new UnixDomainSocketEndPoint(path));
            }
        }
        catch (SocketException)
        {
            // full
        }

        Assert.ThrowsExactly<IOException>(() => CarrierAddress.Parse($"unix:{path}").Listen());
        waiting.ForEach(socket => socket.Dispose());
    }

    [TestMethod]
    public void Listen_WhereThereIsAFile_LeavesIt()
    {
        string path = NewPath();
        File.WriteAllText(path, "somebody's data");
        IOException refused = Assert.ThrowsExactly<IOException>(() => CarrierAddress.Parse($"unix:{path}").Listen());
        Assert.Contains("not a socket", refused.Message);
        Assert.AreEqual("somebody's data", File.ReadAllText(path));
    }

    /// <summary>Of many that start at the same time where a dead process listened, one gets the name, and the others are told.</summary>
    [TestMethod]
    public async Task Listen_ManyAtOnceAtAStaleFile_OneGetsIt()
    {
        for (int round = 0; round < 20; round++)
        {
            string path = NewPath();
            LeaveStale(path);
            IListener?[] started = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TryListen(path))));
            IListener winner = started.Single(listener => listener is not null)!;
            await using (winner)
            {
                await using Link link = await Link.ConnectAsync(winner, ConnectorTo(winner.Address));
            }

            Assert.IsEmpty(Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
        }
    }

    [TestMethod]
    public void Listen_InADirectoryThatIsNotThere_NamesTheAddress()
    {
        string path = NewPath() + "/none/s";
        IOException refused = Assert.ThrowsExactly<IOException>(() => CarrierAddress.Parse($"unix:{path}").Listen());
        Assert.Contains($"unix:{path}", refused.Message);
    }

    /// <summary>A process without a free descriptor cannot accept; when it has one again, whoever waits is accepted.</summary>
    [TestMethod]
    public async Task Accept_WhenThereAreTooManyOpenFiles_GoesOnWhenThereAreFewer()
    {
        string path = NewPath();
        ProcessStartInfo start = ChildProgram.Start($"crowded:{path}");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"ulimit -n 200; exec '{start.FileName}'");
        start.FileName = "/bin/sh";
        await using CarrierConnection child = await new ChildProcessConnector(start).ConnectAsync(RawPeer.Patience);
        CollectionAssert.AreEqual("n"u8.ToArray(), await Bytes.ReadAsync(child.Input, 1));
        await using CarrierConnection waiting = await CarrierAddress.Parse($"unix:{path}").ToConnector().ConnectAsync(RawPeer.Patience);
        CollectionAssert.AreEqual("f"u8.ToArray(), await Bytes.ReadAsync(child.Input, 1), "it was told that the accept has failed");
        await Bytes.WriteAsync(child.Output, [1]);
        CollectionAssert.AreEqual("a"u8.ToArray(), await Bytes.ReadToEndAsync(waiting.Input));
    }

    private static IListener? TryListen(string path)
    {
        try
        {
            return CarrierAddress.Parse($"unix:{path}").Listen();
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Leaves what a process leaves that is killed.</summary>
    private static void LeaveStale(string path)
    {
        using (Socket dead = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(path));
            dead.Listen(1);
            File.Move(path, path + "x"); // disposing removes its file
        }

        File.Move(path + "x", path);
    }

    private static string NewPath() => Path.Combine(Directory.CreateTempSubdirectory("banana").FullName, "s");
}
