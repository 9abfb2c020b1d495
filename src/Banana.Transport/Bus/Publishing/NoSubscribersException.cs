namespace Banana.Transport;

/// <summary>
/// The exception for an event that nobody would get: no endpoint that is connected, nor this one itself, subscribes to it. Set
/// <see cref="PublishOptions.RequireSubscriber"/> to false where that is no error.
/// </summary>
public sealed class NoSubscribersException : Exception
{
    /// <summary>Creates the exception without a message of its own.</summary>
    public NoSubscribersException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    public NoSubscribersException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public NoSubscribersException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
