namespace Banana.Transport;

/// <summary>The exception for a connection that could not be opened: no hello came, or the two sides do not fit together.</summary>
public sealed class ConnectionFailedException : IOException
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public ConnectionFailedException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    public ConnectionFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public ConnectionFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal ConnectionFailedException(ConnectionCloseReason reason, string message, Exception? innerException)
        : base(message, innerException)
    {
        Reason = reason;
    }

    /// <summary>The reason.</summary>
    public ConnectionCloseReason Reason { get; }
}
