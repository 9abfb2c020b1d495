using System.Collections.Frozen;
using Banana.Wire;

namespace Banana;

/// <summary>The combined restrictions of several tasters.</summary>
internal sealed record TasterRule
{
    /// <summary>The rule that restricts nothing.</summary>
    public static readonly TasterRule None = new();

    public TokenTypes Tokens { get; private init; } = TokenTypes.All;

    public int MaxStringBytes { get; private init; } = int.MaxValue;

    public int MaxIntegerBytes { get; private init; } = int.MaxValue;

    public int MaxItems { get; private init; } = int.MaxValue;

    public FrozenSet<string>? OpenTypes { get; private init; }

    public Predicate<object?>[] Checks { get; private init; } = [];

    /// <summary>Returns the combination of this and, inside it, <paramref name="taster"/>, which may override this.</summary>
    public TasterRule With(Taster taster)
    {
        TasterRule said = new()
        {
            Tokens = taster.Tokens ?? TokenTypes.All,
            MaxStringBytes = taster.MaxStringBytes ?? int.MaxValue,
            MaxIntegerBytes = taster.MaxIntegerBytes ?? int.MaxValue,
            MaxItems = taster.MaxItems ?? int.MaxValue,
            OpenTypes = taster.OpenTypes,
            Checks = taster.Accepts is { } check ? [check] : [],
        };
        return !taster.OverridesOuter ? And(said) : new TasterRule
        {
            Tokens = taster.Tokens ?? Tokens,
            MaxStringBytes = taster.MaxStringBytes ?? MaxStringBytes,
            MaxIntegerBytes = taster.MaxIntegerBytes ?? MaxIntegerBytes,
            MaxItems = taster.MaxItems ?? MaxItems,
            OpenTypes = taster.OpenTypes ?? OpenTypes,
            Checks = taster.Accepts is null ? Checks : said.Checks,
        };
    }

    /// <summary>Returns the rule that accepts what both accept.</summary>
    public TasterRule And(TasterRule other) => new()
    {
        Tokens = Tokens & other.Tokens,
        MaxStringBytes = Math.Min(MaxStringBytes, other.MaxStringBytes),
        MaxIntegerBytes = Math.Min(MaxIntegerBytes, other.MaxIntegerBytes),
        MaxItems = Math.Min(MaxItems, other.MaxItems),
        OpenTypes = OpenTypes is null || other.OpenTypes is null
            ? OpenTypes ?? other.OpenTypes
            : OpenTypes.Where(other.OpenTypes.Contains).ToFrozenSet(),
        Checks = [.. Checks, .. other.Checks],
    };
}
