using System.Runtime.CompilerServices;

namespace Banana.Wire;

// Where one segment of the buffer ends and the next begins; the fast paths stay within one.
public ref partial struct TokenReader
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AdvanceSlow(long length)
    {
        while (length > _unread.Length)
        {
            length -= _unread.Length;
            _unread = default;
            NextSegment();
        }

        _unread = _unread[(int)length..];
    }

    private void SkipEmptySegments()
    {
        while (_unread.IsEmpty && _later > 0)
        {
            NextSegment();
        }
    }

    private void NextSegment()
    {
        if (!_sequence.TryGet(ref _next, out ReadOnlyMemory<byte> memory))
        {
            throw new InvalidOperationException("The reader was asked to pass the end of its buffer.");
        }

        _unread = memory.Span;
        _later -= memory.Length;
        _segmentEnd += memory.Length;
    }

    /// <summary>Copies what comes next, across segments, without moving.</summary>
    private readonly int CopyTo(scoped Span<byte> destination)
    {
        int copied = Math.Min(_unread.Length, destination.Length);
        _unread[..copied].CopyTo(destination);
        SequencePosition position = _next;
        while (copied < destination.Length && _later > 0 && _sequence.TryGet(ref position, out ReadOnlyMemory<byte> memory))
        {
            int part = Math.Min(memory.Length, destination.Length - copied);
            memory.Span[..part].CopyTo(destination[copied..]);
            copied += part;
        }

        return copied;
    }
}
