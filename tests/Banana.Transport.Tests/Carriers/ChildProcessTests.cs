using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipelines;
using Banana.Transport.Tests.Streams;

namespace Banana.Transport.Tests.Carriers;

/// <summary>A real child process, and its two ends.</summary>
[TestClass]
public sealed class ChildProcessTests
{
    private readonly ConcurrentQueue<string> _errors = [];

    [TestMethod]
    public async Task Exchange_OfAMegabyteWithAChild_ArrivesWhole()
    {
        await using CarrierConnection child = await StartAsync("echo");
        byte[] bytes = Bytes.Some(1024 * 1024);
        Task sending = Bytes.WriteAsync(child.Output, bytes);
        CollectionAssert.AreEqual(bytes, await Bytes.ReadAsync(child.Input, bytes.Length));
        await sending;
        await child.Output.CompleteAsync();
        Assert.IsEmpty(await Bytes.ReadToEndAsync(child.Input));
        using Process? process = Find(child);
        await child.DisposeAsync();
        Assert.IsTrue(process is null || process.HasExited);
        Assert.Contains("stray output of the child", _errors.ToList(), "it did not end up in the stream");
    }

    [TestMethod]
    public async Task Dispose_OfAChildThatStays_KillsIt()
    {
        ManualTime time = new();
        CarrierConnection child = await StartAsync("stay", time);
        await Bytes.WriteAsync(child.Output, [1]);
        await Bytes.ReadAsync(child.Input, 1);
        using Process process = Find(child)!;
        await time.PassAsync(child.DisposeAsync().AsTask());
        await process.WaitForExitAsync(RawPeer.Patience); // it would stay forever
        await child.DisposeAsync();
    }

    /// <summary>A child of the child that lives on, and holds the standard error open.</summary>
    [TestMethod]
    public async Task Dispose_OfAChildWithAnOrphan_EndsInTime()
    {
        ManualTime time = new();
        ProcessStartInfo start = new("/bin/sh", ["-c", "setsid sleep 5 & exec cat"]);
        CarrierConnection child = await new ChildProcessConnector(start, new ChildProcessOptions { ErrorLine = _errors.Enqueue, TimeProvider = time }).ConnectAsync(RawPeer.Patience);
        await Bytes.WriteAsync(child.Output, [1]);
        await Bytes.ReadAsync(child.Input, 1);
        await time.PassAsync(child.DisposeAsync().AsTask());
    }

    [TestMethod]
    public async Task Child_ThatDies_EndsTheStream()
    {
        await using CarrierConnection child = await StartAsync("die");
        await Bytes.WriteAsync(child.Output, [1]);
        Assert.IsEmpty(await Bytes.ReadToEndAsync(child.Input));
        try
        {
            while (!(await child.Output.WriteAsync(Bytes.Some(10_000), RawPeer.Patience)).IsCompleted)
            {
                // until the system tells
            }
        }
        catch (IOException)
        {
            // told
        }
    }

    [TestMethod]
    public async Task Read_ThatIsCancelled_LosesNothing()
    {
        await using CarrierConnection child = await StartAsync("echo");
        using CancellationTokenSource stop = new();
        Task<ReadResult> reading = child.Input.ReadAsync(stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => reading.WaitAsync(RawPeer.Patience));
        await Bytes.WriteAsync(child.Output, [7, 8]);
        CollectionAssert.AreEqual(new byte[] { 7, 8 }, await Bytes.ReadAsync(child.Input, 2));
    }

    [TestMethod]
    public async Task Dispose_WhileReading_EndsTheRead()
    {
        CarrierConnection child = await StartAsync("echo");
        Task<string> reading = Bytes.ReadToAnyEndAsync(child.Input);
        await child.DisposeAsync();
        await reading;
    }

    [TestMethod]
    public async Task Connect_ToAProgramThatIsMissing_NamesIt()
    {
        ChildProcessConnector connector = new(new ProcessStartInfo("/no/such/program"));
        IOException refused = await Assert.ThrowsExactlyAsync<IOException>(async () => await connector.ConnectAsync());
        Assert.StartsWith("process:/no/such/program cannot be started", refused.Message);
    }

    private static Process? Find(CarrierConnection child)
    {
        string address = child.RemoteAddress;
        try
        {
            return Process.GetProcessById(int.Parse(address[(address.LastIndexOf('(') + 1)..^1], System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private ValueTask<CarrierConnection> StartAsync(string mode, TimeProvider? time = null) => new ChildProcessConnector(
        ChildProgram.Start(mode), new ChildProcessOptions { ErrorLine = _errors.Enqueue, TimeProvider = time ?? TimeProvider.System }).ConnectAsync(RawPeer.Patience);
}
