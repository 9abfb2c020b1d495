namespace Banana.Transport;

/// <summary>
/// The exception for an event whose type the peer does not know or cannot read. The peer's reason is in the message. Nothing was sent,
/// and the connection can be used for other events.
/// </summary>
public sealed class EventNotAcceptedException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public EventNotAcceptedException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    public EventNotAcceptedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public EventNotAcceptedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
