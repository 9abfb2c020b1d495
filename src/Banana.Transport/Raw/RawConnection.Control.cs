using System.Buffers;
using Banana.Wire;

namespace Banana.Transport;

// PINGs and PONGs may stand wherever a token may start. They wait here until whoever is sending comes to such a place, or are sent at once if nobody is.
public sealed partial class RawConnection
{
    private readonly ArrayBufferWriter<byte> _controls = new(); // its own lock

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
        if (HasControls() && !_closing.IsCancellationRequested && _output.Wait(0, CancellationToken.None))
        {
            _ = FlushControlsInTurnAsync();
        }
    }

    private async Task FlushControlsInTurnAsync()
    {
        try
        {
            do
            {
                await FlushAsync(_closing.Token).ConfigureAwait(false);
            }
            while (HasControls());
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or InvalidOperationException)
        {
            // The peer is gone, or the connection is closed. Whoever receives or sends is told.
        }
        finally
        {
            _output.Release();
        }

        FlushControls(); // what came up just now
    }

    private bool HasControls()
    {
        lock (_controls)
        {
            return _controls.WrittenCount > 0;
        }
    }

    /// <summary>Moves what waits to the output, where a token may start.</summary>
    private void TakeControls()
    {
        lock (_controls)
        {
            if (_controls.WrittenCount > 0)
            {
                _pipe.Output.Write(_controls.WrittenSpan);
                _controls.ResetWrittenCount();
            }
        }
    }
}
