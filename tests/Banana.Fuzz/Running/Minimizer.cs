using System.Diagnostics;
using Banana.Fuzz.Corpus;
using Banana.Fuzz.Mutating;
using Banana.Fuzz.Oracles;
using Banana.Wire;

namespace Banana.Fuzz.Running;

/// <summary>Leaves out of a document what is not needed for the fault.</summary>
internal sealed class Minimizer(Target target, Oracle oracle, string signature)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(6);
    private readonly long _start = Stopwatch.GetTimestamp();

    public byte[] Minimize(byte[] bytes)
    {
        Document document = Document.Parse(bytes);
        bool isSmaller = IsStillWrong(document.ToBytes());
        while (isSmaller && !IsOutOfPatience)
        {
            isSmaller = TryLeaveOut(ref document);
        }

        return document.ToBytes();
    }

    private bool IsOutOfPatience => Stopwatch.GetElapsedTime(_start) > s_patience;

    private bool TryLeaveOut(ref Document document)
    {
        foreach ((int start, int count) in Ranges(document))
        {
            Document smaller = new(document.Tokens.Where((_, i) => i < start || i >= start + count), document.Tail);
            if (IsOutOfPatience || (IsStillWrong(smaller.ToBytes()) && Take(smaller, ref document)))
            {
                return true;
            }
        }

        for (int i = 0; i < document.Tokens.Count && !IsOutOfPatience; i++)
        {
            foreach (Document smaller in Smaller(document, i))
            {
                if (IsStillWrong(smaller.ToBytes()))
                {
                    return Take(smaller, ref document);
                }
            }
        }

        return false;
    }

    private static bool Take(Document smaller, ref Document document)
    {
        document = smaller;
        return true;
    }

    /// <summary>Large pieces first, then whole values, then single tokens.</summary>
    private static IEnumerable<(int Start, int Count)> Ranges(Document document)
    {
        for (int count = document.Tokens.Count / 2; count > 4; count /= 2)
        {
            for (int start = 0; start + count <= document.Tokens.Count; start += count)
            {
                yield return (start, count);
            }
        }

        for (int i = 0; i < document.Tokens.Count; i++)
        {
            yield return (i, document.EndOf(i) - i);
        }

        for (int i = 0; i < document.Tokens.Count; i++)
        {
            yield return (i, 1);
        }
    }

    /// <summary>The document without the sequence around some values, with a shorter body, or with a shorter header.</summary>
    private static IEnumerable<Document> Smaller(Document document, int i)
    {
        Token token = document.Tokens[i];
        int end = document.EndOf(i) - 1;
        if (token.Type == TokenType.Open && end > i + 1)
        {
            yield return new Document(document.Tokens.Where((_, at) => at != i && at != i + 1 && at != end), document.Tail);
            yield return new Document(document.Tokens.Where((_, at) => at != i && at != i + 1 && at != i + 2 && at != end), document.Tail);
        }

        if (token.Type == TokenType.String && token.Body.Length > 2)
        {
            yield return With(document, i, Token.Of(token.Type, token.Body[..(token.Body.Length / 2)]));
        }

        if (token.Header.Length > 1 && !token.HasBody)
        {
            yield return With(document, i, token with { Header = token.Header[..1] });
        }
    }

    private static Document With(Document document, int at, Token token) => new(document.Tokens.Select((old, i) => i == at ? token : old), document.Tail);

    /// <summary>Each try has a thread of its own, because a fault may stay with a thread.</summary>
    private bool IsStillWrong(byte[] bytes)
    {
        bool isWrong = false;
        Thread thread = new(() => isWrong = oracle.TryCheck(Case.Read(target, bytes))?.Signature == signature);
        thread.Start();
        thread.Join();
        return isWrong;
    }
}
