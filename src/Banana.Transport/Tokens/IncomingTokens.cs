using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>Where a stream of bare tokens stands, whatever the next object is declared as.</summary>
internal sealed class IncomingTokens(UnslicerStack stack, StreamCore core, bool absorbsViolations)
{
    public UnslicerStack Stack => stack;

    public StreamCore Core => core;

    public bool AbsorbsViolations => absorbsViolations;

    public TokenReaderState State { get; set; }

    /// <summary>Who reads the object that has begun to arrive.</summary>
    public object? Root { get; set; }
}
