using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Text.Json;

namespace Banana.Cli.Bench;

/// <summary>Lines of JSON. What goes to several consumers is serialized once.</summary>
/// <param name="consumers">A pipe to each.</param>
[SuppressMessage("Design", "CA1001", Justification = "The writer holds nothing of its own; the pipe is its owner's.")]
internal sealed class LineWay(IEnumerable<IDuplexPipe> consumers) : IBenchWay
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly JsonLines[] _consumers = [.. consumers.Select(pipe => new JsonLines(pipe))];
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _writer = new(Stream.Null, new JsonWriterOptions { SkipValidation = true });

    public async ValueTask BroadcastAsync(BenchEvent item, CancellationToken cancellationToken)
    {
        _line.ResetWrittenCount();
        JsonLines.Write(_line, _writer, item);
        foreach (JsonLines consumer in _consumers)
        {
            consumer.Write(_line.WrittenSpan);
            await consumer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<long> AskAsync(int consumer, BenchEvent request, CancellationToken cancellationToken)
    {
        JsonLines lines = _consumers[consumer];
        lines.Write(request);
        await lines.FlushAsync(cancellationToken).ConfigureAwait(false);
        BenchEvent? answer;
        while (!lines.TryTake(out answer))
        {
            ValueTask<bool> reading = lines.ReadAsync(cancellationToken);
            bool hasMore = reading.IsCompleted ? await reading.ConfigureAwait(false) : await reading.AsTask().WaitAsync(s_patience, cancellationToken).ConfigureAwait(false);
            if (!hasMore)
            {
                throw new TimeoutException("A consumer has ended before it answered.");
            }
        }

        return answer.Number;
    }
}
