using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;

namespace Banana.Transport;

/// <summary>
/// The writing end of a pipe, for one writer at a time. A flush in progress is never cancelled, because a pipe over a socket has
/// already sent a part, and would send it again with the next flush. A cancelled writer leaves the flush running; the next turn
/// starts when it has ended.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing, and who comes late must be told the pipe is lost.")]
internal sealed class SharedOutput(PipeWriter pipe)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Exception? _lost;

    /// <summary>The pipe, for the current writer.</summary>
    public PipeWriter Pipe => pipe;

    /// <summary>Whether nothing more can be written.</summary>
    public bool IsLost => Volatile.Read(ref _lost) is not null;

    /// <summary>Waits for the turn.</summary>
    /// <exception cref="IOException">The pipe is lost.</exception>
    /// <exception cref="ObjectDisposedException">This side has closed it.</exception>
    public async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (IsLost)
        {
            Leave();
            ThrowIfLost();
        }
    }

    /// <summary>Takes the turn if no other writer has it and the pipe is not lost.</summary>
    public bool TryEnter()
    {
        if (IsLost)
        {
            return false;
        }

        return _turn.Wait(0, CancellationToken.None);
    }

    /// <summary>Ends the turn. Data that is not flushed is sent with the next flush.</summary>
    public void Leave() => _turn.Release();

    /// <summary>Flushes the written data, then ends the turn. Never fails; see <see cref="ThrowIfLost"/>.</summary>
    public ValueTask FlushAndLeaveAsync()
    {
        try
        {
            if (!IsLost)
            {
                ValueTask<FlushResult> flushing = pipe.FlushAsync(CancellationToken.None);
                if (!flushing.IsCompletedSuccessfully)
                {
                    return FlushAndLeaveSlowAsync(flushing);
                }

                Note(flushing.Result);
            }
        }
        catch (Exception gone)
        {
            Lose(gone);
        }

        Leave();
        return ValueTask.CompletedTask;
    }

    private async ValueTask FlushAndLeaveSlowAsync(ValueTask<FlushResult> flushing)
    {
        try
        {
            Note(await flushing.ConfigureAwait(false));
        }
        catch (Exception gone)
        {
            Lose(gone);
        }
        finally
        {
            Leave();
        }
    }

    private void Note(FlushResult flushed)
    {
        if (flushed.IsCompleted || flushed.IsCanceled)
        {
            Lose(new IOException(flushed.IsCompleted ? "The peer no longer reads." : "The pipe's flush was cancelled."));
        }
    }

    /// <summary>Flushes the written data, then ends the turn. Cancellation ends the wait only.</summary>
    /// <exception cref="IOException">The pipe is lost.</exception>
    /// <exception cref="ObjectDisposedException">This side has closed it.</exception>
    public async ValueTask FlushAndLeaveAsync(CancellationToken cancellationToken)
    {
        ValueTask flushing = FlushAndLeaveAsync();
        if (flushing.IsCompleted)
        {
            await flushing.ConfigureAwait(false);
        }
        else
        {
            await flushing.AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        ThrowIfLost();
    }

    /// <summary>Marks the pipe as lost: nothing more can be written, because the written data may have been sent in part.</summary>
    public void Lose(Exception why) => Interlocked.CompareExchange(ref _lost, why, null);

    /// <exception cref="IOException">The pipe is lost.</exception>
    /// <exception cref="ObjectDisposedException">This side has closed it.</exception>
    public void ThrowIfLost()
    {
        switch (Volatile.Read(ref _lost))
        {
            case null:
                break;
            case ClosedHere closed:
                throw new ObjectDisposedException($"The connection is closed. Make a new one. {closed.Message}", closed);
            case { } why:
                throw new IOException($"The connection is lost. Make a new one. {why.Message}", why);
        }
    }

    /// <summary>Completes the pipe, cancelling a flush in progress, after which nothing more is sent. Never fails.</summary>
    /// <param name="why">The reason why the peer does not get all data; null if it does.</param>
    public async Task CompleteAsync(Exception? why)
    {
        if (!_turn.Wait(0, CancellationToken.None))
        {
            Lose(new ClosedHere("It was closed before the peer had read everything that was sent."));
            CancelFlush();
            await _turn.WaitAsync().ConfigureAwait(false); // the buffers of a write in progress must not be returned
        }

        try
        {
            await pipe.CompleteAsync(why ?? Volatile.Read(ref _lost)).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // senders are told that it is closed
        }
        finally
        {
            Lose(new ClosedHere("It was closed."));
            Leave();
        }
    }

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

    /// <summary>
    /// The reason of a local close. An IOException for the other end of the pipe; our own senders get ObjectDisposedException.
    /// </summary>
    private sealed class ClosedHere(string message) : IOException(message);
}
