using Banana.Fuzz.Corpus;
using Banana.Fuzz.Mutating;

namespace Banana.Fuzz.Oracles;

/// <summary>Numbers of sequences change nothing.</summary>
internal sealed class NumberingOracle : Oracle
{
    public override Fault? Check(Case read)
    {
        Document document = read.Document;
        if (!document.IsBalanced)
        {
            return null;
        }

        StreamResult bare = read.Target.ReadStream([document.Renumbered(false).ToBytes()]);
        StreamResult numbered = read.Target.ReadStream([document.Renumbered(true).ToBytes()]);
        return Results.IsAboutBytes(bare) || Results.IsAboutBytes(numbered) ? null
            : Results.FindDifference(read.Target, bare, numbered, hasOffsets: false) is { } difference
            ? new Fault(difference.Signature, $"bare and numbered: {difference.What}")
            : null;
    }
}
