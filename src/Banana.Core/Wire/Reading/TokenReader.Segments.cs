using System.Runtime.CompilerServices;

namespace Banana.Wire;

// Boundaries between the segments of the buffer; the fast paths stay within one segment.
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

    /// <summary>Copies the next bytes, across segments, without consuming them.</summary>
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
