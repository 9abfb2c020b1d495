using Banana.Slicing;

namespace Banana.Transport;

/// <summary>Sends PINGs and PONGs: at once if no send is in progress, otherwise with its next flush.</summary>
/// <param name="output">The pipe, which is written in turns.</param>
/// <param name="closing">A token that is cancelled when nothing more is sent.</param>
internal sealed class ControlOutput(SharedOutput output, CancellationToken closing)
{
    private readonly OutgoingControls _controls = new();

    /// <summary>Sends a PING as soon as the stream allows one.</summary>
    public void SendPing(ulong number)
    {
        _controls.AddPing(number);
        Flush();
    }

    /// <summary>Answers the PINGs that a stack has read, as soon as the stream allows it, without waiting.</summary>
    /// <returns>The number of bytes of answers that wait for the peer to read them; 0 if it no longer reads.</returns>
    public int SendReplies(UnslicerStack stack)
    {
        if (_controls.TakeReplies(stack, out int waiting))
        {
            Flush();
        }

        return output.IsLost ? 0 : waiting;
    }

    /// <inheritdoc cref="OutgoingControls.AddEnd"/>
    public void AddEnd(ReadOnlyMemory<byte> tokens) => _controls.AddEnd(tokens);

    /// <summary>Writes the waiting tokens to the pipe. Call it in turn, where a control token is allowed.</summary>
    /// <exception cref="InvalidOperationException">The pipe is completed.</exception>
    public void Move() => _controls.MoveTo(output.Pipe);

    /// <summary>Sends the waiting tokens if no send is in progress, and drops them if nothing more can be sent.</summary>
    public void Flush()
    {
        if (output.IsLost)
        {
            _controls.Clear();
        }
        else if (TryEnter())
        {
            _ = FlushInTurnAsync();
        }
    }

    /// <summary>Flushes the pipe with the waiting tokens, and ends the turn. Never fails.</summary>
    public ValueTask FlushAndLeaveAsync()
    {
        try
        {
            Move();
        }
        catch (InvalidOperationException completed)
        {
            output.Lose(completed);
        }

        return output.FlushAndLeaveAsync();
    }

    /// <summary>Sends tokens that were added during a flush.</summary>
    public async Task FlushAfterAsync(ValueTask flushing)
    {
        await flushing.ConfigureAwait(false);
        Flush();
    }

    private bool TryEnter() => _controls.IsAny && !closing.IsCancellationRequested && output.TryEnter();

    private async Task FlushInTurnAsync()
    {
        do
        {
            await FlushAndLeaveAsync().ConfigureAwait(false); // if the peer is gone, receivers and senders get the exception
        }
        while (TryEnter()); // tokens that were just added
    }
}
