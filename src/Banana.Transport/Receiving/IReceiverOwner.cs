namespace Banana.Transport;

/// <summary>The connection, as far as its receiver needs it. Called by the reading task.</summary>
internal interface IReceiverOwner
{
    /// <summary>Whether the connection is being closed, so that nothing more is read.</summary>
    bool IsClosed { get; }

    /// <summary>The event types that this side sends.</summary>
    OutgoingEventTypes Types { get; }

    /// <summary>The streams that this side sends.</summary>
    OutgoingStreams Streams { get; }

    /// <summary>The subscriptions that this side has sent.</summary>
    SentSubscriptions Subscriptions { get; }

    /// <summary>Takes the hello of the peer, the first envelope.</summary>
    void TakeHello(Hello peer);

    /// <summary>Takes the goodbye of the peer, the last envelope.</summary>
    void TakeGoodbye(GoodbyeEnvelope goodbye);

    /// <summary>Takes an event.</summary>
    void TakeEvent(in IncomingEvent incoming);

    /// <summary>Takes a change of the peer's subscriptions, which is acknowledged when this method returns.</summary>
    void TakeSubscriptions(SubscriptionChange change);

    /// <summary>Takes the news that the peer has refused an event, or that a request has failed.</summary>
    void TakeRefusal(RefusedEvent refused);
}
