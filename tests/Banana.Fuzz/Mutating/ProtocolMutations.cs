using Banana.Wire;

namespace Banana.Fuzz.Mutating;

/// <summary>Tokens and sequences that may stand anywhere, put where they may or may not.</summary>
internal static class ProtocolMutations
{
    public static readonly Action<Random, Document, Subtrees>[] All =
        [Control, Null, Refer, ReferNumbered, DefineWord, ReplaceVocabulary, DefineShape, UseShape, Abort, Unknown, Describe];

    private static void Put(Random random, Document document, params IEnumerable<Token> tokens) =>
        document.Tokens.InsertRange(random.Next(document.Tokens.Count + 1), tokens);

    private static void Control(Random random, Document document, Subtrees subtrees) => Put(random, document, random.Next(6) switch
    {
        0 => Token.Open,
        1 => Token.Close,
        2 => Token.Of(TokenType.Pong, 1),
        3 => Token.Of(TokenType.Error, "x"u8.ToArray()),
        _ => Token.Of(TokenType.Ping, (ulong)random.Next(200)),
    });

    private static void Null(Random random, Document document, Subtrees subtrees) => Put(
        random, document, random.Next(2) == 0 ? [Token.Null] : [Token.Open, Token.Text("none"), Token.Close]);

    /// <summary>To an earlier one, to itself, to a later one, and to what was refused.</summary>
    private static void Refer(Random random, Document document, Subtrees subtrees)
    {
        int opens = document.Tokens.Count(token => token.Type == TokenType.Open);
        ulong id = (ulong)(random.Next(10) == 0 ? random.Next(1000) : random.Next(opens + 2));
        Token[] reference = [Token.Open, Token.Text("reference"), Token.Of(TokenType.Int, id), Token.Close];
        if (random.Next(2) == 0)
        {
            int start = random.Next(document.Tokens.Count);
            document.Tokens.RemoveRange(start, document.EndOf(start) - start);
            document.Tokens.InsertRange(start, reference);
        }
        else
        {
            Put(random, document, reference);
        }
    }

    /// <summary>A reference whose number is as near as it can be to the last OPEN before it.</summary>
    private static void ReferNumbered(Random random, Document document, Subtrees subtrees)
    {
        int at = random.Next(document.Tokens.Count + 1);
        int before = document.Tokens.Take(at).Count(token => token.Type == TokenType.Open);
        ulong id = (ulong)Math.Max(0, before - random.Next(0, 3));
        document.Tokens.InsertRange(at, [Token.Open, Token.Text("reference"), Token.Of(TokenType.Int, id), Token.Close]);
    }

    private static void DefineWord(Random random, Document document, Subtrees subtrees)
    {
        ulong index = (ulong)random.Next(90, 140);
        Token word = Token.Text(s_words[random.Next(s_words.Length)]);
        Put(random, document, Token.Open, Token.Text("add-vocab"), Token.Of(TokenType.Int, index), word, Token.Close);
        Put(random, document, Token.Of(TokenType.Vocab, index));
    }

    private static void ReplaceVocabulary(Random random, Document document, Subtrees subtrees) => Put(
        random,
        document,
        [
            Token.Open,
            Token.Text("set-vocab"),
            .. Enumerable.Range(110, random.Next(3)).SelectMany(index => new[] { Token.Of(TokenType.Int, (ulong)index), Token.Text($"word {index}") }),
            Token.Close,
        ]);

    private static void DefineShape(Random random, Document document, Subtrees subtrees)
    {
        int shape = document.Tokens.FindIndex(token => token.Type == TokenType.String && token.Body.AsSpan().StartsWith("test."u8));
        Token name = shape >= 0 ? document.Tokens[shape] : Token.Text(s_words[random.Next(s_words.Length)]);
        Put(
            random,
            document,
            [
                Token.Open,
                Token.Text("shape"),
                Token.Of(TokenType.Int, (ulong)random.Next(4)),
                name,
                .. Enumerable.Range(0, random.Next(4)).Select(_ => Token.Text(s_words[random.Next(s_words.Length)])),
                Token.Close,
            ]);
    }

    private static void UseShape(Random random, Document document, Subtrees subtrees) => Put(
        random,
        document,
        [Token.Open, Token.Text("shaped"), Token.Of(TokenType.Int, (ulong)random.Next(4)), .. subtrees.Pick(random), Token.Close]);

    private static void Abort(Random random, Document document, Subtrees subtrees) => Put(
        random, document, random.Next(2) == 0 ? [new Token(TokenType.Abort, [], [])] : [new Token(TokenType.Abort, [], []), Token.Close]);

    private static void Unknown(Random random, Document document, Subtrees subtrees) => Put(
        random, document, [Token.Open, Token.Text(random.Next(2) == 0 ? "unheard-of" : "typed"), Token.Text("z"), .. subtrees.Pick(random), Token.Close]);

    /// <summary>Wraps a value in the sequences that say more about it.</summary>
    private static void Describe(Random random, Document document, Subtrees subtrees)
    {
        int start = random.Next(document.Tokens.Count);
        document.Tokens.Insert(document.EndOf(start), Token.Close);
        document.Tokens.InsertRange(start, [Token.Open, Token.Text(s_wraps[random.Next(s_wraps.Length)]), Token.Text(s_words[random.Next(s_words.Length)])]);
    }

    private static readonly string[] s_wraps = ["typed", "by", "lazy", "list", "tuple", "array", "read-only", "copyable", "utf16", "stream", "object"];

    private static readonly string[] s_words =
    [
        "Name", "name", "Value", "Any", "Next", "Left", "Number", "z", "", "ordinal", "ordinal-ignore-case", "reference", "list<int32>", "dict<unicode,int32>",
        "array<object>", "list<unicode>", "set<unicode>", "fuzz.tree", "fuzz.chain", "fuzz.rude", "test.node", "test.plain", "hashtable", "int64", "unicode",
    ];
}
