using Banana.Wire;

namespace Banana;

/// <summary>
/// The tasters in force at a position, combined: one mask and a few limits, so that tasting a token costs one AND and one compare.
/// Those of the policy are a floor: what types and members bring is combined by itself, and both must agree.
/// </summary>
internal sealed class CompiledTaster
{
    /// <summary>Nothing is restricted.</summary>
    public static readonly CompiledTaster Anything = new([], TasterRule.None);

    private readonly Taster[] _parts; // outermost first, each once
    private readonly TasterRule _rule;

    private CompiledTaster(Taster[] parts, TasterRule rule)
    {
        _parts = parts;
        _rule = rule;
    }

    /// <summary>Combines tasters.</summary>
    /// <param name="parts">Outermost first, each once.</param>
    /// <param name="isFloor">Whether a taster is the policy's.</param>
    public static CompiledTaster Of(Taster[] parts, Predicate<Taster> isFloor)
    {
        TasterRule floor = TasterRule.None;
        TasterRule types = TasterRule.None;
        string? expected = null;
        foreach (Taster part in parts)
        {
            bool isPolicy = isFloor(part);
            floor = isPolicy ? floor.With(part) : floor;
            types = isPolicy ? types : types.With(part);
            expected = part.Expected ?? expected;
        }

        return new CompiledTaster(parts, floor.And(types)) { Expected = expected };
    }

    /// <summary>The tasters, outermost first, each once.</summary>
    public ReadOnlySpan<Taster> Parts => _parts;

    /// <summary>The tokens a value may start with.</summary>
    public TokenTypes Tokens => _rule.Tokens;

    /// <summary>The longest STRING.</summary>
    public int MaxStringBytes => _rule.MaxStringBytes;

    /// <summary>The longest body of LONGINT and LONGNEG.</summary>
    public int MaxIntegerBytes => _rule.MaxIntegerBytes;

    /// <summary>The most elements of the collection here.</summary>
    public int MaxItems => _rule.MaxItems;

    /// <summary>What the tasters call what they want.</summary>
    public string? Expected { get; private init; }

    /// <summary>Whether values must be shown to <see cref="Accepts"/>.</summary>
    public bool ChecksValues => _rule.Checks.Length > 0;

    /// <summary>Whether an object of this open type may stand here.</summary>
    public bool AcceptsOpenType(string wireName) => _rule.OpenTypes is null || _rule.OpenTypes.Contains(wireName);

    /// <summary>Whether all tasters that asked to see values agree to this one.</summary>
    public bool Accepts(object? value) => Array.TrueForAll(_rule.Checks, check => check(value));

    /// <summary>
    /// Whether what was read under this taster needs no more tasting for <paramref name="other"/>: everything that says was asked before.
    /// </summary>
    public bool Covers(CompiledTaster other) =>
        other._parts.Length == 0
        || _parts.AsSpan().SequenceEqual(other._parts)
        || (Array.TrueForAll(_parts, part => !part.OverridesOuter) && Array.TrueForAll(other._parts, _parts.Contains));

    /// <summary>The parts of this and, inside of it, <paramref name="taster"/>; null if it says nothing new.</summary>
    public Taster[]? PartsWith(Taster taster)
    {
        int known = Array.IndexOf(_parts, taster);
        bool isSaid = known >= 0
            && Array.TrueForAll(_parts[known..], part => !part.OverridesOuter || part == taster); // nobody inside overruled it
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
}
