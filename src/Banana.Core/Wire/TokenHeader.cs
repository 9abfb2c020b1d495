using System.Globalization;

namespace Banana.Wire;

/// <summary>The header and type byte of a token, by which it is accepted or refused before its body is read.</summary>
/// <param name="Type">The type byte.</param>
/// <param name="Value">The number in the header; <see cref="ulong.MaxValue"/> if <paramref name="IsWide"/>.</param>
/// <param name="Digits">The number of header bytes, 0 to 64, including redundant zeros.</param>
/// <param name="IsWide">Whether the number needs more than 64 bits.</param>
public readonly record struct TokenHeader(TokenType Type, ulong Value, int Digits, bool IsWide)
{
    /// <summary>The number of bytes from the first header digit to the type byte, inclusive.</summary>
    public int Length => Digits + 1;

    /// <summary>The number of body bytes that follow: the number in the header, 8 for FLOAT, or 0 for tokens without body.</summary>
    public ulong BodyLength => Type == TokenType.Float ? 8 : Type.HasBody() ? Value : 0;

    /// <summary>Returns the token as a noun phrase for messages: <c>INT 5</c>, <c>STRING of 12 bytes</c>.</summary>
    public string Describe()
    {
        string number = IsWide ? "2^64 or more" : Value.ToString(CultureInfo.InvariantCulture);
        return Type switch
        {
            TokenType.Int => $"INT {number}",
            TokenType.Neg => $"NEG {number}",
            TokenType.Float => "FLOAT",
            TokenType.Vocab => $"VOCAB {number}",
            TokenType.String or TokenType.LongInt or TokenType.LongNeg or TokenType.Error =>
                $"{Type.Name()} of {number} bytes",
            TokenType.Open or TokenType.Close or TokenType.Abort or TokenType.Ping or TokenType.Pong =>
                Digits == 0 ? Type.Name() : $"{Type.Name()} {number}",
            _ => Type.Name(),
        };
    }
}
