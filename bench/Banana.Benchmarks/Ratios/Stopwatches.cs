using System.Diagnostics;

namespace Banana.Benchmarks.Ratios;

/// <summary>
/// Measures contestants against each other: warm first, then in interleaved batches of 10 ms or more, and the median of many.
/// </summary>
internal static class Stopwatches
{
    private const int Rounds = 25;
    private static readonly TimeSpan s_batch = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(400);

    /// <summary>Median nanoseconds per call, in the order of <paramref name="contestants"/>.</summary>
    public static double[] Measure(params Action[] contestants)
    {
        foreach (Action contestant in contestants)
        {
            WarmUp(contestant); // the compiler's highest tier comes some time after it was earned: in the second round all is there
        }

        int[] batches = [.. contestants.Select(WarmUp)];
        double[][] samples = [.. contestants.Select(_ => new double[Rounds])];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < contestants.Length; i++)
            {
                samples[i][round] = Time(contestants[i], batches[i]) / batches[i];
            }
        }

        foreach (double[] sample in samples)
        {
            Array.Sort(sample);
        }

        return [.. samples.Select(sample => sample[Rounds / 2])];
    }

    /// <summary>Bytes that one call allocates, once everything is warm.</summary>
    public static long MeasureAllocation(Action action)
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Runs until the code is compiled at its highest tier; returns how many calls make a batch.</summary>
    private static int WarmUp(Action action)
    {
        int calls = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < s_warmUp || calls < 60)
        {
            action();
            calls++;
        }

        double perCall = Time(action, 3) / 3;
        return Math.Max(1, (int)Math.Ceiling(s_batch.TotalNanoseconds / perCall));
    }

    private static double Time(Action action, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < calls; i++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }
}
