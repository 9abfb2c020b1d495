using Banana.Transport;

namespace Banana.Hosting;

/// <summary>Handles events of a type, as a service of the container: each event gets a scope of its own, and a handler from it.</summary>
/// <typeparam name="TEvent">The registered type of the events, exactly.</typeparam>
public interface IEventHandler<in TEvent>
    where TEvent : notnull
{
    /// <summary>Handles an event. The next one waits until the task has ended. An exception is logged and counted, and the next event follows.</summary>
    /// <param name="value">The event. It must not be changed: other subscriptions may have the same object.</param>
    /// <param name="context">Who has sent the event, and how to answer if it is a request.</param>
    /// <param name="cancellationToken">A token that is cancelled when the endpoint stops.</param>
    ValueTask HandleAsync(TEvent value, EventContext context, CancellationToken cancellationToken);
}
