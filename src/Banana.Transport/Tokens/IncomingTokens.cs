using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>The state of a stream of bare tokens, whatever the declared type of the next object.</summary>
internal sealed class IncomingTokens(UnslicerStack stack, StreamOutput output, bool absorbsViolations)
{
    public UnslicerStack Stack => stack;

    public StreamOutput Output => output;

    public bool AbsorbsViolations => absorbsViolations;

    public TokenReaderState State { get; set; }

    /// <summary>The unslicer of the object that has been received in part.</summary>
    public object? Root { get; set; }
}
