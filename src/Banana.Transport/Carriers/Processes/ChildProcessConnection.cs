using System.Diagnostics;

namespace Banana.Transport;

/// <summary>A connection to a child process, which ends with it.</summary>
internal sealed class ChildProcessConnection : StreamConnection
{
    private readonly Process _process;
    private readonly ChildProcessOptions _options;
    private int _isDisposed;

    public ChildProcessConnection(Process process, string remoteAddress, ChildProcessOptions options)
        : base(new DuplexStream(process.StandardOutput.BaseStream, process.StandardInput.BaseStream), remoteAddress, waitsWithoutBuffer: false)
    {
        _process = process;
        _options = options;
    }

    /// <summary>Closes the child's streams, and waits for its exit; kills it if that takes too long.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await base.DisposeAsync().ConfigureAwait(false);
        if (!await HasExitedInTimeAsync().ConfigureAwait(false))
        {
            _process.Kill(entireProcessTree: true);
            await HasExitedInTimeAsync().ConfigureAwait(false); // which also waits for its standard error, that an orphan may hold open
        }

        _process.Dispose();
    }

    protected override ValueTask EndSendingAsync() => _process.StandardInput.BaseStream.DisposeAsync();

    private async ValueTask<bool> HasExitedInTimeAsync()
    {
        using CancellationTokenSource patience = new(_options.ExitTimeout, _options.TimeProvider);
        try
        {
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
