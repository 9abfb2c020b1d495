namespace Banana;

/// <summary>
/// An exception that was received and whose type is not in the <see cref="ExceptionRegistry"/>. It has the type name, message,
/// inner exception, HRESULT, source, help link, stack trace and data of the original. Other state, such as the further inner
/// exceptions of an aggregate, is not sent. It is data, and never thrown by the serializer.
/// </summary>
public sealed class RemoteException : Exception
{
    internal RemoteException(string typeName, string? message, Exception? innerException)
        : base(message, innerException)
    {
        TypeName = typeName;
    }

    /// <summary>The full name of the original type. No type is looked up by this name.</summary>
    public string TypeName { get; }

    /// <inheritdoc/>
    public override string ToString() => ForeignText.EscapeLines($"{TypeName} (remote): {base.ToString()}");
}
