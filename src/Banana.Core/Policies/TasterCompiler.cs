using System.Runtime.CompilerServices;

namespace Banana;

/// <summary>
/// Combines tasters, each combination once: a stream that brings the same tasters in the same places again costs a lookup. Bounded, however
/// many combinations a stream can think of. Not thread-safe.
/// </summary>
internal sealed class TasterCompiler
{
    private const int MaxCachedSteps = 1000;

    private readonly Dictionary<Taster[], CompiledTaster> _compiled = new(new PartsComparer());
    private readonly Dictionary<(CompiledTaster Position, Taster? Added), CompiledTaster> _steps = [];
    private readonly HashSet<Taster> _floor = [];

    /// <param name="policy">The policy's taster: no type can overrule it, nor what it says of the inside.</param>
    public TasterCompiler(Taster? policy = null)
    {
        for (Taster? next = policy; next is not null && _floor.Add(next); next = next.Children)
        {
        }
    }

    /// <summary>How many combinations are kept.</summary>
    internal int Kept => _steps.Count;

    /// <summary>What is in force at a position when <paramref name="taster"/> joins those around it.</summary>
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

    /// <summary>What is in force at the positions inside of what stands at a position.</summary>
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

    /// <summary>The same tasters in the same order.</summary>
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
