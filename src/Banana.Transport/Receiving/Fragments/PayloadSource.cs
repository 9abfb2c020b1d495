using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>The tokens of one stream that arrive in pieces, each of which ends anywhere.</summary>
/// <param name="stack">The stack that reads them.</param>
internal sealed class PayloadSource(UnslicerStack stack)
{
    private readonly ByteStage _left = new(); // bytes of a token that is not complete
    private TokenReaderState _state;

    public UnslicerStack Stack => stack;

    /// <summary>The bytes of a piece together with those left over from the last one.</summary>
    public ReadOnlySequence<byte> Join(in ReadOnlySequence<byte> piece)
    {
        if (_left.Count == 0)
        {
            return piece;
        }

        foreach (ReadOnlyMemory<byte> part in piece)
        {
            _left.Append(part.Span);
        }

        return new ReadOnlySequence<byte>(_left.Memory);
    }

    /// <summary>The state of the token reader; offsets count from the start of the stream.</summary>
    public TokenReaderState State => _state;

    /// <summary>Keeps the bytes that were not read.</summary>
    /// <param name="joined">What <see cref="Join"/> has returned.</param>
    /// <param name="reader">The reader of these bytes.</param>
    public void Keep(in ReadOnlySequence<byte> joined, scoped in TokenReader reader)
    {
        long consumed = reader.Offset - _state.Offset;
        _state = reader.State;
        ReadOnlySequence<byte> rest = joined.Slice(consumed);
        if (_left.Count > 0)
        {
            int length = (int)rest.Length;
            _left.Written[(int)consumed..].CopyTo(_left.Written);
            _left.Clear();
            _left.Advance(length);
            if (length == 0)
            {
                _left.Release();
            }

            return;
        }

        foreach (ReadOnlyMemory<byte> part in rest)
        {
            _left.Append(part.Span);
        }
    }

    /// <summary>Releases the memory.</summary>
    public void Release() => _left.Release();
}
