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
        return IsAboutBytes(bare) || IsAboutBytes(numbered) ? null
            : Results.FindDifference(read.Target, bare, numbered, hasOffsets: false) is { } difference
            ? new Fault(difference.Signature, $"bare and numbered: {difference.What}")
            : null;
    }

    /// <summary>More bytes pay for more work, and are more bytes.</summary>
    private static bool IsAboutBytes(StreamResult result) =>
        result.Events.Exists(item => item.Violation?.Code is ViolationCode.TooMuchWork or ViolationCode.TooManyBytes);
}
