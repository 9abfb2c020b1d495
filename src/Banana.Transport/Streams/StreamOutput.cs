using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Runtime.ExceptionServices;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>
/// The sending half of a connection. Objects are sent one after the other, each part by part, with control tokens in between;
/// control tokens are sent at once if no send is in progress.
/// </summary>
/// <remarks>
/// Data in the pipe cannot be taken back. So a send is cancelled only if it has written nothing, or a part, which is then
/// aborted; a send whose object is completely in the pipe has succeeded.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "Neither the semaphore nor the source holds a handle, and who comes late must be told that the connection is closed.")]
internal sealed class StreamOutput
{
    private readonly SemaphoreSlim _turn = new(1, 1); // held by the send whose object is being written
    private readonly CancellationTokenSource _closing = new();
    private readonly SharedOutput _output; // each turn ends where a control token is allowed
    private readonly Framing _framing;

    public StreamOutput(PipeWriter pipe, Framing framing)
    {
        _output = new SharedOutput(pipe);
        _framing = framing;
        Controls = new ControlOutput(_output, framing, _closing.Token);
    }

    /// <summary>The control tokens, which are sent between objects.</summary>
    public ControlOutput Controls { get; }

    /// <summary>Creates the exception for calls on a closed connection.</summary>
    public static ObjectDisposedException NewClosed() => new(null, "The connection is closed. Make a new one.");

    /// <summary>Sends an object when it is its turn.</summary>
    /// <exception cref="OperationCanceledException">The send was cancelled; the object will not arrive.</exception>
    /// <exception cref="IOException">The peer is gone.</exception>
    /// <exception cref="ObjectDisposedException">The connection is closed.</exception>
    public ValueTask SendAsync<TOutgoing>(TOutgoing outgoing, CancellationToken cancellationToken)
        where TOutgoing : struct, IOutgoing
    {
        if (_closing.IsCancellationRequested)
        {
            return ValueTask.FromException(NewClosed());
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        return _turn.Wait(0, CancellationToken.None) ? SendInTurnAsync(outgoing, cancellationToken) : SendLaterSlowAsync(outgoing, cancellationToken);
    }

    /// <summary>Marks the output as lost: nothing more reaches the peer.</summary>
    public void Lose(Exception why) => _output.Lose(why);

    /// <summary>Cancels all waiting sends and refuses new ones. Does not wait for their continuations, which may run any code.</summary>
    public void Stop() => _ = _closing.CancelAsync();

    /// <summary>
    /// Sends, after <see cref="Stop"/>, the remaining data and the last tokens. Returns the reason if the peer is gone or does
    /// not read.
    /// </summary>
    public async ValueTask<Exception?> TryFinishAsync(string? error, CancellationToken patience)
    {
        try
        {
            await _turn.WaitAsync(patience).ConfigureAwait(false); // and keeps it: there are no more sends
            await _output.EnterAsync(patience).ConfigureAwait(false);
            if (HasLast(error))
            {
                await _output.FlushAndLeaveAsync(patience).ConfigureAwait(false);
            }
            else
            {
                _output.Leave();
            }

            return null;
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or OperationCanceledException)
        {
            return new IOException("The connection was closed before the peer had read everything that was sent.", gone);
        }
    }

    /// <summary>Completes the pipe when the flush in progress has ended. Never fails.</summary>
    public Task CompleteAsync(Exception? why) => _output.CompleteAsync(why);

    /// <summary>Writes the last tokens; true if there is something to flush.</summary>
    private bool HasLast(string? error)
    {
        try
        {
            Controls.Move();
            return _framing.TryWriteLast(_output.Pipe, error) || !_output.Pipe.CanGetUnflushedBytes || _output.Pipe.UnflushedBytes > 0;
        }
        catch (InvalidOperationException completed)
        {
            _output.Lose(completed);
            return true;
        }
    }

    private async ValueTask SendLaterSlowAsync<TOutgoing>(TOutgoing outgoing, CancellationToken cancellationToken)
        where TOutgoing : struct, IOutgoing
    {
        await WaitAsync(static (self, token) => self._turn.WaitAsync(token), cancellationToken).ConfigureAwait(false);
        if (_closing.IsCancellationRequested)
        {
            EndTurn(); // it came before the news
            throw NewClosed();
        }

        await SendInTurnAsync(outgoing, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Handles the usual case: one part, for which the pipe has room.</summary>
    private ValueTask SendInTurnAsync<TOutgoing>(TOutgoing outgoing, CancellationToken cancellationToken)
        where TOutgoing : struct, IOutgoing
    {
        try
        {
            outgoing.Prepare();
        }
        catch (Exception fault)
        {
            return EndSlowAsync(outgoing, ExceptionDispatchInfo.Capture(fault));
        }

        if (!_output.TryEnter())
        {
            return SendPartsSlowAsync(outgoing, null, cancellationToken);
        }

        Part part = WritePart(ref outgoing);
        if (part.Step != SliceStep.Done || !part.Flushing.IsCompleted || _output.IsLost)
        {
            return SendPartsSlowAsync(outgoing, part, cancellationToken);
        }

        outgoing.End(out _); // all of it has been sent: nothing is left to release
        EndTurn();
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends part after part; the first may have been written.</summary>
    private async ValueTask SendPartsSlowAsync<TOutgoing>(TOutgoing outgoing, Part? first, CancellationToken cancellationToken)
        where TOutgoing : struct, IOutgoing
    {
        ExceptionDispatchInfo? fault = null;
        try
        {
            for (Part? next = first; ; next = null)
            {
                if (next is not { } part)
                {
                    await WaitAsync(static (self, token) => self._output.EnterAsync(token).AsTask(), cancellationToken).ConfigureAwait(false);
                    part = WritePart(ref outgoing);
                }

                await FinishPartAsync(part, cancellationToken).ConfigureAwait(false);
                if (part.Step == SliceStep.Done)
                {
                    break;
                }

                if (part.Step == SliceStep.Wait)
                {
                    Controls.Flush(); // no other send writes them meanwhile
                    Task waiting = outgoing.TakeWait();
                    await WaitAsync((_, token) => waiting.WaitAsync(token), cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception thrown)
        {
            fault = ExceptionDispatchInfo.Capture(thrown);
        }

        await EndSlowAsync(outgoing, fault).ConfigureAwait(false);
    }

    /// <summary>Ends the turn when a cancelled object has been released.</summary>
    private async ValueTask EndSlowAsync<TOutgoing>(TOutgoing outgoing, ExceptionDispatchInfo? fault)
        where TOutgoing : struct, IOutgoing
    {
        if (outgoing.End(out Task released) is { } end)
        {
            Controls.AddEnd(end);
        }

        await released.ConfigureAwait(false);
        EndTurn();
        fault?.Throw();
    }

    private void EndTurn()
    {
        _turn.Release();
        Controls.Flush(); // tokens that were added after the last flush
    }

    /// <summary>Writes a part in its turn at the pipe, and starts to flush it, which ends the turn.</summary>
    private Part WritePart<TOutgoing>(ref TOutgoing outgoing)
        where TOutgoing : struct, IOutgoing
    {
        SliceStep step = SliceStep.Failed;
        ExceptionDispatchInfo? fault = null;
        try
        {
            Controls.Move();
            step = outgoing.Write(_output.Pipe);
        }
        catch (ViolationException refused)
        {
            fault = ExceptionDispatchInfo.Capture(refused); // ABORT and CLOSE are to be flushed
        }
        catch (Exception thrown)
        {
            _output.Lose(thrown); // in the middle of a token, perhaps
            fault = thrown is InvalidOperationException ? null : ExceptionDispatchInfo.Capture(thrown); // the pipe is completed
        }

        return new Part(step, Controls.FlushAndLeaveAsync(), fault);
    }

    /// <summary>Waits for the flush of a part. Cancellation ends the wait only; it is not a failure if nothing is left to write.</summary>
    private async ValueTask FinishPartAsync(Part part, CancellationToken cancellationToken)
    {
        try
        {
            if (part.Flushing.IsCompleted)
            {
                await part.Flushing.ConfigureAwait(false);
            }
            else
            {
                Task flushed = Controls.FlushAfterAsync(part.Flushing);
                await WaitAsync((_, token) => flushed.WaitAsync(token), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (part.Step is SliceStep.Done or SliceStep.Failed)
        {
            part.Fault?.Throw();
            return;
        }

        part.Fault?.Throw();
        _output.ThrowIfLost();
    }

    /// <summary>Waits until the send is cancelled or the connection closes.</summary>
    private async ValueTask WaitAsync(Func<StreamOutput, CancellationToken, Task> wait, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        try
        {
            await wait(this, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ObjectDisposedException(null, "The connection was closed during the send, and part of the data may have arrived. Make a new connection.");
        }
    }

    /// <summary>A part that has been written.</summary>
    /// <param name="Step">The result; failed if there is a fault, or the pipe is lost.</param>
    /// <param name="Flushing">Its flush, which never fails.</param>
    /// <param name="Fault">Why it could not be written.</param>
    private readonly record struct Part(SliceStep Step, ValueTask Flushing, ExceptionDispatchInfo? Fault);
}
