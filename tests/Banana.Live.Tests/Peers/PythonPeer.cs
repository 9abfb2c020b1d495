using System.Diagnostics;
using System.Net;
using Banana.Transport;

namespace Banana.Live.Tests.Peers;

/// <summary>python3-foolscap in a process of its own, at work as <c>Python/peer.py</c> says.</summary>
internal sealed class PythonPeer : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";

    private static readonly Lazy<bool> s_isInstalled = new(IsInstalled);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private PythonPeer(Process process, Task<string> errors)
    {
        _process = process;
        _errors = errors;
    }

    /// <summary>No live test takes nearly as long.</summary>
    public static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public StreamWriter Input => _process.StandardInput;

    public StreamReader Output => _process.StandardOutput;

    public int Port { get; private init; }

    public static PythonPeer Start(params string[] args)
    {
        Assert.IsTrue(s_isInstalled.Value, "python3-foolscap is missing. Install it with: apt-get update && apt-get install -y python3-foolscap");
        ProcessStartInfo start = new(Python, ["-B", Path.Combine(AppContext.BaseDirectory, "Python", "peer.py"), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        return new PythonPeer(process, process.StandardError.ReadToEndAsync());
    }

    /// <summary>A server on a port of its own.</summary>
    public static async Task<PythonPeer> ServeAsync(params string[] args)
    {
        PythonPeer starting = Start(["serve", .. args]);
        string? port = await starting.Output.ReadLineAsync(Patience);
        Assert.IsNotNull(port, port is null ? await starting._errors : "");
        return new PythonPeer(starting._process, starting._errors) { Port = int.Parse(port, System.Globalization.CultureInfo.InvariantCulture) };
    }

    public async Task<CarrierConnection> ConnectAsync() => await new SocketConnector(new IPEndPoint(IPAddress.Loopback, Port)).ConnectAsync(Patience);

    /// <summary>Lets it come to its end, and says what it wrote to standard error.</summary>
    public async Task<string> EndAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(Patience);
        return await _errors;
    }

    /// <summary>Waits until it is done, and says what it printed.</summary>
    public async Task<string> FinishAsync()
    {
        string output = await Output.ReadToEndAsync(Patience);
        await _process.WaitForExitAsync(Patience);
        string errors = await _errors;
        Assert.AreEqual(0, _process.ExitCode, output + errors);
        return output;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await EndAsync();
        }

        _process.Dispose();
    }

    private static bool IsInstalled()
    {
        if (!File.Exists(Python))
        {
            return false;
        }

        using Process asking = Process.Start(new ProcessStartInfo(Python, ["-c", "import foolscap"]) { RedirectStandardError = true })!;
        asking.StandardError.ReadToEnd();
        asking.WaitForExit();
        return asking.ExitCode == 0;
    }
}
