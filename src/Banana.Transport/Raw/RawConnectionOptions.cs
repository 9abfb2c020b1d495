using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>How a <see cref="RawConnection"/> speaks. Both sides must agree on the vocabulary and on the scope of references.</summary>
public sealed class RawConnectionOptions
{
    /// <summary>How graphs are written and read; the policy in it decides what the peer may build, its vocabulary is what both directions start with.</summary>
    /// <value>The default has the built-in types of the Foolscap dialect, and starts with an empty vocabulary.</value>
    public BananaSerializerOptions Serializer { get; init; } = new(WireDialect.Foolscap);

    /// <summary>How far references reach. What was sent or received is kept alive as long as it can be referred to.</summary>
    /// <value>
    /// The default is <see cref="ReferenceScope.Connection"/>, as Foolscap's storage root has it. Its plain root has <see cref="ReferenceScope.None"/>.
    /// </value>
    public ReferenceScope References { get; init; } = ReferenceScope.Connection;

    /// <summary>Whether a refused object is reported and the connection goes on. If not, it is the end of the connection, as with Foolscap's plain root.</summary>
    /// <value>The default is true.</value>
    public bool AbsorbsViolations { get; init; } = true;

    /// <summary>How long nothing may be received before a PING is sent.</summary>
    /// <value>The default is <see cref="Timeout.InfiniteTimeSpan"/>: none is sent.</value>
    public TimeSpan KeepaliveTimeout { get; init => field = Positive(value); } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// How long nothing may be received, while something is waited for, before the peer is taken for gone. Longer than <see cref="KeepaliveTimeout"/>, or a silent
    /// peer has no chance to answer.
    /// </summary>
    /// <value>The default is <see cref="Timeout.InfiniteTimeSpan"/>: any time.</value>
    public TimeSpan DisconnectTimeout { get; init => field = Positive(value); } = Timeout.InfiniteTimeSpan;

    /// <summary>How long a connection that is closed waits for the peer to read why, and the abort of what was being sent.</summary>
    /// <value>The default is 5 seconds.</value>
    public TimeSpan CloseTimeout { get; init => field = Positive(value); } = TimeSpan.FromSeconds(5);

    /// <summary>The clock.</summary>
    /// <value>The default is <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

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

    private static TimeSpan Positive(TimeSpan value)
    {
        if (value != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
        }

        return value;
    }
}
