using Banana.Wire;

namespace Banana;

/// <summary>
/// The combined tasters in force at a position: a mask and a few limits, so that judging a token costs an AND and a comparison.
/// Tasters of the policy are combined separately from those of types and members, and both must accept a value.
/// </summary>
internal sealed class CompiledTaster
{
    /// <summary>The taster that restricts nothing.</summary>
    public static readonly CompiledTaster Anything = new([], TasterRule.None);

    private readonly Taster[] _parts; // the outermost first, each only once
    private readonly TasterRule _rule;

    private CompiledTaster(Taster[] parts, TasterRule rule)
    {
        _parts = parts;
        _rule = rule;
    }

    /// <summary>Combines tasters.</summary>
    /// <param name="parts">The tasters, the outermost first, each only once.</param>
    /// <param name="isFloor">Tells whether a taster belongs to the policy.</param>
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

    /// <summary>The tasters, the outermost first, each only once.</summary>
    public ReadOnlySpan<Taster> Parts => _parts;

    /// <summary>The tokens that a value may start with.</summary>
    public TokenTypes Tokens => _rule.Tokens;

    /// <summary>The longest STRING, in bytes.</summary>
    public int MaxStringBytes => _rule.MaxStringBytes;

    /// <summary>The longest body of LONGINT and LONGNEG, in bytes.</summary>
    public int MaxIntegerBytes => _rule.MaxIntegerBytes;

    /// <summary>The largest number of elements of a collection.</summary>
    public int MaxItems => _rule.MaxItems;

    /// <summary>The expected value in messages, from the innermost taster that has one; null if none has.</summary>
    public string? Expected { get; private init; }

    /// <summary>Whether values must be shown to <see cref="Judge"/>.</summary>
    public bool ChecksValues => _rule.Checks.Length > 0;

    /// <summary>Judges a single token before its body is read. Returns why it is refused, or null.</summary>
    /// <param name="header">The token, for the message.</param>
    /// <param name="type">The type of the token; STRING for a word of the vocabulary.</param>
    /// <param name="length">The length of the body or word, in bytes.</param>
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

    /// <summary>Judges a sequence by its open type. Returns why it is refused, or null. References are accepted here, and judged by their target.</summary>
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

    /// <summary>Returns whether an object of this open type is accepted.</summary>
    public bool AcceptsOpenType(string wireName) => _rule.OpenTypes is null || _rule.OpenTypes.Contains(wireName);

    /// <summary>Calls the predicates of the tasters for a value. Returns why it is refused, or null.</summary>
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
    /// Returns whether values that were read under this taster are accepted by <paramref name="other"/> without further checks.
    /// </summary>
    public bool Covers(CompiledTaster other) =>
        other._parts.Length == 0
        || _parts.AsSpan().SequenceEqual(other._parts)
        || (Array.TrueForAll(_parts, part => !part.OverridesOuter) && Array.TrueForAll(other._parts, _parts.Contains));

    /// <summary>Returns the tasters of this and, as the innermost, <paramref name="taster"/>; null if that changes nothing.</summary>
    public Taster[]? PartsWith(Taster taster)
    {
        int known = Array.IndexOf(_parts, taster);
        bool isSaid = known >= 0
            && Array.TrueForAll(_parts[known..], part => !part.OverridesOuter || part == taster); // not overridden by an inner one
        return isSaid ? null : [.. _parts.Where(part => part != taster), taster];
    }

    /// <summary>Returns the tasters in force at the positions inside a value here.</summary>
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
