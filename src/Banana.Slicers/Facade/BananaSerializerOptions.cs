using Banana.Slicing;
using Banana.Wire;

namespace Banana;

/// <summary>
/// How graphs are written and read. Frozen at first use; from then on safe to share between threads. Make one and keep it:
/// setting up the registry costs far more than a call.
/// </summary>
/// <example>
/// <code>
/// BananaSerializerOptions options = new()
/// {
///     Policy = BananaPolicy.Untrusted with { Limits = new WireLimits { MaxDepth = 64 } },
/// };
/// options.Types.Add&lt;Order&gt;(); // where nothing is declared, too
/// </code>
/// </example>
public sealed class BananaSerializerOptions
{
    private readonly Lazy<SlicerStackOptions> _slicing;
    private readonly Lazy<SlicerStackOptions> _asyncSlicing;
    private readonly Lazy<UnslicerStackOptions> _unslicing;
    private readonly Lazy<BananaSerializerOptions> _inside;
    private SlicerStackOptions? _frozenSlicing; // what the lazy one holds, one load away
    private UnslicerStackOptions? _frozenUnslicing;

    /// <summary>Options with the defaults.</summary>
    /// <param name="dialect">The dialect; it decides which types are built in. Null for <see cref="WireDialect.Net"/>.</param>
    public BananaSerializerOptions(WireDialect? dialect = null)
        : this(dialect ?? WireDialect.Net, new SliceableTypeRegistry(dialect ?? WireDialect.Net, TypeSource.Instance))
    {
    }

    private BananaSerializerOptions(WireDialect dialect, SliceableTypeRegistry types)
    {
        Dialect = dialect;
        Types = types;
        Numbering = dialect.Numbering;
        _slicing = new Lazy<SlicerStackOptions>(FreezeForSlicing);
        _asyncSlicing = new Lazy<SlicerStackOptions>(() => _slicing.Value with { CanWait = true });
        _unslicing = new Lazy<UnslicerStackOptions>(FreezeForUnslicing);
        _inside = new Lazy<BananaSerializerOptions>(() => new(WireDialect.Net, Types)
        {
            Policy = BananaPolicy.Trusted,
            AgreesOnShapes = true,
            RespectsNullability = false, // what the program itself holds it may copy
        });
    }

    /// <summary>The defaults, with the built-in types only.</summary>
    public static BananaSerializerOptions Default { get; } = new();

    /// <summary>The types that can be sent and built.</summary>
    public SliceableTypeRegistry Types { get; }

    /// <summary>The dialect.</summary>
    /// <value>The default is <see cref="WireDialect.Net"/>.</value>
    public WireDialect Dialect { get; }

    /// <summary>
    /// What may be built from what is read, and at what cost. What is written is held to the same limits, so that it can be read; for files of
    /// your own <see cref="BananaPolicy.Trusted"/> raises them.
    /// </summary>
    /// <value>The default is <see cref="BananaPolicy.Untrusted"/>.</value>
    public BananaPolicy Policy { get; init; } = BananaPolicy.Untrusted;

    /// <summary>Whether shared references and cycles are kept.</summary>
    /// <value>The default is <see cref="ReferenceMode.Preserve"/>.</value>
    public ReferenceMode References { get; init; }

    /// <summary>Whether sequences are numbered, so that a lost byte is noticed at once.</summary>
    /// <value>The default is <see cref="WireDialect.Numbering"/> of the dialect: <see cref="OpenNumbering.None"/> in the net dialect.</value>
    public OpenNumbering Numbering { get; init; }

    /// <summary>
    /// Whether the reading side knows the classes just as this side does, so that their names need not be sent (PROTOCOL.md [I-4]). If it does
    /// not, it refuses what is written; readers need no such setting.
    /// </summary>
    /// <value>The default is false: a document says the names of its classes and their members, once.</value>
    public bool AgreesOnShapes { get; init; }

    /// <summary>
    /// Whether text of 4 to 100 characters that comes again is sent as a number, and comes back as one instance (PROTOCOL.md [V-7]): smaller
    /// documents, for a look-up per text. Words that the program adds itself to the vocabulary cannot be used together with it.
    /// </summary>
    /// <value>The default is false.</value>
    public bool AbbreviatesText { get; init; }

    /// <summary>
    /// Whether null is refused, on both sides, where a member is declared as a reference type without <c>?</c>. If the constructor sets the
    /// member, the declaration of the parameter counts, and an object without a value for a parameter that has no default is refused, too.
    /// Declarations outside a nullable context, those of a type parameter's type, and those with <c>[AllowNull]</c> or <c>[MaybeNull]</c> take
    /// null. So does what is inside a member: types do not say whether the elements of a <c>List&lt;string&gt;</c> may be null. In a trimmed app,
    /// members that are found by reflection take null.
    /// </summary>
    /// <value>The default is true.</value>
    public bool RespectsNullability { get; init; } = true;

    /// <summary>
    /// Whether an object that stands in two elements of an <see cref="IAsyncEnumerable{T}"/> comes back as one rather than two. If so, the stream
    /// is written as a list (PROTOCOL.md [T-16]), and both sides keep all of its objects until it ends, within the
    /// <see cref="WireLimits.MaxManagedBytes"/> and <see cref="WireLimits.MaxReferences"/> of the reader. Set on the sending side only.
    /// </summary>
    /// <value>The default is false: a stream may be endless.</value>
    public bool KeepsIdentityInStreams { get; init; }

    /// <summary>
    /// Told of every element of a stream that is refused, in order, on the reader's thread; the stream goes on without it. If null,
    /// the first violation is thrown after the last element.
    /// </summary>
    public Action<Violation>? OnRefusedElement { get; init; }

    /// <summary>The vocabulary both sides agreed on; null for the dialect's own.</summary>
    public Vocabulary? Vocabulary { get; init; }

    /// <summary>The same types, for graphs that do not leave the process.</summary>
    internal BananaSerializerOptions Inside => _inside.Value;

    /// <summary>These options for the sending engine. Freezes them.</summary>
    public SlicerStackOptions ToSlicerStackOptions() => _frozenSlicing ??= _slicing.Value;

    /// <summary>These options for the receiving engine. Freezes them.</summary>
    public UnslicerStackOptions ToUnslicerStackOptions() => _frozenUnslicing ??= _unslicing.Value;

    /// <summary>The same for an engine whose driver awaits.</summary>
    internal SlicerStackOptions ToAsyncSlicerStackOptions() => _asyncSlicing.Value;

    private ReferenceScope Scope => References == ReferenceMode.None ? ReferenceScope.None : ReferenceScope.Message;

    private SlicerStackOptions FreezeForSlicing()
    {
        Types.Freeze();
        return new SlicerStackOptions
        {
            Slicers = Types,
            Dialect = Dialect,
            Numbering = Numbering,
            References = Scope,
            Vocabulary = Vocabulary,
            AgreesOnShapes = AgreesOnShapes,
            AbbreviatesText = AbbreviatesText,
            KeepsIdentityInStreams = KeepsIdentityInStreams,
            RespectsNullability = RespectsNullability,
            AllowsUndefinedEnums = Policy.AllowsUndefinedEnums,
            Limits = Policy.Limits,
        };
    }

    private UnslicerStackOptions FreezeForUnslicing()
    {
        Types.Freeze();
        return new UnslicerStackOptions
        {
            Unslicers = Types,
            Dialect = Dialect,
            References = Scope,
            Vocabulary = Vocabulary,
            RespectsNullability = RespectsNullability,
            Policy = Policy,
        };
    }
}
