using System.IO.Pipelines;

namespace Banana.Transport;

// The pump runs while something is staged, on a thread of the pool; and the end of the connection.
internal sealed partial class EventOutput
{
    /// <inheritdoc/>
    public void Lose(Exception why)
    {
        Demand[] failed;
        lock (_gate)
        {
            _lost ??= why;
            failed = [.. _demands];
            _demands.Clear();
            _heldRank = NotHeld;
            _controls.Release();
            _staged.Release();
        }

        foreach (Demand demand in failed)
        {
            demand.Fail(NewLost(why));
        }

        _ = _over.CancelAsync();
    }

    /// <inheritdoc/>
    public void Stop()
    {
        Demand[] failed;
        lock (_gate)
        {
            _isClosed = true;
            failed = [.. _demands];
            _demands.Clear();
            _heldRank = NotHeld;
        }

        foreach (Demand demand in failed)
        {
            demand.Fail(new ObjectDisposedException(null, "The connection was closed during the send, and part of the data may have arrived. Make a new connection."));
        }

        _ = _over.CancelAsync();
    }

    /// <inheritdoc/>
    public async ValueTask<Exception?> TryFinishAsync(ConnectionCloseReason reason, string? message, CancellationToken patience)
    {
        bool mustPump;
        Task idle;
        lock (_gate)
        {
            if (_lost is not null)
            {
                return NewUnread(_lost);
            }

            EnvelopeBuilder.Write(_staged, EnvelopeIds.Goodbye, new GoodbyeEnvelope(reason, message), static (ref writer, goodbye) => goodbye.Write(ref writer));
            _isLast = true;
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = _idle.Task;
            mustPump = MustPump();
        }

        Pump(mustPump);
        try
        {
            await idle.WaitAsync(patience).ConfigureAwait(false);
            return Volatile.Read(ref _lost) is { } lost ? NewUnread(lost) : null;
        }
        catch (OperationCanceledException gone)
        {
            return NewUnread(gone);
        }
    }

    /// <inheritdoc/>
    public async Task CompleteAsync(Exception? why)
    {
        Lose(why ?? new IOException("It was closed."));
        CancelFlush();
        Task idle;
        lock (_gate)
        {
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = _isPumping ? _idle.Task : Task.CompletedTask;
        }

        await idle.ConfigureAwait(false); // the buffers of a write in progress must not be returned
        try
        {
            await pipe.CompleteAsync(why).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // senders are told that it is closed
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = PumpAsync();

    private static IOException NewUnread(Exception why) => new("The connection was closed before the peer had read everything that was sent.", why);

    private void CancelFlush()
    {
        try
        {
            pipe.CancelPendingFlush();
        }
        catch (Exception)
        {
            // not all pipes support it
        }
    }

    /// <summary>Returns whether the pump must be started, which the caller does outside of the gate.</summary>
    private bool MustPump()
    {
        bool mustPump = !_isPumping && (_staged.Count > 0 || _controls.Count > 0);
        _isPumping |= mustPump;
        return mustPump;
    }

    private void Pump(bool mustPump)
    {
        if (mustPump)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private async Task PumpAsync()
    {
        while (TryMove())
        {
            Grant(); // there is room while the peer reads: large events get theirs even if small ones fill every flush
            try
            {
                FlushResult flushed = await pipe.FlushAsync(CancellationToken.None).ConfigureAwait(false);
                if (flushed.IsCompleted || flushed.IsCanceled)
                {
                    Lose(new IOException(flushed.IsCompleted ? "The peer no longer reads." : "The pipe's flush was cancelled."));
                }
            }
            catch (Exception gone)
            {
                Lose(gone);
            }
        }
    }

    /// <summary>Moves what is staged into the pipe; false if there is nothing, and the pump stops.</summary>
    private bool TryMove()
    {
        lock (_gate)
        {
            int count = _controls.Count + _staged.Count;
            if (count > 0)
            {
                try
                {
                    Span<byte> room = pipe.GetSpan(count); // one piece, so that a socket gets it by one call
                    _controls.Written.CopyTo(room);
                    _staged.Written.CopyTo(room[_controls.Count..]);
                    pipe.Advance(count);
                    _controls.Clear();
                    _staged.Clear();
                    return true;
                }
                catch (Exception completed)
                {
                    Lose(completed); // whoever waits is told
                }
            }

            _controls.Release();
            _staged.Release();
            _isPumping = false;
            _idle?.TrySetResult();
            return false;
        }
    }
}
