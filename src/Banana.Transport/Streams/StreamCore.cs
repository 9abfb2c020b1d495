using System.IO.Pipelines;

namespace Banana.Transport;

/// <summary>The core of all connections: both halves of a stream, and its end.</summary>
internal sealed class StreamCore
{
    private const int StillOpen = -1;

    private readonly ConnectionOptions _options;
    private readonly StreamInput _input;
    private readonly IStreamOutput _output;
    private readonly Func<ReceiveStep, (ConnectionCloseReason Reason, IOException? Gone)> _describeEnd;
    private TaskCompletionSource? _closed; // made when closing begins
    private int _reason = StillOpen;

    /// <param name="input">The pipe to read from.</param>
    /// <param name="output">The sending half.</param>
    /// <param name="options">The options, which have the timeouts.</param>
    /// <param name="describeEnd">
    /// A function that returns what the end of the peer's stream means, and the exception for further sends, if there can be none.
    /// </param>
    public StreamCore(
        PipeReader input, IStreamOutput output, ConnectionOptions options, Func<ReceiveStep, (ConnectionCloseReason Reason, IOException? Gone)> describeEnd)
    {
        _options = options;
        _output = output;
        _describeEnd = describeEnd;
        _input = new StreamInput(input, options, () => output.SendPing(0));
    }

    /// <summary>The reason why nothing more can be received; null while the connection is open.</summary>
    public ConnectionCloseReason? CloseReason => Volatile.Read(ref _reason) is var reason and not StillOpen ? (ConnectionCloseReason)reason : null;

    /// <summary>Creates the exception for calls on a closed connection.</summary>
    public static ObjectDisposedException NewClosed() => new(null, "The connection is closed. Make a new one.");

    /// <summary>Sends a PING, which the peer answers.</summary>
    /// <exception cref="ObjectDisposedException">The connection is closed.</exception>
    public void Ping(ulong number)
    {
        if (Volatile.Read(ref _closed) is not null)
        {
            throw NewClosed();
        }

        _output.SendPing(number);
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
        catch (TimeoutException silent)
        {
            _ = CloseAsync(ConnectionCloseReason.Silence, silent.Message);
            throw;
        }
        catch (IOException)
        {
            _ = CloseAsync(ConnectionCloseReason.InputOutput, message: null);
            throw;
        }
    }

    /// <summary>Stops sending and receiving, tells the peer, and completes both ends of the pipe.</summary>
    /// <param name="reason">The reason, which counts if it is the first.</param>
    /// <param name="message">What the peer is told; null for nothing.</param>
    public async Task CloseAsync(ConnectionCloseReason reason, string? message)
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
            await CloseCoreAsync(reason, message).ConfigureAwait(false);
        }
        finally
        {
            closed.SetResult();
        }
    }

    private void Note(ConnectionCloseReason reason) => Interlocked.CompareExchange(ref _reason, (int)reason, StillOpen);

    private void NoteEnd(ReceiveStep step)
    {
        (ConnectionCloseReason reason, IOException? gone) = _describeEnd(step);
        Note(reason);
        if (gone is not null)
        {
            _output.Lose(gone);
        }
    }

    private async Task CloseCoreAsync(ConnectionCloseReason reason, string? message)
    {
        _output.Stop();
        await _input.StopAsync().ConfigureAwait(false);
        Exception? unsent;
        using (CancellationTokenSource patience = new(_options.CloseTimeout, _options.TimeProvider))
        {
            unsent = await _output.TryFinishAsync(reason, message, patience.Token).ConfigureAwait(false);
        }

        Task completing = Task.WhenAll(_output.CompleteAsync(unsent), _input.CompleteAsync());
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
