using System.Globalization;

namespace Banana.Wire;

/// <summary>
/// The header and type byte of one token, before anything of its body is looked at: enough to accept or refuse it.
/// </summary>
/// <param name="Type">The type byte.</param>
/// <param name="Value">The header's number; <see cref="ulong.MaxValue"/> when <paramref name="IsWide"/>.</param>
/// <param name="Digits">How many header bytes there are, 0 to 64, redundant zeros included.</param>
/// <param name="IsWide">Whether the number needs more than 64 bits.</param>
public readonly record struct TokenHeader(TokenType Type, ulong Value, int Digits, bool IsWide)
{
    /// <summary>Bytes from the first header digit to the type byte, both included.</summary>
    public int Length => Digits + 1;

    /// <summary>Bytes of body that follow: the header's number, 8 for FLOAT, 0 for tokens without body.</summary>
    public ulong BodyLength => Type == TokenType.Float ? 8 : Type.HasBody() ? Value : 0;

    /// <summary>The token as a lower-case noun phrase for messages: <c>INT 5</c>, <c>STRING of 12 bytes</c>.</summary>
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
