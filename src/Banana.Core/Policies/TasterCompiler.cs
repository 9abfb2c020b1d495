using System.Runtime.CompilerServices;

namespace Banana;

/// <summary>
/// Combines tasters, and caches the combinations. The cache is bounded, however many combinations a stream causes. Not thread-safe.
/// </summary>
internal sealed class TasterCompiler
{
    private const int MaxCachedSteps = 1000;

    private readonly Dictionary<Taster[], CompiledTaster> _compiled = new(new PartsComparer());
    private readonly Dictionary<(CompiledTaster Position, Taster? Added), CompiledTaster> _steps = [];
    private readonly HashSet<Taster> _floor = [];

    /// <summary>Creates a compiler.</summary>
    /// <param name="policy">The policy's taster, which types and members cannot override, nor its inner tasters; null for none.</param>
    public TasterCompiler(Taster? policy = null)
    {
        for (Taster? next = policy; next is not null && _floor.Add(next); next = next.Children)
        {
        }
    }

    /// <summary>The number of cached steps.</summary>
    internal int Kept => _steps.Count;

    /// <summary>Returns the combination of <paramref name="around"/> and, inside it, <paramref name="taster"/>.</summary>
    public CompiledTaster With(CompiledTaster around, Taster? taster)
    {
        if (taster is null)
        {
            return around;
        }

        if (!_steps.TryGetValue((around, taster), out CompiledTaster? known))
        {
            known = around.PartsWith(taster) is { } parts ? Compile(parts) : around;
            Keep(around, taster, known);
        }

        return known;
    }

    /// <summary>Returns the tasters in force at the positions inside a value at <paramref name="position"/>.</summary>
    public CompiledTaster ForChildren(CompiledTaster position)
    {
        if (!_steps.TryGetValue((position, null), out CompiledTaster? known))
        {
            known = Compile(position.PartsInside());
            Keep(position, null, known);
        }

        return known;
    }

    private CompiledTaster Compile(Taster[] parts)
    {
        if (!_compiled.TryGetValue(parts, out CompiledTaster? known))
        {
            known = parts.Length == 0 ? CompiledTaster.Anything : CompiledTaster.Of(parts, _floor.Contains);
            _compiled.Add(parts, known);
        }

        return known;
    }

    private void Keep(CompiledTaster position, Taster? added, CompiledTaster result)
    {
        if (_steps.Count >= MaxCachedSteps)
        {
            _steps.Clear();
            _compiled.Clear();
        }

        _steps.Add((position, added), result);
    }

    /// <summary>Compares lists of tasters by identity and order.</summary>
    private sealed class PartsComparer : IEqualityComparer<Taster[]>
    {
        public bool Equals(Taster[]? x, Taster[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(Taster[] obj)
        {
            HashCode hash = default;
            foreach (Taster part in obj)
            {
                hash.Add(RuntimeHelpers.GetHashCode(part));
            }

            return hash.ToHashCode();
        }
    }
}
