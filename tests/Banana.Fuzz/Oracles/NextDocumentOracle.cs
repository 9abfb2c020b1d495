namespace Banana.Fuzz.Oracles;

/// <summary>What is read next on the same thread, with the same options, is exact.</summary>
internal sealed class NextDocumentOracle : Oracle
{
    public override Fault? Check(Case read) =>
        read.Target.FindChangedProbe() is { } changed ? new Fault(changed.Split(' ')[0], $"the next document on the thread: {changed}") : null;
}
