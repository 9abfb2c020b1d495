using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>How a <see cref="TokenConnection"/> speaks. Both sides must agree on the vocabulary and on the scope of references.</summary>
public sealed class TokenConnectionOptions : ConnectionOptions
{
    /// <summary>Starts with the built-in types of the net dialect, and numbered sequences; <see cref="ConnectionOptions.Serializer"/> sets others.</summary>
    public TokenConnectionOptions()
        : base(new BananaSerializerOptions { Numbering = OpenNumbering.Full })
    {
    }

    /// <summary>How far references reach. What was sent or received is kept alive as long as it can be referred to.</summary>
    /// <value>
    /// The default is <see cref="ReferenceScope.Connection"/>, as Foolscap's storage root has it. Its plain root has <see cref="ReferenceScope.None"/>.
    /// </value>
    public ReferenceScope References { get; init; } = ReferenceScope.Connection;

    /// <summary>Whether a refused object is reported and the connection goes on. If not, it is the end of the connection, as with Foolscap's plain root.</summary>
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
