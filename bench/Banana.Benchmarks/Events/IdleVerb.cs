using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using Banana.Transport;

namespace Banana.Benchmarks.Events;

/// <summary>
/// The <c>idle</c> verb: how long it takes to connect and greet over loopback sockets, and what idle connections hold in memory, both ends
/// together. One JSON object.
/// </summary>
internal static class IdleVerb
{
    private const int DefaultCount = 2000;

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        int count = args is [string text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : DefaultCount;
        EventConnectionOptions options = new();
        List<EventConnection> open = [.. await OpenAsync(options)];
        long before = Settle();
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < count; i++)
        {
            open.AddRange(await OpenAsync(options));
        }

        double seconds = watch.Elapsed.TotalSeconds;
        long held = (Settle() - before) / count;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{{ \"connections\": {count}, \"seconds\": {seconds:0.00}, \"seconds_per_1000\": {1000 * seconds / count:0.00}, \"bytes_each\": {held} }}"));
        await Task.WhenAll(open.Select(connection => connection.DisposeAsync().AsTask()));
        return 0;
    }

    private static long Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task<EventConnection[]> OpenAsync(EventConnectionOptions options)
    {
        (IDuplexPipe here, IDuplexPipe there) = await EventsVerb.ConnectAsync();
        Task<EventConnection> opening = EventConnection.OpenAsync(there, options).AsTask();
        return [await EventConnection.OpenAsync(here, options), await opening];
    }
}
