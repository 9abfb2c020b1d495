using System.Buffers;
using Banana.Wire;

namespace Banana.Transport;

// PINGs and PONGs may stand wherever a token may start. They wait here until whoever is sending comes to such a place, or are sent at once if nobody is.
public sealed partial class RawConnection
{
    private readonly ArrayBufferWriter<byte> _controls = new(); // its own lock, and that of the next
    private ArrayBufferWriter<byte>? _aborted; // ABORT and CLOSE of an object that was given up; they go before the next object

    /// <summary>Sends a PING; the peer answers with a PONG of the same number, which counts as something received (PROTOCOL.md [W-15]).</summary>
    /// <exception cref="ObjectDisposedException">The connection is closed.</exception>
    public void Ping(ulong number = 0)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isClosed) != 0, this);
        PostPing(number);
    }

    private void PostPing(ulong number)
    {
        lock (_controls)
        {
            TokenWriter writer = new(_controls);
            writer.WritePing(number);
            writer.Commit();
        }

        FlushControls();
    }

    /// <summary>Takes over what is to be answered.</summary>
    /// <exception cref="BananaProtocolException">The peer sends PINGs and reads no answers.</exception>
    private void PostReplies()
    {
        const int longestPong = WireLimits.MaxHeaderBytes + 1;
        int waiting;
        bool isAny;
        lock (_controls)
        {
            isAny = _unslicers.TakeReplies(_controls);
            waiting = _controls.WrittenCount;
        }

        if (waiting > (long)_unslicers.Limits.MaxPendingPongs * longestPong)
        {
            throw new BananaProtocolException(
                ProtocolErrorCode.PingFlood, "$", _state.Offset, $"{waiting} bytes of answers to PINGs that nobody reads", "fewer");
        }

        if (isAny)
        {
            FlushControls();
        }
    }

    /// <summary>Sends what waits if nobody is sending; whoever is takes it along.</summary>
    private void FlushControls()
    {
        if (TryEnterForControls())
        {
            _ = FlushControlsInTurnAsync();
        }
    }

    private bool TryEnterForControls() => HasControls() && !_closing.IsCancellationRequested && _output.TryEnter();

    private async Task FlushControlsInTurnAsync()
    {
        do
        {
            await FlushAndLeaveAsync().ConfigureAwait(false); // if the peer is gone, whoever receives or sends is told
        }
        while (TryEnterForControls()); // what came up just now
    }

    private async Task FlushControlsAfterAsync(ValueTask flushing)
    {
        await flushing.ConfigureAwait(false);
        FlushControls();
    }

    private bool HasControls()
    {
        lock (_controls)
        {
            return _aborted is not null || _controls.WrittenCount > 0;
        }
    }

    /// <summary>Moves what waits to the output, where a token may start.</summary>
    private void TakeControls()
    {
        lock (_controls)
        {
            if (_aborted is not null)
            {
                _output.Pipe.Write(_aborted.WrittenSpan);
                _aborted = null;
            }

            if (_controls.WrittenCount > 0)
            {
                _output.Pipe.Write(_controls.WrittenSpan);
                _controls.ResetWrittenCount();
            }
        }
    }
}
