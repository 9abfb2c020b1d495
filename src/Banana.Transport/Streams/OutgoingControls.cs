using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>
/// PINGs and PONGs, and the ends of objects that were given up. They may stand only in certain places, and wait here until whoever sends comes to one. Thread-safe.
/// </summary>
/// <param name="framing">How they stand on the stream.</param>
internal sealed class OutgoingControls(Framing framing)
{
    private readonly ArrayBufferWriter<byte> _tokens = new(); // its own lock, and that of the next
    private ReadOnlyMemory<byte>? _ends;
    private int _replyBytes; // of the tokens; the PINGs among them are our own

    /// <summary>Whether anything waits.</summary>
    public bool IsAny
    {
        get
        {
            lock (_tokens)
            {
                return _ends is not null || _tokens.WrittenCount > 0;
            }
        }
    }

    public void AddPing(ulong number)
    {
        lock (_tokens)
        {
            TokenWriter writer = new(_tokens);
            writer.WritePing(number);
            writer.Commit();
        }
    }

    /// <summary>Takes over what is to be answered.</summary>
    /// <param name="stack">Who has read the PINGs.</param>
    /// <param name="waiting">How many bytes of answers wait now.</param>
    /// <returns>True if there were any.</returns>
    public bool TakeReplies(UnslicerStack stack, out int waiting)
    {
        lock (_tokens)
        {
            int before = _tokens.WrittenCount;
            bool isAny = stack.TakeReplies(_tokens);
            waiting = _replyBytes += _tokens.WrittenCount - before;
            return isAny;
        }
    }

    /// <summary>Tokens that end an object which was given up; they go before all else.</summary>
    public void AddEnd(ReadOnlyMemory<byte> tokens)
    {
        lock (_tokens)
        {
            _ends = tokens;
        }
    }

    /// <summary>Moves what waits to the output, where it may stand.</summary>
    public void MoveTo(IBufferWriter<byte> output)
    {
        lock (_tokens)
        {
            if (_ends is { } ends)
            {
                output.Write(ends.Span);
                _ends = null;
            }

            if (_tokens.WrittenCount > 0)
            {
                framing.WriteControls(output, _tokens.WrittenSpan);
                ClearTokens();
            }
        }
    }

    /// <summary>Forgets what waits: nobody will read it.</summary>
    public void Clear()
    {
        lock (_tokens)
        {
            _ends = null;
            ClearTokens();
        }
    }

    private void ClearTokens()
    {
        _tokens.ResetWrittenCount();
        _replyBytes = 0;
    }
}
