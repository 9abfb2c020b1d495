using System.Buffers;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>What is to be sent back to the peer: PONGs (PROTOCOL.md [W-14]). A stack makes it when the first PING comes. Not thread-safe.</summary>
internal sealed class ControlReplies
{
    private readonly ArrayBufferWriter<byte> _tokens = new();
    private int _count;

    /// <summary>How many wait.</summary>
    public int Count => _count;

    /// <summary>Whether the limit has been reached, and a PING waits for them to be moved.</summary>
    public bool AreDue { get; private set; }

    /// <summary>Answers a PING; false if as many answers wait as may.</summary>
    /// <param name="digits">Its number, as it was sent.</param>
    /// <param name="limit">How many may wait.</param>
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

    /// <summary>Moves all of them to <paramref name="output"/>; false if there are none.</summary>
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

    /// <summary>Forgets all of them.</summary>
    public void Clear()
    {
        _tokens.ResetWrittenCount();
        _count = 0;
        AreDue = false;
    }
}
