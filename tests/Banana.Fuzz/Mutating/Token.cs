using System.Numerics;
using Banana.Wire;

namespace Banana.Fuzz.Mutating;

/// <summary>One token, as it stood in the bytes.</summary>
/// <param name="Type">The type byte.</param>
/// <param name="Header">Its digits, redundant ones included.</param>
/// <param name="Body">Its body; empty if it has none.</param>
internal readonly record struct Token(TokenType Type, byte[] Header, byte[] Body)
{
    public static Token Open { get; } = new(TokenType.Open, [], []);

    public static Token Close { get; } = new(TokenType.Close, [], []);

    public static Token Null { get; } = Of(TokenType.Vocab, 0);

    public bool HasBody => BodyFollows(Type);

    public int Length => Header.Length + 1 + Body.Length;

    public static bool BodyFollows(TokenType type) =>
        type is TokenType.String or TokenType.LongInt or TokenType.LongNeg or TokenType.Float or TokenType.Error;

    /// <summary>A token whose header is a number.</summary>
    public static Token Of(TokenType type, ulong number) => new(type, Digits(number), []);

    /// <summary>A token whose header is the length of its body.</summary>
    public static Token Of(TokenType type, byte[] body) => new(type, Digits((ulong)body.Length), body);

    public static Token Text(string text) => Of(TokenType.String, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>The header's number, as far as 64 bits hold it.</summary>
    public ulong Number
    {
        get
        {
            BigInteger number = BigInteger.Zero;
            for (int i = Header.Length - 1; i >= 0; i--)
            {
                number = (number << 7) | Header[i];
            }

            return number > ulong.MaxValue ? ulong.MaxValue : (ulong)number;
        }
    }

    private static byte[] Digits(ulong number)
    {
        List<byte> digits = [];
        do
        {
            digits.Add((byte)(number & 0x7F));
            number >>= 7;
        }
        while (number != 0);
        return [.. digits];
    }
}
