using Banana.Slicing;
using Banana.Wire;

namespace Banana;

/// <summary>
/// Options for writing and reading graphs. They are frozen at first use, and thread-safe from then on. Create them once and reuse
/// them: setting up the registry costs far more than a call.
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
    private readonly Lazy<BananaSerializerOptions> _inProcess;
    private SlicerStackOptions? _frozenSlicing; // what the lazy one holds, one load away
    private UnslicerStackOptions? _frozenUnslicing;

    /// <summary>Creates options with default values.</summary>
    /// <param name="dialect">The dialect, which determines the built-in types; null for <see cref="WireDialect.Net"/>.</param>
    public BananaSerializerOptions(WireDialect? dialect = null)
        : this(dialect ?? WireDialect.Net, new SliceableTypeRegistry(dialect ?? WireDialect.Net, TypeCatalog.Instance))
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
        _inProcess = new Lazy<BananaSerializerOptions>(() => new(WireDialect.Net, Types)
        {
            Policy = BananaPolicy.Trusted,
            AgreesOnShapes = true,
            RespectsNullability = false, // what the program itself holds it may copy
        });
    }

    /// <summary>Options with default values and the built-in types only.</summary>
    public static BananaSerializerOptions Default { get; } = new();

    /// <summary>The types that can be sent and built.</summary>
    public SliceableTypeRegistry Types { get; }

    /// <summary>The dialect.</summary>
    /// <value>The default is <see cref="WireDialect.Net"/>.</value>
    public WireDialect Dialect { get; }

    /// <summary>
    /// The policy: which values may be built from the input, and at what cost. Its limits also apply to writing, so that
    /// everything written can be read. <see cref="BananaPolicy.Trusted"/> raises them for your own files.
    /// </summary>
    /// <value>The default is <see cref="BananaPolicy.Untrusted"/>.</value>
    public BananaPolicy Policy { get; init; } = BananaPolicy.Untrusted;

    /// <summary>Whether shared references and cycles are kept.</summary>
    /// <value>The default is <see cref="ReferenceMode.Preserve"/>.</value>
    public ReferenceMode References { get; init; }

    /// <summary>Whether sequences are numbered, so that a lost byte is detected at once.</summary>
    /// <value>The default is <see cref="WireDialect.Numbering"/> of the dialect: <see cref="OpenNumbering.None"/> in the net dialect.</value>
    public OpenNumbering Numbering { get; init; }

    /// <summary>
    /// Whether the reader has exactly the same classes, so that their names need not be sent (PROTOCOL.md [I-4]). A reader with
    /// other classes refuses the objects. Only the writer needs this setting.
    /// </summary>
    /// <value>The default is false: a document contains the names of its classes and their members, once.</value>
    public bool AgreesOnShapes { get; init; }

    /// <summary>
    /// Whether repeated text of 4 to 100 characters is sent as a number, and comes back as one instance (PROTOCOL.md [V-7]).
    /// Documents get smaller, at the cost of a lookup per text. Cannot be combined with words that the program itself adds to the
    /// vocabulary.
    /// </summary>
    /// <value>The default is false.</value>
    public bool AbbreviatesText { get; init; }

    /// <summary>
    /// Whether null is refused, when writing and reading, for a member declared as a reference type without <c>?</c>. If the
    /// constructor sets the member, the declaration of the parameter counts, and an object without a value for a parameter that
    /// has no default is refused as well. Null is accepted by declarations outside a nullable context, by those whose type is a
    /// type parameter, and by those with <c>[AllowNull]</c> or <c>[MaybeNull]</c>. Values inside a member may also be null,
    /// because types do not tell whether the elements of a <c>List&lt;string&gt;</c> may be null. In a trimmed app, members that
    /// are found by reflection accept null.
    /// </summary>
    /// <value>The default is true.</value>
    public bool RespectsNullability { get; init; } = true;

    /// <summary>
    /// Whether an object in two elements of an <see cref="IAsyncEnumerable{T}"/> comes back as one rather than two. If so, the
    /// stream is written as a list (PROTOCOL.md [T-16]), and both sides keep all of its objects until it ends, within the
    /// <see cref="WireLimits.MaxManagedBytes"/> and <see cref="WireLimits.MaxReferences"/> of the reader. Only the writer needs
    /// this setting.
    /// </summary>
    /// <value>The default is false: a stream may be endless.</value>
    public bool KeepsIdentityInStreams { get; init; }

    /// <summary>
    /// A callback for each refused element of a stream, called in order on the reader's thread; the stream continues without the
    /// element. If null, the first violation is thrown after the last element.
    /// </summary>
    public Action<Violation>? OnRefusedElement { get; init; }

    /// <summary>The vocabulary that both sides agreed on; null for that of the dialect.</summary>
    public Vocabulary? Vocabulary { get; init; }

    /// <summary>The same types, for graphs that do not leave the process.</summary>
    internal BananaSerializerOptions InProcess => _inProcess.Value;

    /// <summary>Returns these options for the sending engine, and freezes them.</summary>
    public SlicerStackOptions ToSlicerStackOptions() => _frozenSlicing ??= _slicing.Value;

    /// <summary>Returns these options for the receiving engine, and freezes them.</summary>
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
