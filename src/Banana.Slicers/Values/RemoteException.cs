namespace Banana;

/// <summary>
/// An exception that came over the wire and whose type is not among those that come back as themselves: it says what it was.
/// Message, cause, code, source, link, stack and data are those it had; state of its own, such as the other causes of an aggregate, is not sent. It is
/// data, and nothing throws it.
/// </summary>
public sealed class RemoteException : Exception
{
    internal RemoteException(string typeName, string? message, Exception? innerException)
        : base(message, innerException)
    {
        TypeName = typeName;
    }

    /// <summary>The full name of the type that it had where it came from. Nothing was looked up by it.</summary>
    public string TypeName { get; }

    /// <inheritdoc/>
    public override string ToString() => ForeignText.EscapeLines($"{TypeName} (remote): {base.ToString()}");
}
