using System.Collections.Frozen;
using Banana.Wire;

namespace Banana;

/// <summary>
/// What a peer may make this process build, and at what cost. Checked token by token, before a token becomes an object.
/// Immutable, so safe to share between threads.
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
    /// <summary>For input from strangers: the default limits.</summary>
    public static BananaPolicy Untrusted { get; } = new();

    /// <summary>
    /// For input this program wrote itself: budgets that only stop accidents. Types are as closed as ever: nothing a
    /// stream names is touched unless it was registered.
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

    /// <summary>Every limit in force.</summary>
    /// <value>The default is <see cref="WireLimits.Default"/>.</value>
    public WireLimits Limits { get; init; } = WireLimits.Default;

    /// <summary>
    /// If not null, the only open types that may be built, by wire name; registered types that are not among them are
    /// refused. <c>none</c>, <c>reference</c> and vocabulary definitions build nothing and are always understood.
    /// </summary>
    /// <value>The default is null: every registered type.</value>
    public FrozenSet<string>? OpenTypes { get; init; }

    /// <summary>
    /// Says what the top-level object may be and, if it is deep or has an inside, what may be in it. Types and members can only tighten it.
    /// </summary>
    /// <value>The default is null: whatever the declared types allow.</value>
    public Taster? Taster { get; init; }

    /// <summary>
    /// Whether an attribute that a class does not have is passed over, as newer versions of a class make necessary; if not, the instance is
    /// refused.
    /// </summary>
    /// <value>The default is true.</value>
    public bool AllowsUnknownAttributes { get; init; } = true;

    /// <summary>
    /// Whether values are taken where the type of a member has changed from an enumeration to its number, or back (PROTOCOL.md [I-6]). If
    /// not, they are refused.
    /// </summary>
    /// <value>The default is false.</value>
    public bool ConvertsEnumerations { get; init; }

    /// <summary>
    /// Whether an enumeration may hold a number that has no name and, with <see cref="FlagsAttribute"/>, is no combination of named ones.
    /// If not, such a number is neither sent nor taken. For single members see <c>SliceMemberAttribute.IsDefinedOnly</c>.
    /// </summary>
    /// <value>The default is true.</value>
    public bool AllowsUndefinedEnums { get; init; } = true;

    /// <summary>Whether a sequence of this open type may be built at all.</summary>
    public bool Accepts(string openType) => OpenTypes is null || OpenTypes.Contains(openType);
}
