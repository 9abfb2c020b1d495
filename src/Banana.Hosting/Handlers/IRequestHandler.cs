using Banana.Transport;

namespace Banana.Hosting;

/// <summary>Answers requests of a type, as a service of the container: each request gets a scope of its own, and a handler from it.</summary>
/// <typeparam name="TRequest">The registered type of the requests, exactly.</typeparam>
/// <typeparam name="TResponse">The registered type of the answers, exactly.</typeparam>
public interface IRequestHandler<in TRequest, TResponse>
    where TRequest : notnull
    where TResponse : notnull
{
    /// <summary>
    /// Answers a request. The next one waits until the task has ended. If it throws, that is logged and counted, and the request fails at
    /// its sender.
    /// </summary>
    /// <param name="request">The request. It must not be changed: other subscriptions may have the same object.</param>
    /// <param name="context">Who has sent the request.</param>
    /// <param name="cancellationToken">A token that is cancelled when the endpoint stops.</param>
    /// <returns>The answer.</returns>
    ValueTask<TResponse> HandleAsync(TRequest request, EventContext context, CancellationToken cancellationToken);
}
