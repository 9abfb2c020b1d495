using System.Buffers;
using System.CommandLine;
using System.IO.Pipelines;
using Banana.Diagnostics;
using Banana.Wire;

namespace Banana.Cli.Commands;

/// <summary><c>banana dump</c>: one token a line, in constant memory.</summary>
internal static class DumpCommand
{
    public static Command Create()
    {
        Argument<string?> file = CommonOptions.File();
        Option<WireDialect> dialect = CommonOptions.Dialect();
        Option<int> vocabulary = CommonOptions.Vocabulary();
        Command command = new("dump", "Lists tokens, one per line: offset, nesting, header bytes, token, preview of the body.")
        {
            file, dialect, vocabulary,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            CommandStreams.Open(parsed.GetValue(file)),
            CommonOptions.TableOf(parsed.GetRequiredValue(dialect), parsed.GetValue(vocabulary)),
            cancellationToken));
        return command;
    }

    public static async Task<int> RunAsync(CommandStreams streams, Vocabulary vocabulary, CancellationToken cancellationToken)
    {
        using Progress progress = new();
        PipeReader input = PipeReader.Create(streams.Input, new StreamPipeReaderOptions(bufferSize: 64 * 1024));
        PipeWriter output = PipeWriter.Create(streams.Output, new StreamPipeWriterOptions(minimumBufferSize: 64 * 1024, leaveOpen: true));
        TokenText text = new(vocabulary);
        TokenReaderState state = default;
        try
        {
            while (true)
            {
                ReadResult result = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    List(result.Buffer, text, output, input, result.IsCompleted, ref state);
                }
                finally
                {
                    await output.FlushAsync(cancellationToken).ConfigureAwait(false);
                }

                progress.Report(state.Offset);
                if (result.IsCompleted)
                {
                    return ExitCodes.Success;
                }
            }
        }
        finally
        {
            await input.CompleteAsync().ConfigureAwait(false);
        }
    }

    private static void List(
        in ReadOnlySequence<byte> buffer,
        TokenText text,
        PipeWriter output,
        PipeReader input,
        bool isEnd,
        ref TokenReaderState state)
    {
        TokenReader reader = new(buffer, state);
        text.Write(ref reader, output);
        if (isEnd && (reader.Remaining > 0 || reader.BodyRemaining > 0))
        {
            throw reader.CreateUnexpectedEnd();
        }

        input.AdvanceTo(buffer.GetPosition(reader.Offset - state.Offset), buffer.End);
        state = reader.State;
    }
}
