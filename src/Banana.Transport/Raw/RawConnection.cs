using System.IO.Pipelines;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>
/// Exchanges object graphs over any <see cref="IDuplexPipe"/>, tokens on the bare stream without envelopes, as Foolscap does (PROTOCOL.md [F-9]). Sending is safe from any
/// thread, one object after the other in the order of the calls; receiving is for one reader. PINGs are answered while something is received.
/// </summary>
public sealed partial class RawConnection : IAsyncDisposable
{
    private readonly IDuplexPipe _pipe;
    private readonly RawConnectionOptions _options;
    private readonly SlicerStack _slicers;
    private readonly UnslicerStack _unslicers;
    private readonly CancellationTokenSource _closing = new();
    private readonly IdleWatch _keepalive;
    private readonly IdleWatch _disconnect;
    private int _isClosed;

    /// <summary>Speaks over <paramref name="pipe"/>, and completes both its ends when disposed.</summary>
    public RawConnection(IDuplexPipe pipe, RawConnectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        _pipe = pipe;
        _output = new SharedOutput(pipe.Output);
        _options = options ?? new RawConnectionOptions();
        _slicers = new SlicerStack(_options.Sending);
        _unslicers = new UnslicerStack(_options.Receiving);
        _keepalive = new IdleWatch(_options.TimeProvider, _options.KeepaliveTimeout, () => PostPing(0));
        _disconnect = new IdleWatch(_options.TimeProvider, _options.DisconnectTimeout, GiveUpWaiting);
        _keepalive.Restart();
    }

    /// <summary>Stops what is being sent and received, and completes both ends of the pipe. Await what is to arrive before.</summary>
    public ValueTask DisposeAsync() => CloseAsync(error: null);

    /// <summary>The connection cannot be used any more: tells the peer why, if there is something to tell, and completes the pipe.</summary>
    private async ValueTask CloseAsync(string? error)
    {
        if (Interlocked.Exchange(ref _isClosed, 1) != 0)
        {
            return;
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        _pipe.Input.CancelPendingRead();
        await _keepalive.DisposeAsync().ConfigureAwait(false);
        await _disconnect.DisposeAsync().ConfigureAwait(false);
        await CompleteOutputAsync(await TryFinishAsync(error).ConfigureAwait(false)).ConfigureAwait(false);
        await _receiving.WaitAsync().ConfigureAwait(false); // the read was cancelled; nobody receives any more
        await _pipe.Input.CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>Sends the error, and what is left; why not, if the peer is gone or does not read: then it is not tried again.</summary>
    private async ValueTask<Exception?> TryFinishAsync(string? error)
    {
        using CancellationTokenSource patience = new(_options.CloseTimeout, _options.TimeProvider);
        try
        {
            await _turn.WaitAsync(patience.Token).ConfigureAwait(false); // and keeps it: nobody sends any more
            await _output.EnterAsync(patience.Token).ConfigureAwait(false);
            WriteLast(error);
            if (error is not null || !_output.Pipe.CanGetUnflushedBytes || _output.Pipe.UnflushedBytes > 0)
            {
                await _output.FlushAndLeaveAsync(patience.Token).ConfigureAwait(false);
            }
            else
            {
                _output.Leave();
            }

            return null;
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException or OperationCanceledException)
        {
            return new IOException("The connection was closed before the peer had read all that was sent.", gone);
        }
    }

    /// <summary>Writes what is left of the last object, and the error.</summary>
    private void WriteLast(string? error)
    {
        try
        {
            TakeControls();
            if (error is not null)
            {
                TokenWriter writer = new(_output.Pipe);
                writer.WriteError(error);
                writer.Commit();
            }
        }
        catch (InvalidOperationException completed)
        {
            _output.Lose(completed);
        }
    }

    /// <summary>A pipe whose flush cannot be cut off is completed when the flush has ended; nobody waits for that.</summary>
    private async ValueTask CompleteOutputAsync(Exception? why)
    {
        Task completing = _output.CompleteAsync(why);
        try
        {
            await completing.WaitAsync(_options.CloseTimeout, _options.TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!completing.IsCompleted)
        {
            // said above
        }
    }
}
