using System.CommandLine;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Banana.Cli.Json;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Cli.Commands;

/// <summary><c>banana decode</c>: bytes to canonical JSON lines.</summary>
internal static class DecodeCommand
{
    public static Command Create()
    {
        Argument<string?> file = CommonOptions.File();
        Option<WireDialect> dialect = CommonOptions.Dialect();
        Option<int> vocabulary = CommonOptions.Vocabulary();
        Command command = new(
            "decode", "Decodes a stream to canonical JSON, one top-level object per line. Refused objects are reported on standard error.")
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
        using Progress progress = new();
        PipeReader input = PipeReader.Create(streams.Input, new StreamPipeReaderOptions(bufferSize: 64 * 1024));
        StreamWriter output = new(streams.Output, leaveOpen: true) { NewLine = "\n" };
        await using ConfiguredAsyncDisposable ignored = output.ConfigureAwait(false);
        ObjectReader<object> objects = new(
            input, BuiltInTypes.Object.Unslicer, CommonOptions.Receiving(dialect, vocabulary));
        int exitCode = ExitCodes.Success;
        while (true)
        {
            try
            {
                ValueTask<bool> reading = objects.ReadAsync(cancellationToken);
                if (!reading.IsCompleted)
                {
                    await output.FlushAsync(cancellationToken).ConfigureAwait(false); // whoever waits for us sees what there is
                }

                if (!await reading.ConfigureAwait(false))
                {
                    return exitCode;
                }

                await output.WriteLineAsync(CanonicalWriter.Write(objects.Current, dialect)).ConfigureAwait(false);
            }
            catch (ViolationException refused)
            {
                await output.FlushAsync(cancellationToken).ConfigureAwait(false);
                await streams.SayAsync($"violation: {refused.Message}").ConfigureAwait(false);
                exitCode = ExitCodes.Violation;
            }

            progress.Report(objects.Offset);
        }
    }
}
