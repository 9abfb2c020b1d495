using Banana.Wire;

namespace Banana.Fuzz.Mutating;

/// <summary>Every value that stood in an honest document, by what it says it is: what splices and generated documents are made of.</summary>
internal sealed class Subtrees
{
    private const int MostPerKind = 40;
    private const int MostTokens = 200;

    private readonly Dictionary<string, List<Token[]>> _kinds = [];
    private readonly List<string> _names = [];
    private readonly HashSet<string> _seen = [];

    public bool IsEmpty => _names.Count == 0;

    /// <summary>Learns what is in a document.</summary>
    public void Add(byte[] bytes)
    {
        if (!_seen.Add(Hex.Format(bytes)))
        {
            return;
        }

        Document document = Document.Parse(bytes);
        for (int i = 0; i < document.Tokens.Count; i++)
        {
            if (document.Tokens[i].Type is not (TokenType.Close or TokenType.Abort))
            {
                Learn(document.Tokens[i..document.EndOf(i)]);
            }
        }
    }

    /// <summary>Any value, every kind alike.</summary>
    public Token[] Pick(Random random)
    {
        List<Token[]> kind = _kinds[_names[random.Next(_names.Count)]];
        return kind[random.Next(kind.Count)];
    }

    /// <summary>A value of values: its parts are replaced here and there, down to a depth.</summary>
    public List<Token> Grow(Random random, int depth)
    {
        Document value = new(Pick(random));
        List<Token> grown = [];
        for (int i = 0; i < value.Tokens.Count;)
        {
            bool isPart = i > 2 && value.Tokens[i].Type is not (TokenType.Close or TokenType.Abort);
            if (isPart && depth > 0 && random.Next(4) == 0)
            {
                grown.AddRange(Grow(random, depth - 1));
                i = value.EndOf(i);
            }
            else
            {
                grown.Add(value.Tokens[i++]);
            }
        }

        return grown;
    }

    private void Learn(List<Token> tokens)
    {
        if (tokens.Count > MostTokens)
        {
            return;
        }

        string name = Describe(tokens);
        if (!_kinds.TryGetValue(name, out List<Token[]>? kind))
        {
            _kinds.Add(name, kind = []);
            _names.Add(name);
        }

        if (kind.Count < MostPerKind)
        {
            kind.Add([.. tokens]);
        }
    }

    /// <summary>The open type and what stands behind it, for types that say more by it; the type of a single token.</summary>
    private static string Describe(List<Token> tokens) => tokens[0].Type != TokenType.Open || tokens.Count < 3
        ? $"{tokens[0].Type}"
        : $"{Key(tokens[1])} {(tokens[2].Type is TokenType.String or TokenType.Vocab ? Key(tokens[2]) : tokens[2].Type)}";

    private static string Key(Token token) => token.Body.Length is > 0 and < 60 ? Hex.Format(token.Body) : $"{token.Type} {token.Number}";
}
