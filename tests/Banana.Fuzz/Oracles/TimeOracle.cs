namespace Banana.Fuzz.Oracles;

/// <summary>A document costs at most a microsecond per byte and 20 ms.</summary>
internal sealed class TimeOracle : Oracle
{
    private const int Repetitions = 3;

    /// <summary>The law.</summary>
    public static TimeSpan MostFor(long bytes) => TimeSpan.FromMilliseconds(20) + TimeSpan.FromMicroseconds(bytes);

    public override Fault? Check(Case read)
    {
        TimeSpan most = MostFor(read.Bytes.Length);
        TimeSpan least = read.Elapsed;
        for (int i = 0; i < Repetitions && least > most; i++)
        {
            TimeSpan again = Case.Read(read.Target, read.Bytes).Elapsed;
            least = again < least ? again : least;
        }

        return least > most
            ? new Fault(read.Target.Name, $"{least.TotalMilliseconds:0.0} ms for {read.Bytes.Length} bytes, where {most.TotalMilliseconds:0.0} ms are the most")
            : null;
    }
}
