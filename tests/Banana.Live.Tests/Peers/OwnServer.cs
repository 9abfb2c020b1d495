using System.Globalization;
using System.IO.Pipelines;
using Banana.Cli.Peer;

namespace Banana.Live.Tests.Peers;

/// <summary><c>banana peer serve</c> in this process: what it says over TCP is the same, and it need not be started.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private readonly Pipe _output = new();

    private OwnServer(PeerOptions options, string mode)
    {
        StreamWriter output = new(_output.Writer.AsStream());
        _running = Task.Run(() => new PeerServer(options, mode, "report", isVerbose: true).RunAsync(0, output, _stopping.Token));
    }

    public int Port { get; private set; }

    public static async Task<OwnServer> StartAsync(PeerOptions options, string mode = "echo")
    {
        OwnServer server = new(options, mode);
        using StreamReader output = new(server._output.Reader.AsStream());
        string? line = await output.ReadLineAsync(PythonPeer.Patience);
        server.Port = int.Parse(line!["LISTENING ".Length..], CultureInfo.InvariantCulture);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(PythonPeer.Patience);
        _stopping.Dispose();
    }
}
