using Banana.Wire;

namespace Banana.Slicing;

/// <summary>A stream ended in the middle of an object.</summary>
public static class StreamEnd
{
    /// <summary>
    /// The exception to throw: the violation, if the object was being discarded already, else that the stream was cut off. Gives
    /// up on the object.
    /// </summary>
    public static BananaException Explain(UnslicerStack stack, in TokenReader reader)
    {
        ArgumentNullException.ThrowIfNull(stack);
        string path = stack.CurrentPath;
        return stack.Abandon() is { } violation ? new ViolationException(violation) : reader.CreateUnexpectedEnd(path);
    }
}
