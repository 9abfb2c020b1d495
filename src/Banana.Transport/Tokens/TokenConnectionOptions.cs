using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>Options of a <see cref="TokenConnection"/>. Both sides must agree on the vocabulary and the scope of references.</summary>
public sealed class TokenConnectionOptions : ConnectionOptions
{
    /// <summary>
    /// Creates options with the built-in types of the net dialect and numbered sequences; set
    /// <see cref="ConnectionOptions.Serializer"/> for others.
    /// </summary>
    public TokenConnectionOptions()
        : base(new BananaSerializerOptions { Numbering = OpenNumbering.Full })
    {
    }

    /// <summary>The scope of references. Objects that were sent or received are kept alive as long as they can be referred to.</summary>
    /// <value>
    /// The default is <see cref="ReferenceScope.Connection"/>, as in Foolscap's storage root. Foolscap's plain root uses
    /// <see cref="ReferenceScope.None"/>.
    /// </value>
    public ReferenceScope References { get; init; } = ReferenceScope.Connection;

    /// <summary>
    /// Whether the connection continues after a refused object is reported. If not, a refused object ends the connection, as in
    /// Foolscap's plain root.
    /// </summary>
    /// <value>The default is true.</value>
    public bool AbsorbsViolations { get; init; } = true;

    internal SlicerStackOptions Sending => Serializer.ToSlicerStackOptions() with
    {
        References = References,
        CanWait = true,
    };

    internal UnslicerStackOptions Receiving => Serializer.ToUnslicerStackOptions() with
    {
        References = References,
        AnswersPings = true,
    };
}
