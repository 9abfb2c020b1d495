namespace Banana.Transport;

/// <summary>
/// The exception for an event that a subscription of this endpoint has no room for, by its option <see cref="FullMode.Fail"/>, or
/// because waiting for room would never end: the handler that publishes is, directly or not, the one that has to make room.
/// </summary>
public sealed class SubscriptionFullException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public SubscriptionFullException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    public SubscriptionFullException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public SubscriptionFullException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
