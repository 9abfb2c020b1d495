using System.Diagnostics;
using System.Globalization;
using Banana.Transport;

namespace Banana.Live.Tests.Peers;

/// <summary>The samples of the event bus are programs that do what they say.</summary>
[TestClass]
public sealed class BusSampleTests
{
    [TestMethod]
    public async Task TwoProcesses_OverAUnixSocket_ExchangeEventsAndARequest()
    {
        string address = NewAddress();
        using Process server = Start("TwoProcesses/Server", "Server", address);
        Assert.AreEqual("serving until the input ends", await server.StandardOutput.ReadLineAsync(PythonPeer.Patience));
        using Process client = Start("TwoProcesses/Client", "Client", address);
        Assert.AreEqual("order 7 is on its way\n", await FinishAsync(client));
        server.StandardInput.Close();
        Assert.AreEqual("order 7 is paid: 99.80\n", await FinishAsync(server));
    }

    [TestMethod]
    public async Task Worker_HandlesEvents_AnswersRequests_AndStopsInGoodOrder()
    {
        string address = NewAddress();
        using Process worker = Start("Worker", "Worker", $"--Banana:stock:Serve:0={address}");
        await WaitForAsync(worker, "Application started.");
        await using (Endpoint supplier = new("supplier"))
        {
            await supplier.ConnectAsync(CarrierAddress.Parse(address).ToConnector(), PythonPeer.Patience);
            await supplier.PublishAsync(new GoodsDelivered("apple", 12));
            await WaitForAsync(worker, "supplier has delivered 12 of apple");
            Assert.AreEqual(12, (await supplier.RequestAsync<StockAsked, StockLevel>(new StockAsked("apple"))).Count);
        }

        using Process kill = Process.Start("kill", ["-TERM", worker.Id.ToString(CultureInfo.InvariantCulture)]);
        StringAssert.Contains(await FinishAsync(worker), "Application is shutting down");
    }

    private static string NewAddress() => $"unix:{Path.Combine(Directory.CreateTempSubdirectory("banana").FullName, "s")}";

    private static Process Start(string sample, string program, params string[] args)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        string path = Path.Combine(Repository.Root, "samples", sample, "bin", configuration, "net10.0", $"{program}.dll");
        return Process.Start(new ProcessStartInfo("dotnet", ["exec", path, .. args]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    private static async Task WaitForAsync(Process process, string text)
    {
        while (await process.StandardOutput.ReadLineAsync(PythonPeer.Patience) is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The program ended without saying '{text}'.");
    }

    /// <summary>Waits until a program has ended well, and returns the rest of what it says.</summary>
    private static async Task<string> FinishAsync(Process process)
    {
        string output = await process.StandardOutput.ReadToEndAsync(PythonPeer.Patience);
        await process.WaitForExitAsync(PythonPeer.Patience);
        Assert.AreEqual(0, process.ExitCode, output);
        return output;
    }
}

/// <summary>The events of the worker, as another program declares them.</summary>
[Event("stock.goods-delivered")]
public sealed record GoodsDelivered(string Article, int Count);

[Event("stock.asked")]
public sealed record StockAsked(string Article);

[Event("stock.level")]
public sealed record StockLevel(string Article, int Count);
