namespace Banana.Transport;

/// <summary>
/// Takes what a connection receives. Called by the connection's reading task, one call at a time, in the order of arrival; it must
/// neither block nor throw.
/// </summary>
internal interface IEventSink
{
    /// <summary>Takes an event, whose <see cref="IncomingEvent.Receipt"/> must be returned once the application has it.</summary>
    void Take(EventConnection connection, in IncomingEvent incoming);

    /// <summary>Takes a change of the peer's subscriptions. It is acknowledged when this method returns.</summary>
    void TakeSubscriptions(EventConnection connection, SubscriptionChange change);

    /// <summary>Takes the news that the peer has refused an event, or that a request has failed.</summary>
    void TakeRefusal(EventConnection connection, RefusedEvent refused);

    /// <summary>Called once, when nothing more is received.</summary>
    void TakeClose(EventConnection connection);
}
