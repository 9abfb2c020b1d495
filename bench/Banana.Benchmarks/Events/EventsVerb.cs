using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Text.Json;
using Banana.Benchmarks.Models;
using Banana.Transport;

namespace Banana.Benchmarks.Events;

/// <summary>
/// The <c>events</c> verb: how many small objects a second go from one end to the other, each flushed by itself, as events and as lines of JSON. One JSON object.
/// </summary>
internal static class EventsVerb
{
    private const int DefaultCount = 200_000;
    private const int Rounds = 3;

    private static readonly SmallPoco s_poco = SmallPoco.Create(new Random(8));

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        int count = args is [string text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : DefaultCount;
        List<string> rows = [];
        foreach (bool isTcp in (bool[])[false, true])
        {
            double json = 0;
            double events = 0;
            for (int i = 0; i < Rounds; i++)
            {
                json = Math.Max(json, await RateAsync(isTcp, count, SendLinesAsync, ReceiveLinesAsync));
                events = Math.Max(events, await RateAsync(isTcp, count, SendEventsAsync, ReceiveEventsAsync));
            }

            rows.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"  \"{(isTcp ? "tcp" : "memory")}\": {{ \"events_per_second\": {events:0}, \"json_lines_per_second\": {json:0}, \"x_json_lines\": {events / json:0.00} }}"));
        }

        output.WriteLine($"{{\n{string.Join(",\n", rows)}\n}}");
        return 0;
    }

    private static async Task<double> RateAsync(bool isTcp, int count, Func<IDuplexPipe, int, Task> send, Func<IDuplexPipe, Task<int>> receive)
    {
        (IDuplexPipe here, IDuplexPipe there) = isTcp ? await ConnectAsync() : DuplexPair.Create();
        Stopwatch watch = Stopwatch.StartNew();
        Task sending = Task.Run(() => send(here, count));
        int received = await Task.Run(() => receive(there));
        await sending;
        double rate = received / watch.Elapsed.TotalSeconds;
        foreach (IAsyncDisposable socket in new[] { here, there }.OfType<IAsyncDisposable>())
        {
            await socket.DisposeAsync();
        }

        return received == count ? rate : throw new InvalidDataException($"{received} of {count} came.");
    }

    public static async Task<(IDuplexPipe Here, IDuplexPipe There)> ConnectAsync()
    {
        await using SocketListener listener = new(new IPEndPoint(IPAddress.Loopback, 0));
        Task<CarrierConnection> accepting = listener.AcceptAsync().AsTask();
        CarrierConnection connected = await new SocketConnector(listener.LocalEndPoint).ConnectAsync();
        return (connected, await accepting);
    }

    private static async Task SendEventsAsync(IDuplexPipe pipe, int count)
    {
        await using EventConnection connection = await EventConnection.OpenAsync(pipe, NewOptions());
        for (int i = 0; i < count; i++)
        {
            await connection.SendAsync(s_poco);
        }
    }

    private static async Task<int> ReceiveEventsAsync(IDuplexPipe pipe)
    {
        int received = 0;
        await using EventConnection connection = await EventConnection.OpenAsync(pipe, NewOptions());
        await foreach (ReceivedEvent item in connection.ReceiveAllAsync())
        {
            received += item.Value is SmallPoco ? 1 : 0;
        }

        return received;
    }

    private static EventConnectionOptions NewOptions()
    {
        EventConnectionOptions options = new();
        options.Events.Add("poco", options.Serializer.Types.Get<SmallPoco>());
        return options;
    }

    private static async Task SendLinesAsync(IDuplexPipe pipe, int count)
    {
        using Utf8JsonWriter writer = new(pipe.Output, new JsonWriterOptions { SkipValidation = true });
        for (int i = 0; i < count; i++)
        {
            JsonSerializer.Serialize(writer, s_poco);
            writer.Flush();
            writer.Reset(pipe.Output);
            pipe.Output.Write("\n"u8);
            await pipe.Output.FlushAsync();
        }

        await pipe.Output.CompleteAsync();
    }

    private static async Task<int> ReceiveLinesAsync(IDuplexPipe pipe)
    {
        int received = 0;
        while (true)
        {
            ReadResult result = await pipe.Input.ReadAsync();
            ReadOnlySequence<byte> rest = result.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                received += Read(rest.Slice(0, end)) is not null ? 1 : 0;
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            pipe.Input.AdvanceTo(rest.Start, rest.End);
            if (result.IsCompleted)
            {
                return received;
            }
        }
    }

    private static SmallPoco? Read(in ReadOnlySequence<byte> line)
    {
        Utf8JsonReader reader = new(line);
        return JsonSerializer.Deserialize<SmallPoco>(ref reader);
    }
}
