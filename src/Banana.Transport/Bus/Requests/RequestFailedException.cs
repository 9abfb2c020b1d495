namespace Banana.Transport;

/// <summary>
/// The exception for a request whose handler failed, or could not be called. What the peer says about it is in the message; by default
/// that names no exception of the peer (<see cref="EndpointOptions.SendsFailureDetails"/>).
/// </summary>
public sealed class RequestFailedException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public RequestFailedException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    public RequestFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public RequestFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
