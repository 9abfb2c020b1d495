using System.IO.Pipelines;
using Banana.Transport;

namespace Banana.Memory.Tests;

/// <summary>A connection that waits holds next to nothing, although data went over it.</summary>
[TestClass]
public sealed class IdleConnectionTests
{
    private const int Connections = 300;

    /// <summary>Of a named pipe, the framework cannot wait without a buffer; it is a small one.</summary>
    [TestMethod]
    [DataRow("tcp:127.0.0.1:0", 7_000)]
    [DataRow("unix:{0}", 7_000)]
    [DataRow("memory:idle", 4_000)]
    [DataRow("pipe:banana-idle-{1}", 16_000)]
    public async Task Connection_ThatIsIdle_CostsLittle(string address, int mostBytes)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("banana").FullName, "s");
        await using IListener listener = CarrierAddress.Parse(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, path, Environment.ProcessId)).Listen();
        List<CarrierConnection> ends = new(2 * Connections);
        List<Task> waiting = new(2 * Connections);
        await ConnectAsync(listener, 10, ends, waiting); // warm
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await ConnectAsync(listener, Connections - 10, ends, waiting);
        long each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (Connections - 10);
        Assert.IsFalse(waiting.Any(read => read.IsCompleted));
        Assert.IsLessThan(mostBytes, each);
        foreach (CarrierConnection end in ends)
        {
            await end.DisposeAsync();
        }

        await Task.WhenAll(waiting).ContinueWith(_ => { }, TaskScheduler.Default); // each ends in its own way
    }

    private static async Task ConnectAsync(IListener listener, int count, List<CarrierConnection> ends, List<Task> waiting)
    {
        IConnector connector = CarrierAddress.Parse(listener.Address).ToConnector();
        for (int i = 0; i < count; i++)
        {
            Task<CarrierConnection> accepting = listener.AcceptAsync().AsTask();
            CarrierConnection client = await connector.ConnectAsync();
            CarrierConnection server = await accepting;
            ends.AddRange([client, server]);
            waiting.Add(await SendAsync(client, server));
            waiting.Add(await SendAsync(server, client));
        }
    }

    /// <summary>Lets something come, then waits for more.</summary>
    private static async Task<Task> SendAsync(CarrierConnection from, CarrierConnection to)
    {
        await from.Output.WriteAsync(new byte[100]);
        ReadResult result = await to.Input.ReadAsync();
        to.Input.AdvanceTo(result.Buffer.End);
        return to.Input.ReadAsync().AsTask();
    }
}
