using System.Buffers.Binary;
using System.Text;
using Banana.Fuzz.Mutating;
using Banana.Wire;

namespace Banana.Fuzz.Attacks;

/// <summary>All attacks: what a peer would repeat who knows how the types work.</summary>
internal static class AttackCatalogue
{
    private const int LongestInteger = 4096;
    private const int LongestWord = 100;
    private const int Prime = 36_353; // a size of the tables of Dictionary and HashSet

    public static IReadOnlyList<Attack> All { get; } =
    [
        new("the same again", (state, _) => state.PutWith(-1, default)),
        new("ascending", (state, i) => PutKey(state, i)),
        new("descending", (state, i) => PutKey(state, state.Count - i)),
        new("colliding longs", (state, i) => PutLeaf(state, Token.Of(TokenType.LongInt, Bytes(((ulong)(i + 1) << 32) | (uint)(i + 1))))),
        new("colliding ints", (state, i) => PutLeaf(state, Token.Of(TokenType.Int, (ulong)i % 59_000 * Prime))),
        new("NaN", (state, i) => PutLeaf(state, new Token(TokenType.Float, [], Bytes(0x7FF8_0000_0000_0000UL | (uint)i)))),
        new("large integers", (state, i) => PutLeaf(state, Token.Of(TokenType.LongInt, [1, .. Bytes((ulong)i), .. new byte[LongestInteger - 9]]))),
        new("large texts", (state, i) => PutLeaf(state, Token.Text($"{i}{new string('x', 4000)}"))),
        new("a word again and again", PutWord),
        new("references to the first", PutReference),
        new("references to one text, in tuples", (state, i) => PutTuple(state, i, SharedText)),
        new("references to one list", (state, i) => PutSecondShared(state, i, SharedList)),
        new("tuples that share tuples", (state, i) => PutTuple(state, i, SharedTuple)),
        new("arrays that hold themselves", (state, i) => state.PutBehind(() => PutOwnArray(state))),
        new("lists with tuples that hold them", (state, i) => PutSecondShared(state, i, OwnTuple)),
        new("nested tuples", (state, i) => state.PutBehind(() => PutNested(state, "tuple", 1 + (i % 50)))),
        new("nested lists", (state, i) => PutSecondShared(state, i, (inner, _) => PutNested(inner, "list", 50))),
        new("one deep list", (state, i) => PutSecondShared(state, i, (inner, _) => PutNested(inner, "list", (inner.Size / 8) + 1))),
        new("one deep tuple", (state, _) => state.PutBehind(() => PutNested(state, "tuple", (state.Size / 9) + 1))),
        new("refused values", (state, i) => state.PutBehind(() => PutRefused(state))),
        new("definitions between", PutDefinition),
    ];

    private static byte[] Bytes(ulong number)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return bytes;
    }

    /// <summary>The leaf of a key, told apart by a number.</summary>
    private static Token Key(Token leaf, int number) => leaf.Type switch
    {
        TokenType.Float => new Token(TokenType.Float, [], Bytes(BitConverter.DoubleToUInt64Bits(number))),
        TokenType.String when leaf.Body.Length == 16 => Token.Of(TokenType.String, [.. leaf.Body[..8], .. Bytes((ulong)number)]),
        TokenType.String => Token.Of(TokenType.String, Encoding.UTF8.GetBytes($"{number:x8}")),
        _ => Token.Of(TokenType.Int, (ulong)Math.Max(0, number)),
    };

    private static bool PutKey(AttackState state, int number)
    {
        int leaf = state.Plan.Leaf;
        return leaf >= 0 && state.PutWith(leaf, Key(state.Plan.Unit[leaf], number));
    }

    private static bool PutLeaf(AttackState state, Token token)
    {
        int leaf = state.Plan.Leaf;
        bool isText = leaf >= 0 && state.Plan.Unit[leaf].Type == TokenType.String;
        return leaf >= 0 && isText == (token.Type == TokenType.String) && state.PutWith(leaf, token);
    }

    private static bool PutWord(AttackState state, int i)
    {
        const ulong index = 120;
        int leaf = state.Plan.Unit.FindLastIndex(token => token.Type == TokenType.String);
        if (leaf < 0)
        {
            return false;
        }

        if (i == 0)
        {
            state.Stream.Open("add-vocab");
            state.Stream.Add([Token.Of(TokenType.Int, index), Token.Text(new string('w', LongestWord)), Token.Close]);
        }

        return state.PutWith(leaf, Token.Of(TokenType.Vocab, index));
    }

    private static bool PutReference(AttackState state, int i)
    {
        if (i == 0)
        {
            state.Shared = state.Stream.Opens;
            return state.PutWith(-1, default);
        }

        state.Stream.Reference(state.Shared);
        return true;
    }

    /// <summary>A tuple of a number and something in the place of the key.</summary>
    private static bool PutTuple(AttackState state, int i, Action<AttackState, int> second) => state.PutBehind(() =>
    {
        state.Stream.Open("tuple");
        state.Stream.Number(i);
        second(state, i);
        state.Stream.Close();
    });

    private static bool PutSecondShared(AttackState state, int i, Action<AttackState, int> second)
    {
        int leaf = state.Plan.Leaf;
        if (state.Plan.EndOfFirst == state.Plan.Unit.Count)
        {
            return state.PutBehind(() => second(state, i));
        }

        return leaf >= 0 && state.PutSecond(leaf, Key(state.Plan.Unit[leaf], i), () => second(state, i));
    }

    private static void SharedText(AttackState state, int i)
    {
        if (i > 0)
        {
            state.Stream.Reference(state.Shared);
            return;
        }

        state.Shared = state.Stream.Open("unicode");
        state.Stream.Add([Token.Text(new string('s', state.Size / 2)), Token.Close]);
    }

    private static void SharedList(AttackState state, int i)
    {
        if (i > 0)
        {
            state.Stream.Reference(state.Shared);
            return;
        }

        state.Shared = state.Stream.Open("list");
        state.Stream.Add(Enumerable.Repeat(Token.Null, state.Size / 4));
        state.Stream.Close();
    }

    /// <summary>A tuple of the tuple before, twice.</summary>
    private static void SharedTuple(AttackState state, int i)
    {
        ulong before = state.Shared;
        state.Shared = state.Stream.Open("tuple");
        if (i == 0)
        {
            state.Stream.Add([Token.Null, Token.Null]);
        }
        else
        {
            state.Stream.Reference(before);
            state.Stream.Reference(before);
        }

        state.Stream.Close();
    }

    private static void PutOwnArray(AttackState state)
    {
        ulong id = state.Stream.Open("array");
        state.Stream.Reference(id);
        state.Stream.Close();
    }

    private static void OwnTuple(AttackState state, int i)
    {
        ulong id = state.Stream.Open("list");
        state.Stream.Open("tuple");
        state.Stream.Reference(id);
        state.Stream.Close();
        state.Stream.Close();
    }

    private static void PutNested(AttackState state, string type, int depth)
    {
        for (int i = 0; i < depth; i++)
        {
            state.Stream.Open(type);
        }

        for (int i = 0; i < depth; i++)
        {
            state.Stream.Close();
        }
    }

    private static void PutRefused(AttackState state)
    {
        state.Stream.Open("unheard-of");
        state.Stream.Add([Token.Text(new string('r', 100)), Token.Close]);
    }

    private static bool PutDefinition(AttackState state, int i)
    {
        state.Stream.Open("shape");
        state.Stream.Number(i % 2);
        state.Stream.Add([Token.Text("test.node"), Token.Text("name"), Token.Text($"n{i}"), Token.Text("id"), Token.Close]);
        return PutKey(state, i);
    }
}
