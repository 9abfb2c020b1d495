namespace Banana.Transport;

/// <summary>
/// The exception for a request that was answered by an event of another type than expected. The message names both.
/// </summary>
public sealed class UnexpectedResponseException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public UnexpectedResponseException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    public UnexpectedResponseException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public UnexpectedResponseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
