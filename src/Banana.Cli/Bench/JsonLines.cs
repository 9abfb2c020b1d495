using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Text.Json;

namespace Banana.Cli.Bench;

/// <summary>Events as lines of JSON over a pipe, each flushed by itself: what a program would do without a bus.</summary>
/// <param name="pipe">The pipe.</param>
[SuppressMessage("Design", "CA1001", Justification = "The writer holds nothing of its own; the pipe is its owner's.")]
internal sealed class JsonLines(IDuplexPipe pipe)
{
    private readonly Utf8JsonWriter _writer = new(pipe.Output, new JsonWriterOptions { SkipValidation = true });
    private ReadOnlySequence<byte> _rest;
    private bool _hasRead;
    private bool _hasEnded;

    /// <summary>Writes a line with its end.</summary>
    public static void Write(IBufferWriter<byte> output, Utf8JsonWriter writer, BenchEvent item)
    {
        writer.Reset(output);
        JsonSerializer.Serialize(writer, item, BenchJson.Default.BenchEvent);
        writer.Flush();
        output.Write("\n"u8);
    }

    public void Write(BenchEvent item) => Write(pipe.Output, _writer, item);

    /// <summary>Writes a line that was written elsewhere.</summary>
    public void Write(ReadOnlySpan<byte> line) => pipe.Output.Write(line);

    public ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken) => pipe.Output.FlushAsync(cancellationToken);

    /// <summary>Takes the next line, if all of it has come.</summary>
    public bool TryTake([NotNullWhen(true)] out BenchEvent? item)
    {
        item = null;
        if (_rest.PositionOf((byte)'\n') is not { } end)
        {
            return false;
        }

        Utf8JsonReader reader = new(_rest.Slice(0, end));
        item = JsonSerializer.Deserialize(ref reader, BenchJson.Default.BenchEvent)!;
        _rest = _rest.Slice(_rest.GetPosition(1, end));
        return true;
    }

    /// <summary>Waits for more, when no line is left; false at the end.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (_hasEnded)
        {
            return false;
        }

        if (_hasRead)
        {
            pipe.Input.AdvanceTo(_rest.Start, _rest.End);
        }

        ReadResult result = await pipe.Input.ReadAsync(cancellationToken).ConfigureAwait(false);
        _rest = result.Buffer;
        _hasRead = true;
        _hasEnded = result.IsCompleted;
        return true;
    }
}
