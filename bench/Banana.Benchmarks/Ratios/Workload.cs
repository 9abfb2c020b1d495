namespace Banana.Benchmarks.Ratios;

/// <summary>One set of data and its contestants. Each writes to, and reads from, a buffer of its own.</summary>
/// <param name="Name">The workload's name in SPEED's list, with what is measured of it.</param>
/// <param name="Json">System.Text.Json.</param>
/// <param name="Banana">Ours.</param>
/// <param name="Hand">A hand-written token loop; null where ours is one.</param>
/// <param name="MakeAnyway">Makes the objects that reading must make anyway; null if there are none.</param>
internal sealed record Workload(string Name, Contestant Json, Contestant Banana, Contestant? Hand, Func<object?>? MakeAnyway);
