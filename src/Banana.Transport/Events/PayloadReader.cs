using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>Reads the payloads of one type of event, in whatever pieces they arrive, with the stack that all of a connection share: there is one payload at a time.</summary>
internal abstract class PayloadReader
{
    /// <inheritdoc cref="UnslicerStack.TryRead{T}"/>
    public abstract ReadStatus TryRead(ref TokenReader reader, out object? value);
}

/// <inheritdoc/>
internal sealed class PayloadReader<T>(Unslicer<T> unslicer, UnslicerStack stack) : PayloadReader
{
    public override ReadStatus TryRead(ref TokenReader reader, out object? value)
    {
        ReadStatus status = stack.TryRead(ref reader, unslicer, out T? read);
        value = read;
        return status;
    }
}
