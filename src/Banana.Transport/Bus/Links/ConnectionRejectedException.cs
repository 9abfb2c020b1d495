namespace Banana.Transport;

/// <summary>
/// The exception for a connection that an endpoint does not take: to itself, to an endpoint that is already connected, or one that the
/// peer has refused. The reason is in the message.
/// </summary>
public sealed class ConnectionRejectedException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public ConnectionRejectedException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    public ConnectionRejectedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public ConnectionRejectedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
