using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Options of an outgoing stream. Immutable.</summary>
public sealed record SlicerStackOptions
{
    /// <summary>The slicers for values that describe themselves.</summary>
    public required ISlicerSource Slicers { get; init; }

    /// <summary>The dialect.</summary>
    /// <value>The default is <see cref="WireDialect.Net"/>.</value>
    public WireDialect Dialect { get; init; } = WireDialect.Net;

    /// <summary>Whether sequences are numbered.</summary>
    /// <value>The default is <see cref="OpenNumbering.None"/>.</value>
    public OpenNumbering Numbering { get; init; }

    /// <summary>The scope in which a sent object can be referred to.</summary>
    /// <value>The default is <see cref="ReferenceScope.Message"/>.</value>
    public ReferenceScope References { get; init; } = ReferenceScope.Message;

    /// <summary>
    /// Whether repeated text is sent as a word of the vocabulary, in dialects with permanent initial words (PROTOCOL.md [V-7]).
    /// </summary>
    /// <value>The default is false.</value>
    public bool AbbreviatesText { get; init; }

    /// <summary>Whether both sides know all shapes, so that none are sent (PROTOCOL.md [I-4]).</summary>
    /// <value>The default is false.</value>
    public bool AgreesOnShapes { get; init; }

    /// <summary>The shapes that the connection announces, shared by its streams; null if shapes are defined on the stream (PROTOCOL.md [I-7]).</summary>
    internal AnnouncedShapes? AnnouncedShapes { get; init; }

    /// <summary>The agreed vocabulary; null for that of the dialect.</summary>
    public Vocabulary? Vocabulary { get; init; }

    /// <summary>
    /// Whether the elements of a stream share the reference scope of the surrounding objects, so that an object in two of them
    /// stays one. Such a stream is written as a list (PROTOCOL.md [T-16]), and both sides keep all of its objects until it ends.
    /// </summary>
    /// <value>The default is false: each element has its own scope.</value>
    public bool KeepsIdentityInStreams { get; init; }

    /// <summary>
    /// Where streams are sent apart from the objects that contain them (PROTOCOL.md [T-30]), unless <see cref="KeepsIdentityInStreams"/> is
    /// set; null if their elements are sent in place. References must not reach beyond a top-level object.
    /// </summary>
    internal ILiveStreamSender? LiveStreams { get; init; }

    /// <summary>Whether null is refused where <see cref="Slicer.AcceptsNullInside"/> is false.</summary>
    /// <value>The default is true.</value>
    public bool RespectsNullability { get; init; } = true;

    /// <summary>Whether undefined values of enumerations are written.</summary>
    /// <value>The default is true.</value>
    public bool AllowsUndefinedEnums { get; init; } = true;

    /// <summary>Whether slicers may wait for values that are not available yet. The caller of the stack must then await them.</summary>
    /// <value>The default is false: a value that must be awaited is a violation.</value>
    public bool CanWait { get; init; }

    /// <summary>
    /// The limits of the reader: an object that would exceed them is refused when it is written. Two are not fully enforced:
    /// <see cref="WireLimits.MaxManagedBytes"/> counts only entries, texts and elements; <see cref="WireLimits.MaxWorkPerByte"/>
    /// is ignored.
    /// </summary>
    /// <value>The default is <see cref="WireLimits.Default"/>.</value>
    public WireLimits Limits { get; init; } = WireLimits.Default;
}
