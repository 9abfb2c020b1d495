using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>
/// PINGs, PONGs and the ends of cancelled objects. They are allowed only at certain points of the stream, and wait here until a
/// send reaches one. Thread-safe.
/// </summary>
internal sealed class OutgoingControls
{
    private readonly ArrayBufferWriter<byte> _tokens = new(); // its own lock, and that of the next
    private ReadOnlyMemory<byte>? _ends;
    private int _replyBytes; // of the tokens; the PINGs among them are our own

    /// <summary>Whether any tokens wait.</summary>
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

    /// <summary>Takes the answers to PINGs from a stack.</summary>
    /// <param name="stack">The stack that has read the PINGs.</param>
    /// <param name="waiting">The number of bytes of answers that now wait.</param>
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

    /// <summary>Adds tokens that end a cancelled object; they are sent before all others.</summary>
    public void AddEnd(ReadOnlyMemory<byte> tokens)
    {
        lock (_tokens)
        {
            _ends = tokens;
        }
    }

    /// <summary>Writes the waiting tokens to the output, where they are allowed.</summary>
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
                output.Write(_tokens.WrittenSpan);
                ClearTokens();
            }
        }
    }

    /// <summary>Drops the waiting tokens, which the peer will not read.</summary>
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
