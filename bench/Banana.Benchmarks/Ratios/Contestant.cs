namespace Banana.Benchmarks.Ratios;

/// <summary>One way to write and read a workload's data.</summary>
/// <param name="Write">Writes all of it once.</param>
/// <param name="Read">Reads all of it once, from what <paramref name="Write"/> wrote last.</param>
/// <param name="Check">Throws if what was read is not what was written.</param>
/// <param name="Size">Bytes on the wire.</param>
internal sealed record Contestant(Action Write, Action Read, Action Check, Func<int> Size);
