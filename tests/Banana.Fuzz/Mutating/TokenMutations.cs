using Banana.Wire;

namespace Banana.Fuzz.Mutating;

/// <summary>Changes of one token.</summary>
internal static class TokenMutations
{
    private static readonly ulong[] s_numbers =
    [
        0, 1, 2, 3, 5, 0x7F, 0x80, 255, 256, 1000, 0x7FFF, 0xFFFF, 0x7FFFFFF, 0x8000000, int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 32, 1UL << 40,
        1UL << 62, long.MaxValue, 1UL << 63, ulong.MaxValue,
    ];

    private static readonly TokenType[] s_types = [.. Enum.GetValues<TokenType>().Where(type => type is not (TokenType.List or TokenType.Error))];

    public static readonly Action<Random, Document, Subtrees>[] All = [Delete, Duplicate, Swap, Retype, Renumber, Refill, Pad, Replace];

    private static int At(Random random, Document document) => random.Next(document.Tokens.Count);

    private static void Delete(Random random, Document document, Subtrees subtrees) => document.Tokens.RemoveAt(At(random, document));

    private static void Duplicate(Random random, Document document, Subtrees subtrees)
    {
        int at = At(random, document);
        document.Tokens.Insert(at, document.Tokens[at]);
    }

    private static void Swap(Random random, Document document, Subtrees subtrees)
    {
        int first = At(random, document);
        int second = At(random, document);
        (document.Tokens[first], document.Tokens[second]) = (document.Tokens[second], document.Tokens[first]);
    }

    private static void Retype(Random random, Document document, Subtrees subtrees)
    {
        int at = At(random, document);
        Token token = document.Tokens[at];
        TokenType type = s_types[random.Next(s_types.Length)];
        document.Tokens[at] = !Token.BodyFollows(type) ? new Token(type, token.Header, [])
            : type == TokenType.Float ? new Token(type, [], [.. token.Body.Take(8), .. new byte[Math.Max(0, 8 - token.Body.Length)]])
            : Token.Of(type, token.Body);
    }

    /// <summary>Another number; for what has a body, a body of that many bytes if that is not much.</summary>
    private static void Renumber(Random random, Document document, Subtrees subtrees)
    {
        int at = At(random, document);
        Token token = document.Tokens[at];
        ulong number = s_numbers[random.Next(s_numbers.Length)];
        number = random.Next(3) == 0 ? token.Number + (ulong)random.Next(-2, 3) : number;
        document.Tokens[at] = token.Type == TokenType.Float ? token
            : token.HasBody && number <= 1000 ? Token.Of(token.Type, [.. token.Body.Take((int)number), .. new byte[Math.Max(0, (int)number - token.Body.Length)]])
            : Token.Of(token.Type, number) with { Body = token.Body };
    }

    private static void Refill(Random random, Document document, Subtrees subtrees)
    {
        int at = At(random, document);
        byte[] body = [.. document.Tokens[at].Body];
        if (body.Length > 0)
        {
            body[random.Next(body.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)"0a<>,-. ~\u007f"[random.Next(10)];
            document.Tokens[at] = document.Tokens[at] with { Body = body };
        }
    }

    private static void Pad(Random random, Document document, Subtrees subtrees)
    {
        int at = At(random, document);
        Token token = document.Tokens[at];
        document.Tokens[at] = token with { Header = [.. token.Header, .. new byte[random.Next(1, 64)]] };
    }

    private static void Replace(Random random, Document document, Subtrees subtrees)
    {
        Token[] other = subtrees.Pick(random);
        document.Tokens[At(random, document)] = other[random.Next(other.Length)];
    }
}
