using System.Buffers;

namespace Banana.Wire;

/// <summary>Counts tokens in bytes that are on their way to an output, however they are cut, and finds the largest integer among them.</summary>
internal sealed class TokenTally : IBufferWriter<byte>
{
    private IBufferWriter<byte>? _output; // while it stands before one
    private Memory<byte> _granted;
    private ulong _number; // of the header that has begun
    private int _digits;
    private ulong _body; // what is left of it

    /// <summary>Tokens whose headers are complete.</summary>
    public long Tokens { get; private set; }

    /// <summary>The longest LONGINT or LONGNEG, in bytes.</summary>
    public ulong LongestInteger { get; private set; }

    /// <summary>Begins to count, at a token's start.</summary>
    public void Restart()
    {
        (_number, _digits, _body) = (0, 0, 0);
        (Tokens, LongestInteger) = (0, 0);
    }

    /// <summary>Stands before an output.</summary>
    public void Enter(IBufferWriter<byte> output) => _output = output;

    /// <summary>No longer stands before the output, which is returned.</summary>
    public IBufferWriter<byte> Leave()
    {
        IBufferWriter<byte> output = _output!;
        _output = null;
        return output;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0) => _granted = _output!.GetMemory(sizeHint);

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc/>
    public void Advance(int count)
    {
        Add(_granted.Span[..count]);
        _output!.Advance(count);
        _granted = default;
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length;)
        {
            if (_body > 0)
            {
                int skipped = (int)Math.Min(_body, (ulong)(bytes.Length - i));
                _body -= (ulong)skipped;
                i += skipped;
                continue;
            }

            byte next = bytes[i++];
            if (next < (byte)TokenType.List)
            {
                _number |= (ulong)next << (7 * _digits++); // what is written here has no more digits than a number of 64 bits
                continue;
            }

            Take(new TokenHeader((TokenType)next, _number, _digits, IsWide: false));
        }
    }

    private void Take(in TokenHeader header)
    {
        Tokens++;
        _body = header.BodyLength;
        (_number, _digits) = (0, 0);
        if (header.Type is TokenType.LongInt or TokenType.LongNeg)
        {
            LongestInteger = Math.Max(LongestInteger, header.Value);
        }
    }
}
