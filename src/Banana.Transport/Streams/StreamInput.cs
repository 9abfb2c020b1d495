using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;

namespace Banana.Transport;

/// <summary>The receiving half of a connection, for one reader, which may stop at any time and continue later.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The watches end with StopAsync; a semaphore without a wait handle holds nothing.")]
internal sealed class StreamInput
{
    private readonly PipeReader _pipe;
    private readonly TimeSpan _disconnectTimeout;
    private readonly SemaphoreSlim _receiving = new(1, 1);
    private readonly IdleWatch _keepalive;
    private readonly IdleWatch _disconnect;
    private volatile bool _isOver; // nothing is received any more
    private volatile bool _isSilent; // the peer, for longer than it may

    /// <param name="pipe">The pipe to read from.</param>
    /// <param name="options">The options, which have the timeouts.</param>
    /// <param name="ping">An action that sends a PING.</param>
    public StreamInput(PipeReader pipe, ConnectionOptions options, Action ping)
    {
        _pipe = pipe;
        _disconnectTimeout = options.DisconnectTimeout;
        _keepalive = new IdleWatch(options.TimeProvider, options.KeepaliveTimeout, ping);
        _disconnect = new IdleWatch(options.TimeProvider, options.DisconnectTimeout, GiveUpWaiting);
        _keepalive.Restart();
    }

    /// <summary>Receives an object; null at the end, or if stopped.</summary>
    /// <param name="receiver">The receiver of the object.</param>
    /// <param name="onEnd">An action called if the peer has ended the stream.</param>
    /// <param name="cancellationToken">A token that cancels the wait; nothing is lost.</param>
    /// <exception cref="InvalidOperationException">Another receive is in progress.</exception>
    /// <exception cref="TimeoutException">Nothing was received for too long.</exception>
    /// <exception cref="IOException">The pipe failed.</exception>
    public async ValueTask<T?> ReceiveAsync<T>(IReceiver<T> receiver, Action<ReceiveStep> onEnd, CancellationToken cancellationToken)
        where T : class
    {
        if (_isOver)
        {
            return null;
        }

        if (!_receiving.Wait(0, CancellationToken.None))
        {
            return _isOver ? null : throw new InvalidOperationException("A receive is already in progress. A connection has one reader; await one ReceiveAllAsync after the other.");
        }

        try
        {
            return await ReceiveInTurnAsync(receiver, onEnd, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (_isOver)
        {
            return null; // a read that could not be cancelled may fail later
        }
        finally
        {
            _receiving.Release();
        }
    }

    /// <summary>Ends the pending receive, and all later ones.</summary>
    public async ValueTask StopAsync()
    {
        _isOver = true;
        CancelRead();
        await _keepalive.DisposeAsync().ConfigureAwait(false);
        await _disconnect.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Completes the pipe, after <see cref="StopAsync"/>, when the pending receive has ended. Never fails.</summary>
    public async Task CompleteAsync()
    {
        await _receiving.WaitAsync().ConfigureAwait(false); // the read was cancelled, which not all pipes support
        try
        {
            await _pipe.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // everything has been received
        }
    }

    private static IOException NewLost(Exception gone) => new($"The connection is lost. Make a new one. {gone.Message}", gone);

    private async ValueTask<T?> ReceiveInTurnAsync<T>(IReceiver<T> receiver, Action<ReceiveStep> onEnd, CancellationToken cancellationToken)
        where T : class
    {
        while (!_isOver)
        {
            ReadResult result = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.IsCanceled)
            {
                Advance(result.Buffer.Start, result.Buffer.Start);
                if (_isSilent)
                {
                    throw new TimeoutException($"Nothing was received for {_disconnectTimeout}. Make a new connection.");
                }

                continue; // it is over, or the pipe's owner has cancelled a read of ours
            }

            ReceiveStep step = Take(receiver, result, out T? taken);
            if (step == ReceiveStep.Taken)
            {
                return taken;
            }

            if (step == ReceiveStep.Goodbye || result.IsCompleted)
            {
                _isOver = true; // the stream may stay open after a goodbye
                onEnd(step);
            }
        }

        return null;
    }

    private ReceiveStep Take<T>(IReceiver<T> receiver, in ReadResult result, out T? taken)
        where T : class
    {
        SequencePosition consumed = result.Buffer.Start;
        ReceiveStep step = ReceiveStep.Taken;
        try
        {
            step = receiver.Take(result.Buffer, result.IsCompleted, out consumed, out taken);
            return step;
        }
        finally
        {
            Advance(consumed, step == ReceiveStep.More ? result.Buffer.End : consumed);
        }
    }

    private async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken)
    {
        _disconnect.Restart(); // the time until now was not spent waiting for the peer
        try
        {
            return await _pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is not IOException && !(gone is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            throw NewLost(gone); // pipes fail with any exception that their other end was completed with
        }
        finally
        {
            _disconnect.Pause();
            _keepalive.Restart();
        }
    }

    /// <summary>Called when nothing was received for too long.</summary>
    private void GiveUpWaiting()
    {
        _isSilent = true;
        CancelRead();
    }

    private void CancelRead()
    {
        try
        {
            _pipe.CancelPendingRead();
        }
        catch (Exception)
        {
            // not all pipes support it
        }
    }

    private void Advance(SequencePosition consumed, SequencePosition examined)
    {
        try
        {
            _pipe.AdvanceTo(consumed, examined);
        }
        catch (Exception gone) when (gone is not IOException)
        {
            throw NewLost(gone);
        }
    }
}
