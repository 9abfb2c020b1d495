using Banana.Wire;

namespace Banana.Fuzz.Mutating;

/// <summary>Changes of whole values.</summary>
internal static class TreeMutations
{
    private const int MostCopies = 300;

    public static readonly Action<Random, Document, Subtrees>[] All = [Delete, Splice, Insert, Repeat, RepeatMuch, Nest, Exchange, Grow];

    /// <summary>A value that is in the document: where it begins and where it ends.</summary>
    private static (int Start, int End) Pick(Random random, Document document)
    {
        int start = random.Next(document.Tokens.Count);
        return (start, document.EndOf(start));
    }

    private static void Delete(Random random, Document document, Subtrees subtrees)
    {
        (int start, int end) = Pick(random, document);
        document.Tokens.RemoveRange(start, end - start);
    }

    private static void Splice(Random random, Document document, Subtrees subtrees)
    {
        Delete(random, document, subtrees);
        Insert(random, document, subtrees);
    }

    private static void Insert(Random random, Document document, Subtrees subtrees) =>
        document.Tokens.InsertRange(random.Next(document.Tokens.Count + 1), subtrees.Pick(random));

    private static void Grow(Random random, Document document, Subtrees subtrees)
    {
        (int start, int end) = Pick(random, document);
        document.Tokens.RemoveRange(start, end - start);
        document.Tokens.InsertRange(start, subtrees.Grow(random, 2));
    }

    private static void Repeat(Random random, Document document, Subtrees subtrees) => Copy(random, document, random.Next(1, 4));

    private static void RepeatMuch(Random random, Document document, Subtrees subtrees)
    {
        if (random.Next(4) == 0)
        {
            Copy(random, document, random.Next(4, MostCopies));
        }
    }

    private static void Copy(Random random, Document document, int times)
    {
        (int start, int end) = Pick(random, document);
        List<Token> value = document.Tokens[start..end];
        for (int i = 0; i < times && document.Tokens.Count < 3000; i++)
        {
            document.Tokens.InsertRange(end, value);
        }
    }

    /// <summary>Puts what is around a value around it again, and again.</summary>
    private static void Nest(Random random, Document document, Subtrees subtrees)
    {
        (int start, int end) = Pick(random, document);
        if (document.Tokens[start].Type != TokenType.Open || end - start < 4)
        {
            return;
        }

        int inner = random.Next(start + 1, end - 1);
        int innerEnd = Math.Min(document.EndOf(inner), end);
        List<Token> before = document.Tokens[start..inner];
        List<Token> behind = document.Tokens[innerEnd..end];
        int times = random.Next(5) == 0 ? random.Next(4, 200) : random.Next(1, 4);
        document.Tokens.InsertRange(innerEnd, Enumerable.Repeat(behind, times).SelectMany(tokens => tokens));
        document.Tokens.InsertRange(inner, Enumerable.Repeat(before, times).SelectMany(tokens => tokens));
    }

    /// <summary>Puts one value of the document in the place of another.</summary>
    private static void Exchange(Random random, Document document, Subtrees subtrees)
    {
        (int start, int end) = Pick(random, document);
        List<Token> value = document.Tokens[start..end];
        (start, end) = Pick(random, document);
        document.Tokens.RemoveRange(start, end - start);
        document.Tokens.InsertRange(start, value);
    }
}
