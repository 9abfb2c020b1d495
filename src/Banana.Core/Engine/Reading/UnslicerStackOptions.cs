using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Options of an incoming stream. Immutable.</summary>
public sealed record UnslicerStackOptions
{
    /// <summary>The unslicers for values that describe themselves.</summary>
    public required IUnslicerSource Unslicers { get; init; }

    /// <summary>The dialect.</summary>
    /// <value>The default is <see cref="WireDialect.Net"/>.</value>
    public WireDialect Dialect { get; init; } = WireDialect.Net;

    /// <summary>The scope in which a received object can be referred to.</summary>
    /// <value>The default is <see cref="ReferenceScope.Message"/>.</value>
    public ReferenceScope References { get; init; } = ReferenceScope.Message;

    /// <summary>The shapes that the peer announces, shared by the streams of a connection; null if it announces none (PROTOCOL.md [I-7]).</summary>
    internal PeerShapes? PeerShapes { get; init; }

    /// <summary>The agreed vocabulary; null for that of the dialect.</summary>
    public Vocabulary? Vocabulary { get; init; }

    /// <summary>Where streams are received that are sent apart from the objects that contain them; null if there are none (PROTOCOL.md [T-30]).</summary>
    internal ILiveStreamReceiver? LiveStreams { get; init; }

    /// <summary>
    /// The tasters in force at the position of a top-level object, if it is inside of one of another stack, as an element of a live stream
    /// is; null for that of the policy.
    /// </summary>
    internal CompiledTaster? Tasters { get; init; }

    /// <summary>Whether PINGs are to be answered; see <see cref="UnslicerStack.TakeReplies"/>. If not, they are ignored.</summary>
    /// <value>The default is false, because a document has no peer to answer.</value>
    public bool AnswersPings { get; init; }

    /// <summary>Whether null is refused where <see cref="Unslicer.AcceptsNullInside"/> is false.</summary>
    /// <value>The default is true.</value>
    public bool RespectsNullability { get; init; } = true;

    /// <summary>The policy: what the peer may make this process build.</summary>
    /// <value>The default is <see cref="BananaPolicy.Untrusted"/>.</value>
    public BananaPolicy Policy { get; init; } = BananaPolicy.Untrusted;
}
