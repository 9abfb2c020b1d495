using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Runtime.ExceptionServices;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>
/// The sending half of a connection. Objects are sent one after the other, each part by part, with control tokens in between;
/// control tokens are sent at once if no send is in progress.
/// </summary>
/// <remarks>Data in the pipe cannot be taken back: a send whose object is completely in the pipe has succeeded, though cancelled.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "Neither the semaphore nor the source holds a handle, and who comes late must be told that the connection is closed.")]
internal sealed class StreamOutput : IStreamOutput
{
    private readonly SemaphoreSlim _turn = new(1, 1); // held by the send whose object is being written
    private readonly CancellationTokenSource _closing = new();
    private readonly SharedOutput _output; // each turn ends where a control token is allowed

    public StreamOutput(PipeWriter pipe)
    {
        _output = new SharedOutput(pipe);
        Controls = new ControlOutput(_output, _closing.Token);
    }

    /// <summary>The control tokens, which are sent between objects.</summary>
    public ControlOutput Controls { get; }

    /// <summary>Sends an object when it is its turn.</summary>
    /// <exception cref="OperationCanceledException">The send was cancelled; the object will not arrive.</exception>
    /// <exception cref="IOException">The peer is gone.</exception>
    /// <exception cref="ObjectDisposedException">The connection is closed.</exception>
    public ValueTask SendAsync<TOutgoing>(TOutgoing outgoing, CancellationToken cancellationToken)
        where TOutgoing : struct, IOutgoing
    {
        if (_closing.IsCancellationRequested)
        {
            return ValueTask.FromException(StreamCore.NewClosed());
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        return _turn.Wait(0, CancellationToken.None) ? SendInTurnAsync(outgoing, cancellationToken) : SendLaterSlowAsync(outgoing, cancellationToken);
    }

    /// <inheritdoc/>
    public void SendPing(ulong number) => Controls.SendPing(number);

    /// <summary>Answers PINGs that a stack has read; true if it had stopped for the answers, and continues without more bytes.</summary>
    /// <exception cref="BananaProtocolException">The peer sends PINGs and reads no answers.</exception>
    public bool Reply(UnslicerStack stack, long offset)
    {
        const int longestPong = WireLimits.MaxHeaderBytes + 1;
        bool hadStopped = stack.MustTakeReplies;
        int waiting = Controls.SendReplies(stack);
        if (waiting > (long)stack.Limits.MaxPendingPongs * longestPong)
        {
            throw new BananaProtocolException(
                ProtocolErrorCode.PingFlood, "$", offset, $"{waiting} bytes of unread PONGs", "fewer");
        }

        return hadStopped;
    }

    /// <inheritdoc/>
    public void Lose(Exception why) => _output.Lose(why);

    /// <inheritdoc/>
    public void Stop() => _ = _closing.CancelAsync();

    /// <inheritdoc/>
    public async ValueTask<Exception?> TryFinishAsync(ConnectionCloseReason reason, string? message, CancellationToken patience)
    {
        try
        {
            await _turn.WaitAsync(patience).ConfigureAwait(false); // and keeps it: there are no more sends
            await _output.EnterAsync(patience).ConfigureAwait(false);
            if (HasLast(reason == ConnectionCloseReason.ProtocolError ? message : null))
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

    /// <inheritdoc/>
    public Task CompleteAsync(Exception? why) => _output.CompleteAsync(why);

    /// <summary>Writes the last tokens; true if there is something to flush.</summary>
    private bool HasLast(string? error)
    {
        try
        {
            Controls.Move();
            return TryWriteError(error) || !_output.Pipe.CanGetUnflushedBytes || _output.Pipe.UnflushedBytes > 0;
        }
        catch (InvalidOperationException completed)
        {
            _output.Lose(completed);
            return true;
        }
    }

    private bool TryWriteError(string? error)
    {
        if (error is null)
        {
            return false;
        }

        TokenWriter writer = new(_output.Pipe);
        writer.WriteError(error);
        writer.Commit();
        return true;
    }

    private async ValueTask SendLaterSlowAsync<TOutgoing>(TOutgoing outgoing, CancellationToken cancellationToken)
        where TOutgoing : struct, IOutgoing
    {
        await WaitAsync(static (self, token) => self._turn.WaitAsync(token), cancellationToken).ConfigureAwait(false);
        if (_closing.IsCancellationRequested)
        {
            EndTurn(); // it came before the news
            throw StreamCore.NewClosed();
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
