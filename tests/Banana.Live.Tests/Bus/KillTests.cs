using System.Globalization;
using Banana.Transport;

namespace Banana.Live.Tests.Bus;

/// <summary>
/// A process at the other end is killed in the middle of its work, twenty times, or as often as BANANA_KILLS says. It is the one that serves, to which the
/// endpoint of the test connects again, and the one that has connected, in turns.
/// </summary>
[TestClass]
[DoNotParallelize] // counts the descriptors of the process
public sealed class KillTests
{
    private const int WarmUp = 2;
    private const long MostGrowth = 2 * 1024 * 1024;
    private const int MostDescriptors = 4; // an attempt to connect may be under way

    private readonly Random _random = new(Seeds.Fixed);
    private readonly string _theirs = BusProcess.NewAddress();
    private readonly string _ours = BusProcess.NewAddress();

    [TestMethod]
    public async Task Kill_OfEitherSideAtAnyMoment_IsReportedFailsWhatWaitsAndLeavesNothing()
    {
        int rounds = int.Parse(Environment.GetEnvironmentVariable("BANANA_KILLS") ?? "20", CultureInfo.InvariantCulture) / 2;
        EndpointOptions options = new()
        {
            Reconnect = new ReconnectOptions { FirstDelay = TimeSpan.FromMilliseconds(10), LongestDelay = TimeSpan.FromMilliseconds(50) },
        };
        options.Events.Add<long>("ping").Add<string>("news");
        await using Endpoint endpoint = new("test", options);
        Witness witness = new(endpoint, "server", "client");
        await endpoint.ServeAsync(CarrierAddress.Parse(_ours).Listen());
        Task connecting = endpoint.ConnectAsync(CarrierAddress.Parse(_theirs).ToConnector());
        (int Descriptors, long Timers, long Bytes) before = default;
        for (int round = 0; round < rounds; round++)
        {
            before = round == WarmUp ? Measure() : before;
            await KillBothAsync(endpoint, witness);
            await connecting;
        }

        (int Descriptors, long Timers, long Bytes) after = Measure();
        Assert.IsLessThanOrEqualTo(before.Descriptors + MostDescriptors, after.Descriptors);
        Assert.IsLessThanOrEqualTo(before.Timers + MostDescriptors, after.Timers);
        Assert.IsLessThanOrEqualTo(before.Bytes + MostGrowth, after.Bytes);
        await endpoint.DisposeAsync();
        await witness.Watching.WaitAsync(BusProcess.Patience);
    }

    private async Task KillBothAsync(Endpoint endpoint, Witness witness)
    {
        await using BusProcess server = BusProcess.Start("bus", "serve", _theirs, "--name", "server", "--echo", "ping");
        await using BusProcess client = BusProcess.Start("bus", "watch", _ours, "--name", "client", "--event", "news");
        await witness.ExpectConnectionAsync("server");
        await witness.ExpectConnectionAsync("client");
        await Task.WhenAll(AskUntilKilledAsync(endpoint, server, _random.Next(50)), PublishUntilKilledAsync(endpoint, client, _random.Next(2000))).WaitAsync(BusProcess.Patience);
        foreach (string name in (string[])["server", "client"])
        {
            ConnectionCloseReason? reason = await witness.ExpectEndAsync(name);
            Assert.IsTrue(reason is ConnectionCloseReason.EndOfStream or ConnectionCloseReason.InputOutput, $"{name}: {reason}");
            Assert.IsFalse(endpoint.IsConnectedTo(name));
        }
    }

    /// <summary>Asks; kills it while it has a request; then each fails because it is gone.</summary>
    private static async Task AskUntilKilledAsync(Endpoint endpoint, BusProcess server, int moment)
    {
        RequestOptions options = new() { To = "server", Timeout = TimeSpan.FromMinutes(5) };
        try
        {
            for (long number = 0; true; number++)
            {
                Task<long> asking = endpoint.RequestAsync<long, long>(number, options);
                if (number == moment)
                {
                    server.Kill();
                }

                Assert.AreEqual(number, await asking);
            }
        }
        catch (Exception gone) when (gone is PeerDisconnectedException or NoSubscribersException)
        {
            await server.FinishAsync();
        }
    }

    /// <summary>Publishes, as fast as it is taken; kills it; then publishing fails because it is gone.</summary>
    private static async Task PublishUntilKilledAsync(Endpoint endpoint, BusProcess client, int moment)
    {
        PublishOptions options = new() { To = "client" };
        try
        {
            for (int number = 0; true; number++)
            {
                ValueTask publishing = endpoint.PublishAsync($"{number}", options);
                if (number == moment)
                {
                    client.Kill();
                }

                await publishing;
            }
        }
        catch (Exception gone) when (gone is PeerDisconnectedException or NoSubscribersException)
        {
            await client.FinishAsync();
        }
    }

    private static (int Descriptors, long Timers, long Bytes) Measure()
    {
        long bytes = GC.GetTotalMemory(forceFullCollection: true);
        return (Directory.GetFileSystemEntries("/proc/self/fd").Length, Timer.ActiveCount, bytes);
    }
}
