using Banana.Wire;

namespace Banana.Testing;

/// <summary>Puts definitions between the tokens of a document, as a peer may that defines words and shapes just before it needs them.</summary>
public static class Definitions
{
    /// <summary>Says that word 127 is "hi".</summary>
    public static readonly byte[] OfAWord = Hex.Parse("880987 7f81 02826869 89");

    /// <summary>That word, as a value.</summary>
    public static readonly byte[] Word = Hex.Parse("7f87");

    /// <summary>Defines a shape.</summary>
    /// <param name="number">Its number; one digit.</param>
    /// <param name="name">The class.</param>
    /// <param name="attributes">Their names, and those of their types.</param>
    public static byte[] OfAShape(byte number, string name, params (string Name, string Type)[] attributes) =>
        [.. Hex.Parse("88 2287"), number, (byte)TokenType.Int, .. Text(name), .. attributes.SelectMany(attribute => (byte[])[.. Text(attribute.Name), .. Text(attribute.Type)]), (byte)TokenType.Close];

    /// <summary>
    /// The document with a definition in it, one for each token that it can stand in front of. It counts as an OPEN, so references behind it
    /// are moved to where they led before. In front of an OPEN a value starts for certain, so that a definition may stand there.
    /// </summary>
    public static IEnumerable<(byte[] Bytes, bool IsBeforeOpen)> PutEverywhere(byte[] document, byte[] definition)
    {
        List<(TokenHeader Header, byte[] Bytes)> tokens = Split(document);
        ulong opens = 0;
        for (int at = 0; at < tokens.Count; at++)
        {
            List<byte> bytes = [];
            for (int i = 0; i < tokens.Count; i++)
            {
                bytes.AddRange(i == at ? definition : []);
                bool isMoved = i > at && IsReference(tokens, i) && tokens[i].Header.Value >= opens;
                bytes.AddRange(isMoved ? Int(tokens[i].Header.Value + 1) : tokens[i].Bytes);
            }

            bool isBeforeOpen = tokens[at].Header.Type == TokenType.Open;
            yield return ([.. bytes], isBeforeOpen);
            opens += isBeforeOpen ? 1u : 0;
        }
    }

    /// <summary>The document with one of its texts as the word 127, and the definition of that word before it; once for each text.</summary>
    public static IEnumerable<byte[]> WithWords(byte[] document)
    {
        List<(TokenHeader Header, byte[] Bytes)> tokens = Split(document);
        for (int at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].Header is { Type: TokenType.String, Value: <= 100 })
            {
                List<byte> bytes = [.. Hex.Parse("880987 7f81"), .. tokens[at].Bytes, (byte)TokenType.Close];
                for (int i = 0; i < tokens.Count; i++)
                {
                    bytes.AddRange(i == at ? Word : IsReference(tokens, i) ? Int(tokens[i].Header.Value + 1) : tokens[i].Bytes);
                }

                yield return [.. bytes];
            }
        }
    }

    private static byte[] Text(string text) => [(byte)text.Length, (byte)TokenType.String, .. System.Text.Encoding.ASCII.GetBytes(text)];

    private static bool IsReference(List<(TokenHeader Header, byte[] Bytes)> tokens, int at) =>
        at >= 2
        && tokens[at].Header.Type == TokenType.Int
        && tokens[at - 1].Header is { Type: TokenType.Vocab, Value: 3 }
        && tokens[at - 2].Header.Type == TokenType.Open;

    private static byte[] Int(ulong value)
    {
        List<byte> digits = [(byte)(value & 0x7F)];
        for (value >>= 7; value > 0; value >>= 7)
        {
            digits.Add((byte)(value & 0x7F));
        }

        return [.. digits, (byte)TokenType.Int];
    }

    private static List<(TokenHeader Header, byte[] Bytes)> Split(byte[] document)
    {
        List<(TokenHeader Header, byte[] Bytes)> tokens = [];
        TokenReader reader = new(document);
        while (reader.TryPeek(out TokenHeader header) == ReadStatus.Done)
        {
            int start = (int)reader.Offset;
            reader.Accept(header);
            reader.SkipBody();
            tokens.Add((header, document[start..(int)reader.Offset]));
        }

        return tokens;
    }
}
