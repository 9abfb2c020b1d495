namespace Banana.Transport;

/// <summary>
/// The exception for a call whose peer has gone before it was finished: an event for that peer alone, or a request that it did not
/// answer.
/// </summary>
public sealed class PeerDisconnectedException : IOException
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public PeerDisconnectedException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    public PeerDisconnectedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public PeerDisconnectedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
