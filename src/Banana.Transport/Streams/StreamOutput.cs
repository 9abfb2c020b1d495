using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Runtime.ExceptionServices;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>
/// The sending half of a connection: one object after the other, each part by part; control tokens go in between, and are sent at once if nobody is sending.
/// </summary>
/// <remarks>
/// What has been put into the pipe cannot be taken back. So a cancelled send is one that has put nothing there, or not all of it, and then it is aborted;
/// whoever gives up when all of it is there has sent it.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "Neither the semaphore nor the source holds a handle, and who comes late must be told that the connection is closed.")]
internal sealed class StreamOutput
{
    private readonly SemaphoreSlim _turn = new(1, 1); // whose object is being sent
    private readonly CancellationTokenSource _closing = new();
    private readonly SharedOutput _output; // each turn from one place where a control token may stand to another
    private readonly Framing _framing;

    public StreamOutput(PipeWriter pipe, Framing framing)
    {
        _output = new SharedOutput(pipe);
        _framing = framing;
        Controls = new ControlOutput(_output, framing, _closing.Token);
    }

    /// <summary>What goes between the objects.</summary>
    public ControlOutput Controls { get; }

    /// <summary>What is thrown at who comes late.</summary>
    public static ObjectDisposedException NewClosed() => new(null, "The connection is closed. Make a new one.");

    /// <summary>Sends what is given, when it is its turn.</summary>
    /// <exception cref="OperationCanceledException">It was given up, and will not arrive.</exception>
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

    /// <summary>Nothing is sent any more: what is said from now on does not reach the peer.</summary>
    public void Lose(Exception why) => _output.Lose(why);

    /// <summary>Ends the waits of all who send; nobody begins any more. Nobody waits until they have been told: they may do anything then.</summary>
    public void Stop() => _ = _closing.CancelAsync();

    /// <summary>After <see cref="Stop"/>: sends what is left and the last words; why not, if the peer is gone or does not read.</summary>
    public async ValueTask<Exception?> TryFinishAsync(string? error, CancellationToken patience)
    {
        try
        {
            await _turn.WaitAsync(patience).ConfigureAwait(false); // and keeps it: nobody sends any more
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

    /// <summary>Completes the pipe when the flush in flight has ended. Never fails.</summary>
    public Task CompleteAsync(Exception? why) => _output.CompleteAsync(why);

    /// <summary>Writes the last; whether there is something to flush.</summary>
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

    /// <summary>The usual case: one part, which the pipe has room for.</summary>
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

        outgoing.End(out _); // all of it has gone: nothing is left to release
        EndTurn();
        return ValueTask.CompletedTask;
    }

    /// <summary>Part after part; the first may have been written.</summary>
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
                    Controls.Flush(); // nobody else sends them meanwhile
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

    /// <summary>Ends the turn when what was given up has been released.</summary>
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
        Controls.Flush(); // what came up after the last flush
    }

    /// <summary>Writes a part, whose turn it is at the pipe, and begins to flush it, which ends that turn.</summary>
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

    /// <summary>Waits for the flush of a part. Who gives up meanwhile ends the wait only; that is no failure if there is nothing left to write.</summary>
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

    /// <summary>Waits until somebody gives up or the connection closes.</summary>
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
    /// <param name="Step">How that ended; failed if there is a fault, or the pipe is lost.</param>
    /// <param name="Flushing">Its flush, which never fails.</param>
    /// <param name="Fault">Why it could not be written.</param>
    private readonly record struct Part(SliceStep Step, ValueTask Flushing, ExceptionDispatchInfo? Fault);
}
