using Banana.Fuzz.Corpus;

namespace Banana.Fuzz.Oracles;

/// <summary>Nothing stays behind when a document has been read, however often.</summary>
internal sealed class LeakOracle : Oracle
{
    private const int Repetitions = 400;
    private const int MostPerDocument = 24;
    private const int Slack = 8192;
    private const int Repeated = 4;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(4);

    /// <summary>What is alive, in bytes.</summary>
    public static long Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: false);
    }

    /// <summary>The document of a batch that leaves something behind each time; null if none does.</summary>
    public static (byte[] Bytes, Fault Fault)? Find(Target target, IReadOnlyList<byte[]> batch)
    {
        for (int i = 0; i < Repeated; i++)
        {
            if (GrowthOf(target, batch, 1) < Slack)
            {
                return null;
            }
        }

        LeakOracle oracle = new();
        TimeSpan end = ThreadClock.Now + s_patience;
        foreach (byte[] bytes in batch)
        {
            if (ThreadClock.Now < end && oracle.Check(Case.Read(target, bytes)) is { } fault)
            {
                return (bytes, fault);
            }
        }

        return null;
    }

    public override Fault? Check(Case read)
    {
        GrowthOf(read.Target, [read.Bytes], Repetitions / 4); // tables find their size
        for (int i = 0; i < 2; i++)
        {
            long growth = GrowthOf(read.Target, [read.Bytes], Repetitions);
            if (growth < Slack + (MostPerDocument * Repetitions))
            {
                return null;
            }
        }

        return new Fault(read.Target.Name, $"{GrowthOf(read.Target, [read.Bytes], Repetitions) / Repetitions} bytes stay behind each time");
    }

    private static long GrowthOf(Target target, IReadOnlyList<byte[]> batch, int repetitions)
    {
        long before = Measure();
        for (int i = 0; i < repetitions; i++)
        {
            foreach (byte[] bytes in batch)
            {
                Case.Read(target, bytes);
            }
        }

        return Measure() - before;
    }
}
