using System.Collections.Frozen;
using Banana.Wire;

namespace Banana;

/// <summary>
/// Says what may stand at a position; what is null is not restricted. Brought by the policy for the top-level object, by an unslicer for
/// what is inside its objects, or by a member. It is in force as long as the frame of the object that brought it, and combined with
/// those around it once, when that frame is pushed (PROTOCOL.md [S-8]). Immutable, so safe to share between threads; keep the
/// instance, because tasters are told apart by identity.
/// </summary>
/// <remarks>The limits, the open types and the taster of <see cref="BananaPolicy"/> hold as well, whatever the taster of a type says.</remarks>
/// <example>
/// <code>
/// BananaPolicy shortTexts = small with { Taster = new Taster { MaxStringBytes = 100, IsDeep = true } };
/// </code>
/// </example>
public sealed class Taster
{
    /// <summary>
    /// Whether it overrides the tasters around it: what it says replaces what they say, and what it leaves null is still theirs to decide. If not,
    /// all must agree. <see cref="BananaPolicy.Taster"/> is a floor that the tasters of types and members never override.
    /// </summary>
    /// <value>The default is false.</value>
    public bool OverridesOuter { get; init; }

    /// <summary>
    /// The tokens a value may start with. A word of the vocabulary counts as STRING, null as VOCAB in either of its forms, a value that
    /// describes itself as OPEN and, inside, as its token.
    /// </summary>
    public TokenTypes? Tokens { get; init; }

    /// <summary>The longest STRING, in bytes of the wire; 0 and up.</summary>
    public int? MaxStringBytes { get; init; }

    /// <summary>The longest body of LONGINT and LONGNEG, in bytes; 0 and up.</summary>
    public int? MaxIntegerBytes { get; init; }

    /// <summary>The most elements of a collection that stands here; 0 and up.</summary>
    public int? MaxItems { get; init; }

    /// <summary>The open types that may stand here, by wire name. A reference is judged by what it leads to; null by <see cref="Tokens"/>.</summary>
    public FrozenSet<string>? OpenTypes { get; init; }

    /// <summary>
    /// Asked about every value that stands here, null included, when it is complete and before anything is done with it. What it throws is a
    /// violation with code <see cref="ViolationCode.UserCode"/>.
    /// </summary>
    public Predicate<object?>? Accepts { get; init; }

    /// <summary>What may stand here, for messages, as a lower-case noun phrase: <c>a number from 1 to 9</c>.</summary>
    public string? Expected { get; init; }

    /// <summary>Says what may stand at the positions inside of what stands here.</summary>
    public Taster? Inside { get; init; }

    /// <summary>Whether this taster also holds for the positions inside, at any depth.</summary>
    public bool IsDeep { get; init; }
}
