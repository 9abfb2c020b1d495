using System.Collections.Frozen;
using Banana.Wire;

namespace Banana;

/// <summary>
/// The tasters in force at a position, combined: one mask and a few limits, so that tasting a token costs one AND and one compare.
/// </summary>
internal sealed class CompiledTaster
{
    /// <summary>Nothing is restricted.</summary>
    public static readonly CompiledTaster Anything = new([]);

    private readonly Taster[] _parts; // outermost first, each once
    private readonly Predicate<object?>[] _checks;
    private readonly FrozenSet<string>? _openTypes;

    public CompiledTaster(Taster[] parts)
    {
        _parts = parts;
        List<Predicate<object?>> checks = [];
        foreach (Taster part in parts)
        {
            bool isTop = part.Model == TasterModel.TopDecides;
            Tokens = part.Tokens is { } tokens ? (isTop ? tokens : Tokens & tokens) : Tokens;
            MaxStringBytes = Limit(MaxStringBytes, part.MaxStringBytes, isTop);
            MaxIntegerBytes = Limit(MaxIntegerBytes, part.MaxIntegerBytes, isTop);
            MaxItems = Limit(MaxItems, part.MaxItems, isTop);
            Expected = part.Expected ?? Expected;
            if (part.OpenTypes is { } openTypes)
            {
                _openTypes = isTop || _openTypes is null ? openTypes : _openTypes.Where(openTypes.Contains).ToFrozenSet();
            }

            if (part.Accepts is { } check)
            {
                checks = isTop ? [check] : [.. checks, check];
            }
        }

        _checks = [.. checks];
    }

    /// <summary>The tasters, outermost first, each once.</summary>
    public ReadOnlySpan<Taster> Parts => _parts;

    /// <summary>The tokens a value may start with.</summary>
    public TokenTypes Tokens { get; } = TokenTypes.All;

    /// <summary>The longest STRING.</summary>
    public int MaxStringBytes { get; } = int.MaxValue;

    /// <summary>The longest body of LONGINT and LONGNEG.</summary>
    public int MaxIntegerBytes { get; } = int.MaxValue;

    /// <summary>The most elements of the collection here.</summary>
    public int MaxItems { get; } = int.MaxValue;

    /// <summary>What the tasters call what they want.</summary>
    public string? Expected { get; }

    /// <summary>Whether values must be shown to <see cref="Accepts"/>.</summary>
    public bool ChecksValues => _checks.Length > 0;

    /// <summary>Whether an object of this open type may stand here.</summary>
    public bool AcceptsOpenType(string wireName) => _openTypes is null || _openTypes.Contains(wireName);

    /// <summary>Whether all tasters that asked to see values agree to this one.</summary>
    public bool Accepts(object? value) => Array.TrueForAll(_checks, check => check(value));

    /// <summary>
    /// Whether what was read under this taster needs no more tasting for <paramref name="other"/>: everything that says was asked before.
    /// </summary>
    public bool Covers(CompiledTaster other) =>
        other._parts.Length == 0
        || _parts.AsSpan().SequenceEqual(other._parts)
        || (Array.TrueForAll(_parts, part => part.Model == TasterModel.Unanimous) && Array.TrueForAll(other._parts, _parts.Contains));

    /// <summary>The parts of this and, inside of it, <paramref name="taster"/>; null if it says nothing new.</summary>
    public Taster[]? PartsWith(Taster taster)
    {
        int known = Array.IndexOf(_parts, taster);
        bool isSaid = known >= 0
            && Array.TrueForAll(_parts[known..], part => part.Model == TasterModel.Unanimous || part == taster); // nobody inside overruled it
        return isSaid ? null : [.. _parts.Where(part => part != taster), taster];
    }

    /// <summary>The parts of what is in force at the positions inside of what stands here.</summary>
    public Taster[] PartsInside()
    {
        List<Taster> inside = [];
        foreach (Taster part in _parts)
        {
            if (part.IsDeep && !inside.Contains(part))
            {
                inside.Add(part);
            }

            if (part.Inside is not null && !inside.Contains(part.Inside))
            {
                inside.Add(part.Inside);
            }
        }

        return [.. inside];
    }

    private static int Limit(int limit, int? said, bool isTop) => said is not { } value ? limit : isTop ? value : Math.Min(limit, value);
}
