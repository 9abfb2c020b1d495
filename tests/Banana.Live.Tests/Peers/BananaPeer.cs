using System.Diagnostics;

namespace Banana.Live.Tests.Peers;

/// <summary><c>banana peer</c> in a process of its own.</summary>
internal sealed class BananaPeer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private BananaPeer(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public int Port { get; private set; }

    public static BananaPeer Start(params string[] args)
    {
        string command = Path.Combine(AppContext.BaseDirectory, "banana.dll");
        ProcessStartInfo start = new("dotnet", ["exec", command, "peer", .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_TieredPGO"] = "0" }, // it does not live long enough for that to pay
        };
        return new BananaPeer(Process.Start(start)!);
    }

    public static async Task<BananaPeer> ServeAsync(params string[] args)
    {
        BananaPeer peer = Start(["serve", "--port", "0", "--exit-with-stdin", "--verbose", .. args]);
        string? line = await peer._process.StandardOutput.ReadLineAsync(PythonPeer.Patience);
        Assert.IsNotNull(line, "the server did not start");
        peer.Port = int.Parse(line["LISTENING ".Length..], System.Globalization.CultureInfo.InvariantCulture);
        return peer;
    }

    /// <summary>Waits until it is done, and says what it printed.</summary>
    public async Task<(int ExitCode, string Output)> FinishAsync()
    {
        string output = await _process.StandardOutput.ReadToEndAsync(PythonPeer.Patience);
        await _process.WaitForExitAsync(PythonPeer.Patience);
        return (_process.ExitCode, output + await _errors);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(PythonPeer.Patience);
        _process.Dispose();
    }
}
