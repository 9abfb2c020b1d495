using Banana.Slicing;

namespace Banana.Transport;

/// <summary>Sends PINGs and PONGs: whoever flushes takes along what waits, and if nobody is sending it goes at once.</summary>
/// <param name="output">The pipe, for whoever's turn it is.</param>
/// <param name="framing">How control tokens stand on the stream.</param>
/// <param name="closing">When nothing is sent any more.</param>
internal sealed class ControlOutput(SharedOutput output, Framing framing, CancellationToken closing)
{
    private readonly OutgoingControls _controls = new(framing);

    /// <summary>Sends a PING as soon as one may stand.</summary>
    public void SendPing(ulong number)
    {
        _controls.AddPing(number);
        Flush();
    }

    /// <summary>Answers the PINGs that a stack has read, as soon as PONGs may stand. Nobody waits for that.</summary>
    /// <returns>How many bytes of answers wait for the peer to read; 0 if it reads no more.</returns>
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

    /// <summary>Moves what waits to the pipe. For whose turn it is, where a control token may stand.</summary>
    /// <exception cref="InvalidOperationException">The pipe is completed.</exception>
    public void Move() => _controls.MoveTo(output.Pipe);

    /// <summary>Sends what waits if nobody is sending; if nothing can follow any more, it need not be kept.</summary>
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

    /// <summary>Flushes the pipe and what waits, and ends the turn. Never fails.</summary>
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

    /// <summary>Sends what came up during a flush.</summary>
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
            await FlushAndLeaveAsync().ConfigureAwait(false); // if the peer is gone, whoever receives or sends is told
        }
        while (TryEnter()); // what came up just now
    }
}
