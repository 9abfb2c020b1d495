using Banana.Wire;

namespace Banana.Slicing;

/// <summary>What one outgoing stream agreed on. Immutable.</summary>
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

    /// <summary>How long a sent object can be referred to.</summary>
    /// <value>The default is <see cref="ReferenceScope.Message"/>.</value>
    public ReferenceScope References { get; init; } = ReferenceScope.Message;

    /// <summary>Whether text that comes again is sent as a word of the vocabulary, in dialects whose first words stay for good (PROTOCOL.md [V-7]).</summary>
    /// <value>The default is false.</value>
    public bool AbbreviatesText { get; init; }

    /// <summary>Whether both sides know all shapes, so that they are never sent (PROTOCOL.md [I-4]).</summary>
    /// <value>The default is false.</value>
    public bool AgreesOnShapes { get; init; }

    /// <summary>The agreed vocabulary; null for the dialect's own.</summary>
    public Vocabulary? Vocabulary { get; init; }

    /// <summary>
    /// Whether the elements of a stream are one scope with what is around them, so that an object in two of them stays one; such a stream is written as a
    /// list (PROTOCOL.md [T-16]). Both sides then keep all objects of the stream until it ends.
    /// </summary>
    /// <value>The default is false: each element is a scope of its own.</value>
    public bool KeepsIdentityInStreams { get; init; }

    /// <summary>Whether null is refused where <see cref="Slicer.AcceptsNullInside"/> says so.</summary>
    /// <value>The default is true.</value>
    public bool RespectsNullability { get; init; } = true;

    /// <summary>Whether a number of an enumeration for which no name stands is written.</summary>
    /// <value>The default is true.</value>
    public bool AllowsUndefinedEnums { get; init; } = true;

    /// <summary>Whether slicers may wait for values that are not there yet. Whoever drives the stack must then await them.</summary>
    /// <value>The default is false: a value that must be awaited is a violation.</value>
    public bool CanWait { get; init; }

    /// <summary>
    /// The limits of the reader: what would pass them is refused when it is written. Two are foreseen in part only: of
    /// <see cref="WireLimits.MaxManagedBytes"/> entries, texts and elements are counted; <see cref="WireLimits.MaxWorkPerByte"/> is not heeded.
    /// </summary>
    /// <value>The default is <see cref="WireLimits.Default"/>.</value>
    public WireLimits Limits { get; init; } = WireLimits.Default;
}
