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

    /// <summary>Whether values must be shown to <see cref="Judge"/>.</summary>
    public bool ChecksValues => _rule.Checks.Length > 0;

    /// <summary>Judges a single token, before anything of its body is taken; why it is refused, or null.</summary>
    /// <param name="header">The token, for the message.</param>
    /// <param name="type">What it is: for a word that stands for one, STRING.</param>
    /// <param name="length">How long its body is, in bytes.</param>
    public Refusal? JudgeToken(in TokenHeader header, TokenType type, ulong length)
    {
        if ((type.Bit() & Tokens) == 0)
        {
            return new(ViolationCode.UnexpectedToken, header.Describe(), Expected ?? "a token the taster accepts");
        }

        if (type == TokenType.String && length > (ulong)MaxStringBytes)
        {
            return new(ViolationCode.StringTooLong, header.Describe(), Expected ?? $"at most {MaxStringBytes} bytes");
        }

        return type is TokenType.LongInt or TokenType.LongNeg && length > (ulong)MaxIntegerBytes
            ? new(ViolationCode.IntegerTooLong, header.Describe(), Expected ?? $"at most {MaxIntegerBytes} bytes")
            : null;
    }

    /// <summary>Judges a sequence whose open type is known; why it is refused, or null. A reference is judged by what it leads to.</summary>
    public Refusal? JudgeSequence(OpenType openType)
    {
        bool isAccepted = openType.Name switch
        {
            OpenTypes.None => (Tokens & TokenTypes.Vocab) != 0,
            _ when (Tokens & TokenTypes.Open) == 0 => false,
            OpenTypes.Reference => true,
            _ => AcceptsOpenType(openType.WireName),
        };
        if (isAccepted)
        {
            return null;
        }

        ViolationCode code = (Tokens & (TokenTypes.Open | TokenTypes.Vocab)) == 0 ? ViolationCode.UnexpectedToken : ViolationCode.RefusedOpenType;
        return new(code, $"open type '{openType}'", Expected ?? "one the taster accepts");
    }

    /// <summary>Whether an object of this open type may stand here.</summary>
    public bool AcceptsOpenType(string wireName) => _rule.OpenTypes is null || _rule.OpenTypes.Contains(wireName);

    /// <summary>Shows a value to the tasters that asked to see values; why one of them refuses it, or null.</summary>
    public Refusal? Judge(object? value)
    {
        string expected = Expected ?? "a value the taster accepts";
        try
        {
            return Array.TrueForAll(_rule.Checks, check => check(value))
                ? null
                : new(ViolationCode.RefusedValue, value is null ? "null" : $"a value of type {value.GetType().Name}", expected);
        }
        catch (Exception thrown) when (UserCode.IsRecoverable(thrown))
        {
            return Refusal.Of(thrown, expected);
        }
    }

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

            if (part.Children is not null && !inside.Contains(part.Children))
            {
                inside.Add(part.Children);
            }
        }

        return [.. inside];
    }
}
