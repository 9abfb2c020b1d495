using System.Buffers;

namespace Banana.Wire;

/// <summary>Counts the tokens in the bytes that are written to an output, however they are split, and finds the longest integer.</summary>
internal sealed class TokenTally : IBufferWriter<byte>
{
    private IBufferWriter<byte>? _output; // null while not counting
    private Memory<byte> _granted;
    private ulong _number; // the digits so far of an incomplete header
    private int _digits;
    private ulong _body; // the remaining bytes of the current body

    /// <summary>The number of tokens whose headers are complete.</summary>
    public long Tokens { get; private set; }

    /// <summary>The longest LONGINT or LONGNEG, in bytes.</summary>
    public ulong LongestInteger { get; private set; }

    /// <summary>Resets the counts, at the start of a token.</summary>
    public void Restart()
    {
        (_number, _digits, _body) = (0, 0, 0);
        (Tokens, LongestInteger) = (0, 0);
    }

    /// <summary>Starts passing bytes on to an output, and counting them.</summary>
    public void Enter(IBufferWriter<byte> output) => _output = output;

    /// <summary>Stops counting, and returns the output.</summary>
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
                _number |= (ulong)next << (7 * _digits++); // a writer never writes more than 10 digits
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
