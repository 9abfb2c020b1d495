using System.Diagnostics;
using System.Text.Json;

namespace Banana.Cli.Bench;

/// <summary>A consumer, as the driver sees it: this program again, in a process of its own that ends with its standard input.</summary>
internal sealed class ConsumerProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private ConsumerProcess(string name, Process process)
    {
        Name = name;
        _process = process;
    }

    /// <summary>The name of its endpoint.</summary>
    public string Name { get; }

    public static ConsumerProcess Start(string name, string address, string jsonAddress, bool asksRequests)
    {
        string self = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(self) == "dotnet";
        string[] host = isHost ? ["exec", typeof(ConsumerProcess).Assembly.Location] : [];
        ProcessStartInfo start = new(self, [.. host, "bench", BenchCommand.ConsumerName, name, address, jsonAddress, .. asksRequests ? ["--answer"] : (string[])[]])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return new ConsumerProcess(name, Process.Start(start)!);
    }

    /// <summary>Waits for what it has seen in a round.</summary>
    /// <exception cref="TimeoutException">It says nothing: the end of the round is lost, or the process is gone.</exception>
    public async Task<RoundReport> ReadReportAsync(CancellationToken cancellationToken)
    {
        string? line = await _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(s_patience, cancellationToken).ConfigureAwait(false);
        return line is null
            ? throw new TimeoutException($"'{Name}' has ended before its round.")
            : JsonSerializer.Deserialize(line, BenchJson.Default.RoundReport)!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using CancellationTokenSource patience = new(s_patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
