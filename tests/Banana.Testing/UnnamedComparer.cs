using System.Diagnostics.CodeAnalysis;

namespace Banana.Testing;

/// <summary>A comparer that nobody gave a name: the first letter decides.</summary>
public sealed class UnnamedComparer : IEqualityComparer<string?>
{
    public static readonly UnnamedComparer Instance = new();

    public bool Equals(string? x, string? y) => x?[..1] == y?[..1];

    public int GetHashCode([DisallowNull] string? obj) => obj[0];
}
