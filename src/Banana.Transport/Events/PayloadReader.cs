using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>Reads the payloads of one event type, however they are split.</summary>
/// <param name="stack">The stack that reads the payloads of all event types, one at a time.</param>
internal abstract class PayloadReader(UnslicerStack stack)
{
    public UnslicerStack Stack => stack;

    /// <inheritdoc cref="UnslicerStack.TryRead{T}"/>
    public abstract ReadStatus TryRead(ref TokenReader reader, out object? value);
}

/// <inheritdoc/>
internal sealed class PayloadReader<T>(Unslicer<T> unslicer, UnslicerStack stack) : PayloadReader(stack)
{
    public override ReadStatus TryRead(ref TokenReader reader, out object? value)
    {
        ReadStatus status = Stack.TryRead(ref reader, unslicer, out T? read);
        value = read;
        return status;
    }
}
