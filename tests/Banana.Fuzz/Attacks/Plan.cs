using Banana.Fuzz.Mutating;
using Banana.Wire;

namespace Banana.Fuzz.Attacks;

/// <summary>A place in an honest document where what stands there can come again and again.</summary>
/// <param name="Before">What stands before it.</param>
/// <param name="Unit">What is repeated: the last parts of a sequence.</param>
/// <param name="Behind">What stands behind it.</param>
internal sealed record Plan(List<Token> Before, List<Token> Unit, List<Token> Behind)
{
    private const int MostSequences = 4;

    /// <summary>The sequences of a document with their last part, and with their last two.</summary>
    /// <param name="document">The document.</param>
    /// <param name="first">Where to begin: 1 to leave out what is around all the rest.</param>
    public static IEnumerable<Plan> Of(Document document, int first)
    {
        int sequences = 0;
        for (int start = first; start < document.Tokens.Count && sequences < MostSequences; start++)
        {
            if (document.Tokens[start].Type != TokenType.Open)
            {
                continue;
            }

            int end = document.EndOf(start) - 1;
            List<int> parts = Parts(document, start, end);
            sequences += parts.Count > 0 ? 1 : 0;
            foreach (int count in (int[])[1, 2])
            {
                if (parts.Count >= count)
                {
                    int unit = parts[^count];
                    yield return new Plan(document.Tokens[..unit], document.Tokens[unit..end], document.Tokens[end..]);
                }
            }
        }
    }

    /// <summary>The first value of the unit: the key, if there are keys.</summary>
    public int EndOfFirst => new Document(Unit).EndOf(0);

    /// <summary>The token that tells units apart: the first of their first value that is not a name; -1 if there is none.</summary>
    public int Leaf
    {
        get
        {
            int end = EndOfFirst;
            for (int i = 0; i < end; i++)
            {
                bool isName = (i > 0 && Unit[i - 1].Type == TokenType.Open) || (i > 1 && Unit[i - 2].Type == TokenType.Open && IsNamed(Unit[i - 1]));
                if (!isName && Unit[i].Type is TokenType.Int or TokenType.Neg or TokenType.LongInt or TokenType.String or TokenType.Float)
                {
                    return i;
                }
            }

            return -1;
        }
    }

    /// <summary>Where the parts of a sequence begin; its names are none.</summary>
    private static List<int> Parts(Document document, int start, int end)
    {
        List<int> parts = [];
        int first = start + 2 < end && IsNamed(document.Tokens[start + 1]) ? start + 3 : start + 2;
        for (int i = first; i < end; i = document.EndOf(i))
        {
            parts.Add(i);
        }

        return parts;
    }

    /// <summary>Whether the open type is followed by a name or number of its own.</summary>
    private static bool IsNamed(Token openType) => Name(openType) is "typed" or "by" or "copyable" or "shape" or "shaped";

    private static string? Name(Token token) => token.Type == TokenType.Vocab
        ? WireDialect.Net.Vocabulary[token.Number]?.Text
        : System.Text.Encoding.UTF8.GetString(token.Body);
}
