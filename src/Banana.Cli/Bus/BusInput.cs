using System.Runtime.CompilerServices;
using System.Text;
using Banana.Cli.Commands;
using Banana.Cli.Json;

namespace Banana.Cli.Bus;

/// <summary>Values, one per line of canonical JSON.</summary>
internal static class BusInput
{
    /// <summary>Reads the values with the numbers of their lines; empty lines are passed over.</summary>
    /// <exception cref="UsageException">A line is not canonical JSON.</exception>
    public static async IAsyncEnumerable<(long Line, object? Value)> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using Progress progress = new();
        using StreamReader input = new(stream, leaveOpen: true);
        long bytes = 0;
        for (long line = 1; await input.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } json; line++)
        {
            if (!string.IsNullOrWhiteSpace(json))
            {
                yield return (line, Parse(json, line));
            }

            bytes += Encoding.UTF8.GetByteCount(json) + 1;
            progress.Report(bytes);
        }
    }

    private static object? Parse(string json, long line)
    {
        try
        {
            return CanonicalReader.ReadForm(json);
        }
        catch (FormatException fault)
        {
            throw new UsageException($"line {line}: {fault.Message}");
        }
    }
}
