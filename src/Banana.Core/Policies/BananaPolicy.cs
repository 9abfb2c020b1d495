using System.Collections.Frozen;
using Banana.Wire;

namespace Banana;

/// <summary>
/// Determines what a peer may make this process build, and at what cost. It is checked token by token, before a token becomes an
/// object. Immutable and thread-safe.
/// </summary>
/// <example>
/// <code>
/// BananaPolicy small = BananaPolicy.Untrusted with
/// {
///     Limits = new WireLimits { MaxManagedBytes = 1_000_000, MaxWireBytes = 100_000 },
///     OpenTypes = FrozenSet.Create("list", "unicode"),
/// };
/// </code>
/// </example>
public sealed record BananaPolicy
{
    /// <summary>The policy for untrusted input, with the default limits.</summary>
    public static BananaPolicy Untrusted { get; } = new();

    /// <summary>
    /// The policy for input that this program wrote itself, with limits that only stop accidents. As always, a type that a stream
    /// names is used only if it is registered.
    /// </summary>
    public static BananaPolicy Trusted { get; } = new()
    {
        Limits = new WireLimits
        {
            MaxStringBytes = 1 << 30,
            MaxIntegerBytes = 1 << 20,
            MaxDepth = int.MaxValue,
            MaxObjects = int.MaxValue,
            MaxReferences = int.MaxValue,
            MaxTokens = long.MaxValue,
            MaxWireBytes = long.MaxValue,
            MaxCollectionItems = int.MaxValue,
            MaxManagedBytes = long.MaxValue,
            MaxKeyCollisions = int.MaxValue,
            MaxKeyParts = int.MaxValue,
            MaxKeyDepth = int.MaxValue,
            MaxWorkPerByte = int.MaxValue,
            MaxVocabularyWords = 1 << 20,
            MaxVocabularyWordBytes = 1 << 16,
        },
    };

    internal const string NotNullable = "the member is not declared nullable, and RespectsNullability is on";

    /// <summary>The limits.</summary>
    /// <value>The default is <see cref="WireLimits.Default"/>.</value>
    public WireLimits Limits { get; init; } = WireLimits.Default;

    /// <summary>
    /// The only open types that may be built, by wire name (for instances of a class, its name alone, such as <c>shop.order</c>); others are refused. <c>none</c>, <c>reference</c> and
    /// vocabulary definitions build nothing and are always accepted.
    /// </summary>
    /// <value>The default is null: every registered type.</value>
    public FrozenSet<string>? OpenTypes { get; init; }

    /// <summary>
    /// The taster for the top-level object and, if it is deep or has an inner taster, for its contents. Tasters of types and
    /// members can only restrict it further.
    /// </summary>
    /// <value>The default is null: everything that the declared types allow.</value>
    public Taster? Taster { get; init; }

    /// <summary>
    /// Whether an attribute that the class does not have is skipped, so that instances of newer versions can be read. If not, the
    /// instance is refused.
    /// </summary>
    /// <value>The default is true.</value>
    public bool AllowsUnknownAttributes { get; init; } = true;

    /// <summary>
    /// Whether values are accepted if the type of a member has changed from an enumeration to its number or back (PROTOCOL.md
    /// [I-6]).
    /// </summary>
    /// <value>The default is false.</value>
    public bool ConvertsEnumerations { get; init; }

    /// <summary>
    /// Whether undefined values of enumerations are sent and accepted: those without a name that, with
    /// <see cref="FlagsAttribute"/>, are not a combination of named values either. For single members see
    /// <c>SliceMemberAttribute.IsDefinedOnly</c>.
    /// </summary>
    /// <value>The default is true.</value>
    public bool AllowsUndefinedEnums { get; init; } = true;

    /// <summary>Returns whether a sequence of this open type may be built.</summary>
    public bool Accepts(string openType) => OpenTypes is null || OpenTypes.Contains(openType);
}
