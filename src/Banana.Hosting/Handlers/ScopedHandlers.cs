using Banana.Transport;
using Microsoft.Extensions.DependencyInjection;

namespace Banana.Hosting;

/// <summary>Subscribes handlers that live in the container.</summary>
internal static class ScopedHandlers
{
    /// <summary>Subscribes a handler of events.</summary>
    /// <param name="services">The container.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="options">The options of the queue; null for the defaults.</param>
    public static void Subscribe<TEvent, THandler>(IServiceProvider services, Endpoint endpoint, SubscriptionOptions? options)
        where TEvent : notnull
        where THandler : class, IEventHandler<TEvent>
    {
        IServiceScopeFactory scopes = services.GetRequiredService<IServiceScopeFactory>();
        endpoint.Subscribe<TEvent>(
            async (value, context, token) =>
            {
                AsyncServiceScope scope = scopes.CreateAsyncScope();
                await using (scope.ConfigureAwait(false))
                {
                    await scope.ServiceProvider.GetRequiredService<THandler>().HandleAsync(value, context, token).ConfigureAwait(false);
                }
            },
            options);
    }

    /// <summary>Subscribes a handler of requests.</summary>
    /// <param name="services">The container.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="options">The options of the queue; null for the defaults.</param>
    public static void Respond<TRequest, TResponse, THandler>(IServiceProvider services, Endpoint endpoint, SubscriptionOptions? options)
        where TRequest : notnull
        where TResponse : notnull
        where THandler : class, IRequestHandler<TRequest, TResponse>
    {
        IServiceScopeFactory scopes = services.GetRequiredService<IServiceScopeFactory>();
        endpoint.Respond<TRequest, TResponse>(
            async (request, context, token) =>
            {
                AsyncServiceScope scope = scopes.CreateAsyncScope();
                await using (scope.ConfigureAwait(false))
                {
                    return await scope.ServiceProvider.GetRequiredService<THandler>().HandleAsync(request, context, token).ConfigureAwait(false);
                }
            },
            options);
    }
}
