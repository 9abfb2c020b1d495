using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using Banana.Transport;

namespace Banana.Benchmarks.Events;

/// <summary>
/// The <c>lanes</c> verb: how long small events take on an idle connection, and while a graph of a gigabyte streams the same way over the same
/// loopback socket; and by how much the process grows. One JSON object.
/// </summary>
internal static class LanesVerb
{
    private const int Events = 2000;
    private const int DefaultMegabytes = 1024;

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        long bytes = (args is [string text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : DefaultMegabytes) * 1024L * 1024;
        (IDuplexPipe here, IDuplexPipe there) = await EventsVerb.ConnectAsync();
        Task<EventConnection> opening = EventConnection.OpenAsync(there, new EventConnectionOptions()).AsTask();
        await using EventConnection sender = await EventConnection.OpenAsync(here, new EventConnectionOptions());
        await using EventConnection receiver = await opening;
        List<double> times = [];
        TaskCompletionSource<long> taken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task receiving = ReceiveAsync(receiver, times, taken);
        await SendTicksAsync(sender, times, () => false); // to warm up
        times.Clear();
        await SendTicksAsync(sender, times, () => false);
        double idle = Percentile(times);
        times.Clear();
        long before = Grown();
        await sender.SendAsync(new Columns { Parts = MakeParts(bytes) });
        Stopwatch watch = Stopwatch.StartNew();
        await SendTicksAsync(sender, times, () => !taken.Task.IsCompleted);
        long streamed = await taken.Task;
        double busy = Percentile(times);
        string rates = string.Create(CultureInfo.InvariantCulture, $"\"streamed_mb\": {streamed >> 20}, \"mb_per_second\": {streamed / watch.Elapsed.TotalSeconds / 1e6:0}");
        string delays = string.Create(CultureInfo.InvariantCulture, $"\"p99_idle_us\": {idle:0}, \"p99_us\": {busy:0}, \"x_idle\": {busy / idle:0.00}");
        output.WriteLine($"{{ {rates}, \"events\": {times.Count}, {delays}, \"grown_mb\": {(Grown() - before) >> 20} }}");
        await sender.DisposeAsync();
        await receiving;
        return 0;
    }

    private static long Grown()
    {
        using Process self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }

    private static async IAsyncEnumerable<byte[]> MakeParts(long bytes)
    {
        byte[] part = new byte[32 * 1024];
        for (long left = bytes; left > 0; left -= part.Length)
        {
            yield return part;
            await Task.CompletedTask;
        }
    }

    private static async Task SendTicksAsync(EventConnection sender, List<double> times, Func<bool> goesOn)
    {
        for (int i = 0; i < Events || goesOn(); i++)
        {
            await sender.SendAsync(new Tick { SentAt = Stopwatch.GetTimestamp() });
            SpinWait.SpinUntil(() => Volatile.Read(ref times) is { } known && known.Count > i, 1); // about a millisecond, or until it has come
        }
    }

    private static async Task ReceiveAsync(EventConnection receiver, List<double> times, TaskCompletionSource<long> taken)
    {
        await foreach (ReceivedEvent item in receiver.ReceiveAllAsync())
        {
            if (item.Value is Tick tick)
            {
                times.Add(Stopwatch.GetElapsedTime(tick.SentAt).TotalMicroseconds);
            }
            else if (item.Value is Columns columns)
            {
                _ = Task.Run(() => TakeAsync(columns, taken));
            }
        }
    }

    private static async Task TakeAsync(Columns columns, TaskCompletionSource<long> taken)
    {
        long bytes = 0;
        await foreach (byte[] part in columns.Parts!)
        {
            bytes += part.Length;
        }

        taken.SetResult(bytes);
    }

    private static double Percentile(List<double> times)
    {
        double[] sorted = [.. times];
        Array.Sort(sorted);
        return sorted[(int)(sorted.Length * 0.99)];
    }
}

/// <summary>A small event that says when it was sent.</summary>
[Event("bench.tick")]
public sealed class Tick
{
    /// <summary>The timestamp.</summary>
    public long SentAt { get; set; }
}

/// <summary>A large one.</summary>
[Event("bench.columns")]
public sealed class Columns
{
    /// <summary>The parts.</summary>
    public IAsyncEnumerable<byte[]>? Parts { get; set; }
}
