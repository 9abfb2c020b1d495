using System.CommandLine;
using System.IO.Pipelines;
using Banana.Cli.Json;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Cli.Commands;

/// <summary><c>banana encode</c>: canonical JSON lines to bytes.</summary>
internal static class EncodeCommand
{
    private const int FlushEvery = 64 * 1024;

    public static Command Create()
    {
        Argument<string?> file = CommonOptions.File();
        Option<WireDialect> dialect = CommonOptions.Dialect();
        Option<int> vocabulary = CommonOptions.Vocabulary();
        Command command = new("encode", "Encodes canonical JSON, one top-level object per line, to a stream on standard output.")
        {
            file, dialect, vocabulary,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            CommandStreams.Open(parsed.GetValue(file)), parsed.GetRequiredValue(dialect), parsed.GetValue(vocabulary), cancellationToken));
        return command;
    }

    public static async Task<int> RunAsync(
        CommandStreams streams, WireDialect dialect, int vocabulary, CancellationToken cancellationToken)
    {
        using StreamReader input = new(streams.Input, leaveOpen: true);
        PipeWriter output = PipeWriter.Create(streams.Output, new StreamPipeWriterOptions(leaveOpen: true));
        SlicerStack stack = new(CommonOptions.Sending(dialect, vocabulary));
        int exitCode = ExitCodes.Success;
        for (long line = 1; await input.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } json; line++)
        {
            if (string.IsNullOrWhiteSpace(json))
            {
                continue;
            }

            try
            {
                object? graph = Parse(json, dialect, line);
                SliceStep step;
                do
                {
                    step = Write(output, stack, graph);
                    await output.FlushAsync(cancellationToken).ConfigureAwait(false);
                }
                while (step != SliceStep.Done);
            }
            catch (ViolationException refused)
            {
                await streams.SayAsync($"line {line}: violation: {refused.Message}").ConfigureAwait(false);
                exitCode = ExitCodes.Violation;
            }
        }

        await output.CompleteAsync().ConfigureAwait(false);
        return exitCode;
    }

    private static object? Parse(string json, WireDialect dialect, long line)
    {
        try
        {
            return CanonicalReader.Read(json, dialect);
        }
        catch (FormatException fault)
        {
            throw new UsageException($"line {line}: {fault.Message}");
        }
    }

    private static SliceStep Write(PipeWriter output, SlicerStack stack, object? graph)
    {
        TokenWriter writer = new(output, FlushEvery);
        try
        {
            return stack.IsBusy
                ? stack.Continue(ref writer)
                : stack.Write(ref writer, BuiltInTypes.Object.Slicer, graph);
        }
        finally
        {
            writer.Commit();
        }
    }
}
