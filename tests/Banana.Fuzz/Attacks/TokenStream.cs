using System.Buffers;
using Banana.Fuzz.Mutating;
using Banana.Wire;

namespace Banana.Fuzz.Attacks;

/// <summary>Tokens one after the other, and the numbers that sequences have.</summary>
internal sealed class TokenStream
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The number of the next OPEN.</summary>
    public ulong Opens { get; private set; }

    public int Length => _bytes.WrittenCount;

    public byte[] ToBytes() => _bytes.WrittenSpan.ToArray();

    public void Add(in Token token)
    {
        _bytes.Write(token.Header);
        _bytes.Write([(byte)token.Type]);
        _bytes.Write(token.Body);
        Opens += token.Type == TokenType.Open ? 1UL : 0;
    }

    public void Add(IEnumerable<Token> tokens)
    {
        foreach (Token token in tokens)
        {
            Add(token);
        }
    }

    /// <summary>A sequence that is begun.</summary>
    /// <returns>Its number.</returns>
    public ulong Open(string type)
    {
        ulong number = Opens;
        Add([Token.Open, Token.Text(type)]);
        return number;
    }

    public void Close() => Add(Token.Close);

    public void Number(long value) => Add(Token.Of(TokenType.Int, (ulong)value));

    public void Reference(ulong id)
    {
        Open("reference");
        Add([Token.Of(TokenType.Int, id), Token.Close]);
    }

    /// <summary>A large integer.</summary>
    public void Integer(byte[] bigEndian) => Add(Token.Of(TokenType.LongInt, bigEndian));
}
