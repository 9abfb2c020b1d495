namespace Banana.Transport;

/// <summary>What a link tells, by the reading task of its connection; must neither block nor throw.</summary>
internal interface ILinkOwner
{
    /// <summary>Takes an event of the peer.</summary>
    void Take(Link link, in IncomingEvent incoming);

    /// <summary>Called when <see cref="Link.Subscribed"/> has changed.</summary>
    void TakeSubscriptions(Link link);

    /// <summary>Takes the news that the peer has refused an event, or that a request has failed.</summary>
    void TakeRefusal(Link link, RefusedEvent refused);

    /// <summary>Called once, when nothing more comes.</summary>
    void TakeEnd(Link link);
}
