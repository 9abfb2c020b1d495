using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>Reads the payloads of one type of event, in whatever pieces they arrive.</summary>
/// <param name="stack">Who reads them, and those of other types: there is one payload at a time.</param>
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
