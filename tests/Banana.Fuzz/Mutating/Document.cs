using Banana.Wire;

namespace Banana.Fuzz.Mutating;

/// <summary>The tokens of a stream, and what is no whole token behind them.</summary>
internal sealed class Document
{
    public Document(IEnumerable<Token> tokens, byte[]? tail = null)
    {
        Tokens = [.. tokens];
        Tail = tail ?? [];
    }

    public List<Token> Tokens { get; }

    public byte[] Tail { get; }

    /// <summary>Whether every sequence is closed and nothing else is: what follows is the next object.</summary>
    public bool IsBalanced
    {
        get
        {
            int depth = 0;
            foreach (Token token in Tokens)
            {
                depth += token.Type == TokenType.Open ? 1 : token.Type == TokenType.Close ? -1 : 0;
                if (depth < 0)
                {
                    return false;
                }
            }

            return depth == 0 && Tail.Length == 0;
        }
    }

    public static Document Parse(byte[] bytes)
    {
        List<Token> tokens = [];
        TokenReader reader = new(bytes, limits: BananaPolicy.Trusted.Limits);
        int at = 0;
        while (reader.TryPeek(out TokenHeader header) == ReadStatus.Done && (ulong)(bytes.Length - at - header.Length) >= header.BodyLength)
        {
            int body = at + header.Length;
            int end = body + (int)header.BodyLength;
            tokens.Add(new Token(header.Type, bytes[at..(body - 1)], bytes[body..end]));
            reader.Accept(header);
            reader.SkipBody();
            at = end;
        }

        return new Document(tokens, bytes[at..]);
    }

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Tokens.Sum(token => token.Length) + Tail.Length];
        int at = 0;
        foreach (Token token in Tokens)
        {
            token.Header.CopyTo(bytes, at);
            at += token.Header.Length;
            bytes[at++] = (byte)token.Type;
            token.Body.CopyTo(bytes, at);
            at += token.Body.Length;
        }

        Tail.CopyTo(bytes, at);
        return bytes;
    }

    /// <summary>The index behind the value that begins at <paramref name="start"/>: behind its CLOSE, if it is a sequence.</summary>
    public int EndOf(int start)
    {
        int depth = 0;
        for (int i = start; i < Tokens.Count; i++)
        {
            depth += Tokens[i].Type == TokenType.Open ? 1 : Tokens[i].Type == TokenType.Close ? -1 : 0;
            if (depth <= 0)
            {
                return i + 1;
            }
        }

        return Tokens.Count;
    }

    /// <summary>The same tokens, words of the vocabulary spelled out.</summary>
    public Document Spelled(Vocabulary vocabulary) => new(
        Tokens.Select(token => token.Type == TokenType.Vocab && vocabulary[token.Number]?.Text is { } word ? Token.Text(word) : token), Tail);

    /// <summary>The same tokens, sequences numbered as a sender that counts would, or not at all.</summary>
    public Document Renumbered(bool isNumbered)
    {
        ulong count = 0;
        Stack<ulong> open = new();
        return new Document(Tokens.Select(token =>
        {
            if (token.Type is not (TokenType.Open or TokenType.Close or TokenType.Abort))
            {
                return token;
            }

            ulong number = token.Type switch
            {
                TokenType.Open => count++,
                TokenType.Abort => open.TryPeek(out ulong top) ? top : 0,
                _ => open.TryPop(out ulong popped) ? popped : 0,
            };
            if (token.Type == TokenType.Open)
            {
                open.Push(number);
            }

            return isNumbered ? Token.Of(token.Type, number) : new Token(token.Type, [], []);
        }));
    }
}
