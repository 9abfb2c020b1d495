using Banana.Fuzz.Corpus;
using Banana.Fuzz.Oracles;

namespace Banana.Fuzz.Running;

/// <summary>Reads a finding again, under all oracles.</summary>
internal static class Replayer
{
    /// <summary>What is wrong; empty if nothing is any more.</summary>
    /// <exception cref="ArgumentException">There is no such target.</exception>
    public static IReadOnlyList<string> Replay(Catalogue catalogue, Finding finding)
    {
        Target target = catalogue.Find(finding.Target, finding.Dialect)
            ?? throw new ArgumentException($"There is no target '{finding.Target}' in this dialect.");
        List<string> faults = [];
        Thread thread = new(() => Read(target, finding.Bytes, faults));
        thread.Start();
        thread.Join();
        return faults;
    }

    private static void Read(Target target, byte[] bytes, List<string> faults)
    {
        Case.Read(target, bytes); // what is done once, is done
        Case read = Case.Read(target, bytes);
        foreach (Oracle oracle in Oracle.All)
        {
            if (oracle.Check(read) is { } fault)
            {
                faults.Add($"{oracle.Name}: {fault.What}");
            }
        }
    }
}
