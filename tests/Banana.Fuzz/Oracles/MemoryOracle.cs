using Banana.Fuzz.Corpus;

namespace Banana.Fuzz.Oracles;

/// <summary>What is alive while and after a document is read is the budget, a quarter of it and a megabyte at most.</summary>
internal sealed class MemoryOracle : Oracle
{
    /// <summary>The law.</summary>
    public static long MostFor(long budget) => budget + (budget / 4) + (1 << 20);

    public override Fault? Check(Case read)
    {
        long most = MostFor(Target.Budget);
        if (read.Allocated <= most)
        {
            return null; // it cannot have been alive
        }

        long live = MeasureLive(read);
        return live > most
            ? new Fault(read.Target.Name, $"{live:N0} bytes alive of {read.Bytes.Length} on the wire, where {most:N0} are the most")
            : null;
    }

    /// <summary>
    /// Bytes that the target's engine holds with what it has read: at the end, or right before the refusal, when most is there.
    /// </summary>
    public static long MeasureLive(Case read)
    {
        int end = read.Thrown is ViolationException refused && refused.Violation.Offset < read.Bytes.Length
            ? Math.Max(1, (int)refused.Violation.Offset - 1)
            : read.Bytes.Length;
        byte[] beginning = end == read.Bytes.Length ? read.Bytes : read.Bytes[..end];
        long before = LeakOracle.Measure();
        object held = read.Target.Hold(beginning);
        GC.Collect();
        long live = GC.GetTotalMemory(forceFullCollection: false) - before;
        if (live > MostFor(Target.Budget))
        {
            live = LeakOracle.Measure() - before; // without what waited for its finalizer
        }

        GC.KeepAlive(held);
        return live;
    }
}
