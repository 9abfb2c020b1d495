using System.Buffers;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>The answers to send back to the peer: PONGs (PROTOCOL.md [W-15]). Created when the first PING is read. Not thread-safe.</summary>
internal sealed class ControlReplies
{
    private readonly ArrayBufferWriter<byte> _tokens = new();
    private int _count;

    /// <summary>The number of waiting answers.</summary>
    public int Count => _count;

    /// <summary>Whether the limit has been reached: the next PING stays unread until the answers are moved.</summary>
    public bool AreDue { get; private set; }

    /// <summary>Answers a PING; false if the limit has been reached.</summary>
    /// <param name="digits">The header digits of the PING.</param>
    /// <param name="limit">The largest number of waiting answers.</param>
    public bool TryAddPong(ReadOnlySpan<byte> digits, int limit)
    {
        if (_count >= limit)
        {
            AreDue = true;
            return false;
        }

        TokenWriter writer = new(_tokens);
        writer.WritePong(digits);
        writer.Commit();
        _count++;
        return true;
    }

    /// <summary>Moves all answers to <paramref name="output"/>; false if there are none.</summary>
    public bool MoveTo(IBufferWriter<byte> output)
    {
        if (_count == 0)
        {
            return false;
        }

        output.Write(_tokens.WrittenSpan);
        Clear();
        return true;
    }

    /// <summary>Drops all answers.</summary>
    public void Clear()
    {
        _tokens.ResetWrittenCount();
        _count = 0;
        AreDue = false;
    }
}
