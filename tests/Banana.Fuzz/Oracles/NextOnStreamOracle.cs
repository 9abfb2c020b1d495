using Banana.Fuzz.Corpus;

namespace Banana.Fuzz.Oracles;

/// <summary>Behind sequences that are all closed, whatever is in them, the next object of the stream is read exactly.</summary>
internal sealed class NextOnStreamOracle : Oracle
{
    public override Fault? Check(Case read)
    {
        if (read.Target.Next is not { } next || !read.Document.IsBalanced)
        {
            return null;
        }

        StreamResult result = read.Target.ReadStream([[.. read.Bytes, .. next]]);
        if (result.Events is [.., { Fatal: not null }])
        {
            return null;
        }

        return result.IsBusy ? new Fault("busy", "the next object on the stream is swallowed")
            : result.Events is not [.., { Kind: "object" } last] ? new Fault("refused", $"the next object on the stream is refused: {result.Events.LastOrDefault()?.Violation}")
            : Results.FindDifference(read.Target, read.Target.ReadStream([next]), new StreamResult([last], false), hasOffsets: false) is { } difference
            ? new Fault("changed", $"the next object on the stream: {difference.What}")
            : null;
    }
}
