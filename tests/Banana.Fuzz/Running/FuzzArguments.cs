using System.Globalization;
using Banana.Wire;

namespace Banana.Fuzz.Running;

/// <summary>What one worker has to do.</summary>
/// <param name="Time">For how long.</param>
/// <param name="Seed">Where its chance begins.</param>
/// <param name="Dialect">One dialect only; null for both.</param>
/// <param name="Filter">Samples whose name contains it; null for all.</param>
internal sealed record FuzzArguments(TimeSpan Time, int Seed, WireDialect? Dialect, string? Filter)
{
    public IEnumerable<string> ToArguments(string folder, int firstRound) =>
    [
        "worker", "--folder", folder, "--first", firstRound.ToString(CultureInfo.InvariantCulture),
        "--minutes", Time.TotalMinutes.ToString(CultureInfo.InvariantCulture), "--seed", Seed.ToString(CultureInfo.InvariantCulture),
        .. Dialect is { } dialect ? new[] { "--dialect", dialect == WireDialect.Net ? "net" : "foolscap" } : [],
        .. Filter is { } filter ? new[] { "--filter", filter } : [],
    ];
}
