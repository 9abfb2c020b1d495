using System.Collections.Frozen;
using Banana.Wire;

namespace Banana;

/// <summary>
/// Restricts the values at a position; properties that are null restrict nothing. A policy has a taster for the top-level object,
/// an unslicer for the contents of its objects, and a member for its values. A taster is in force while the object that brought
/// it is being read, combined with the tasters around it (PROTOCOL.md [S-8]). Immutable and thread-safe. Reuse instances, because
/// tasters are compared by identity.
/// </summary>
/// <remarks>
/// The limits, the open types and the taster of <see cref="BananaPolicy"/> always apply, whatever the taster of a type allows.
/// </remarks>
/// <example>
/// <code>
/// BananaPolicy shortTexts = small with { Taster = new Taster { MaxStringBytes = 100, IsDeep = true } };
/// </code>
/// </example>
public sealed class Taster
{
    /// <summary>
    /// Whether the taster overrides those around it: its non-null properties replace theirs. If not, all tasters must accept a
    /// value. <see cref="BananaPolicy.Taster"/> is never overridden by tasters of types and members.
    /// </summary>
    /// <value>The default is false.</value>
    public bool OverridesOuter { get; init; }

    /// <summary>
    /// The tokens that a value may start with. A word of the vocabulary counts as STRING; null counts as VOCAB in both of its
    /// forms; a self-describing value counts as OPEN and, inside the sequence, as its own token.
    /// </summary>
    public TokenTypes? Tokens { get; init; }

    /// <summary>The longest STRING, in bytes on the wire; 0 and up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? MaxStringBytes { get; init => field = NotNegative(value, nameof(MaxStringBytes)); }

    /// <summary>The longest body of LONGINT and LONGNEG, in bytes; 0 and up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? MaxIntegerBytes { get; init => field = NotNegative(value, nameof(MaxIntegerBytes)); }

    /// <summary>The largest number of elements of a collection; 0 and up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? MaxItems { get; init => field = NotNegative(value, nameof(MaxItems)); }

    /// <summary>
    /// The allowed open types, by wire name; for instances of a class, its name alone, such as <c>shop.order</c>. A reference is judged by
    /// its target, and null by <see cref="Tokens"/>.
    /// </summary>
    public FrozenSet<string>? OpenTypes { get; init; }

    /// <summary>
    /// A predicate for every value, including null, called when the value is complete and before it is used. An exception that it
    /// throws is a violation with code <see cref="ViolationCode.UserCode"/>.
    /// </summary>
    public Predicate<object?>? Accepts { get; init; }

    /// <summary>The expected value in messages, as a lower-case noun phrase: <c>a number from 1 to 9</c>.</summary>
    public string? Expected { get; init; }

    /// <summary>The taster for the positions inside the value.</summary>
    public Taster? Children { get; init; }

    /// <summary>Whether this taster also applies to the positions inside the value, at any depth.</summary>
    public bool IsDeep { get; init; }

    private static int? NotNegative(int? value, string name)
    {
        if (value is { } limit)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(limit, name);
        }

        return value;
    }
}
