namespace Banana.Transport;

/// <summary>Where an event comes from, and how to answer it if it is a request.</summary>
public sealed class EventContext
{
    private readonly SubscriberHost _host;
    private readonly Link? _sender;
    private readonly ulong _request;

    internal EventContext(SubscriberHost host, Link? sender, ulong request)
    {
        _host = host;
        _sender = sender;
        _request = request;
    }

    /// <summary>The name of the endpoint that has published the event, which may be the own one.</summary>
    public string Sender => _sender?.Name ?? _host.Report.Name;

    /// <summary>Whether the event was published by the same endpoint.</summary>
    public bool IsLocal => _sender is null;

    /// <summary>Whether the event is a request, which its sender waits to see answered.</summary>
    public bool IsRequest => _request != 0;

    /// <summary>
    /// Answers a request. The first answer counts; further ones are dropped at the requester. If the requester is gone, nothing happens.
    /// </summary>
    /// <typeparam name="TResponse">The registered type of the answer, which the requester must expect exactly.</typeparam>
    /// <param name="response">The answer.</param>
    /// <param name="cancellationToken">A token that cancels the wait for room in the connection.</param>
    /// <exception cref="InvalidOperationException">The event is no request.</exception>
    /// <exception cref="NotSupportedException">The type of the answer is not registered.</exception>
    /// <exception cref="EventNotAcceptedException">The requester cannot read the answer.</exception>
    /// <exception cref="ViolationException">A value in the answer cannot be sent.</exception>
    public ValueTask ReplyAsync<TResponse>(TResponse response, CancellationToken cancellationToken = default)
        where TResponse : notnull
    {
        ArgumentNullException.ThrowIfNull(response);
        return IsRequest
            ? _host.Replies.SendAsync(_sender, _request, response, cancellationToken)
            : throw new InvalidOperationException("This event is no request: it was published, and nobody waits for an answer. Look at IsRequest.");
    }
}
