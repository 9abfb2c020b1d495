using Banana.Fuzz.Corpus;
using Banana.Fuzz.Oracles;

namespace Banana.Fuzz.Running;

/// <summary>Reads a finding again, under all oracles.</summary>
internal static class Replayer
{
    /// <summary>What is wrong first; null if nothing is any more.</summary>
    /// <exception cref="ArgumentException">There is no such target.</exception>
    public static string? Replay(Catalogue catalogue, Finding finding)
    {
        Target target = catalogue.Find(finding.Target, finding.Dialect)
            ?? throw new ArgumentException($"There is no target '{finding.Target}' in this dialect.");
        string? what = null;
        Thread thread = new(() => what = Read(target, finding.Bytes));
        thread.Start();
        thread.Join();
        return what;
    }

    private static string? Read(Target target, byte[] bytes)
    {
        Case.Read(target, bytes); // what is done once, is done
        return Oracle.Judge(Case.Read(target, bytes)) is { } found ? $"{found.Oracle.Name}: {found.Fault.What}" : null;
    }
}
