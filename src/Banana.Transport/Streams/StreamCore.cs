using System.IO.Pipelines;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>The core of all connections: both halves of a stream, and its end.</summary>
internal sealed class StreamCore
{
    private const int StillOpen = -1;

    private readonly ConnectionOptions _options;
    private readonly Framing _framing;
    private readonly StreamInput _input;
    private TaskCompletionSource? _closed; // made when closing begins
    private int _reason = StillOpen;

    public StreamCore(IDuplexPipe pipe, ConnectionOptions options, Framing framing)
    {
        _options = options;
        _framing = framing;
        Output = new StreamOutput(pipe.Output, framing);
        _input = new StreamInput(pipe.Input, options, () => Output.Controls.SendPing(0));
    }

    public StreamOutput Output { get; }

    /// <summary>The reason why nothing more can be received; null while the connection is open.</summary>
    public ConnectionCloseReason? CloseReason => Volatile.Read(ref _reason) is var reason and not StillOpen ? (ConnectionCloseReason)reason : null;

    /// <summary>Sends a PING, which the peer answers.</summary>
    /// <exception cref="ObjectDisposedException">The connection is closed.</exception>
    public void Ping(ulong number)
    {
        if (Volatile.Read(ref _closed) is not null)
        {
            throw StreamOutput.NewClosed();
        }

        Output.Controls.SendPing(number);
    }

    /// <summary>Answers PINGs.</summary>
    /// <param name="stack">The stack that has read them.</param>
    /// <param name="offset">The number of bytes received.</param>
    /// <returns>Whether the stack had stopped for the answers, and continues without more bytes.</returns>
    /// <exception cref="BananaProtocolException">The peer sends PINGs and reads no answers.</exception>
    public bool Reply(UnslicerStack stack, long offset)
    {
        const int longestPong = WireLimits.MaxHeaderBytes + 1;
        bool hadStopped = stack.MustTakeReplies;
        int waiting = Output.Controls.SendReplies(stack);
        if (waiting > (long)stack.Limits.MaxPendingPongs * longestPong)
        {
            throw new BananaProtocolException(
                ProtocolErrorCode.PingFlood, "$", offset, $"{waiting} bytes of unread PONGs", "fewer");
        }

        return hadStopped;
    }

    /// <summary>Receives an object; null at the end. An error that makes the connection unusable closes it in the background.</summary>
    public async ValueTask<T?> ReceiveAsync<T>(IReceiver<T> receiver, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await _input.ReceiveAsync(receiver, NoteEnd, cancellationToken).ConfigureAwait(false);
        }
        catch (BananaProtocolException lost)
        {
            bool isOurs = lost.Code != ProtocolErrorCode.PeerError;
            _ = CloseAsync(isOurs ? ConnectionCloseReason.ProtocolError : ConnectionCloseReason.PeerError, isOurs ? lost.Message : null);
            throw;
        }
        catch (TimeoutException)
        {
            _ = CloseAsync(ConnectionCloseReason.Silence, error: null);
            throw;
        }
        catch (IOException)
        {
            _ = CloseAsync(ConnectionCloseReason.InputOutput, error: null);
            throw;
        }
    }

    /// <summary>Stops sending and receiving, tells the peer, and completes both ends of the pipe.</summary>
    /// <param name="reason">The reason, which counts if it is the first.</param>
    /// <param name="error">The error of the peer; null if there is none.</param>
    public async Task CloseAsync(ConnectionCloseReason reason, string? error)
    {
        TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref _closed, closed, null) is { } first)
        {
            await first.Task.ConfigureAwait(false);
            return;
        }

        Note(reason);
        try
        {
            await CloseCoreAsync(error).ConfigureAwait(false);
        }
        finally
        {
            closed.SetResult();
        }
    }

    private void Note(ConnectionCloseReason reason) => Interlocked.CompareExchange(ref _reason, (int)reason, StillOpen);

    private void NoteEnd(ReceiveStep step)
    {
        Note(step == ReceiveStep.Goodbye ? ConnectionCloseReason.Goodbye : ConnectionCloseReason.EndOfStream);
        if (_framing.TakeEnd(step) is { } gone)
        {
            Output.Lose(gone);
        }
    }

    private async Task CloseCoreAsync(string? error)
    {
        Output.Stop();
        await _input.StopAsync().ConfigureAwait(false);
        Exception? unsent;
        using (CancellationTokenSource patience = new(_options.CloseTimeout, _options.TimeProvider))
        {
            unsent = await Output.TryFinishAsync(error, patience.Token).ConfigureAwait(false);
        }

        Task completing = Task.WhenAll(Output.CompleteAsync(unsent), _input.CompleteAsync());
        try
        {
            await completing.WaitAsync(_options.CloseTimeout, _options.TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // an end whose flush or read cannot be cancelled is completed in the background when that has ended
        }
    }
}
