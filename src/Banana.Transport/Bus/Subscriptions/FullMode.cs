namespace Banana.Transport;

/// <summary>What happens to an event when the queue of a subscription is full.</summary>
public enum FullMode
{
    /// <summary>
    /// The publisher waits. A peer waits because it gets no more credit for events of this type; those for which it has credit wait in
    /// the queue, so that the queue may hold more than its capacity, up to the credit in bytes.
    /// </summary>
    Wait,

    /// <summary>The event that has waited longest is dropped, and counted.</summary>
    DropOldest,

    /// <summary>The new event is dropped, and counted.</summary>
    DropNewest,

    /// <summary>
    /// The new event is dropped and counted; a publisher in the same endpoint gets a <see cref="SubscriptionFullException"/>, and a
    /// request from anywhere fails.
    /// </summary>
    Fail,
}
