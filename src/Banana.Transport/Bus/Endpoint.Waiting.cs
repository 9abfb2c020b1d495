using System.Runtime.CompilerServices;

namespace Banana.Transport;

public sealed partial class Endpoint
{
    /// <summary>Lists the endpoints that are connected, with what they subscribe to: this one first, then the others by name.</summary>
    public IReadOnlyList<ConnectedEndpoint> GetEndpoints() => _switchboard.List();

    /// <summary>Whether an endpoint is connected. Each endpoint is connected to itself.</summary>
    /// <param name="endpoint">The name of the endpoint.</param>
    public bool IsConnectedTo(string endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint == Name || _switchboard.TryFind(endpoint, out _);
    }

    /// <summary>Whether an endpoint is connected and subscribes to a type of event.</summary>
    /// <typeparam name="T">The registered type of the event.</typeparam>
    /// <param name="endpoint">The name of the endpoint, which may be the own one.</param>
    /// <exception cref="NotSupportedException">The type is not registered.</exception>
    public bool IsSubscribed<T>(string endpoint)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        string name = _options.Events.Find<T>().Name;
        return endpoint == Name
            ? _switchboard.Local.Names.Contains(name)
            : _switchboard.TryFind(endpoint, out Link? link) && link.Subscribed.Contains(name);
    }

    /// <summary>Whether any endpoint that is connected subscribes to a type of event.</summary>
    /// <typeparam name="T">The registered type of the event.</typeparam>
    /// <param name="includesSelf">Whether this endpoint counts.</param>
    /// <exception cref="NotSupportedException">The type is not registered.</exception>
    public bool IsAnySubscribed<T>(bool includesSelf = true)
        where T : notnull
    {
        string name = _options.Events.Find<T>().Name;
        return Listed(includesSelf).Any(endpoint => endpoint.Subscriptions.Contains(name));
    }

    /// <summary>Whether all endpoints that are connected subscribe to a type of event. Without any endpoint, that is true.</summary>
    /// <typeparam name="T">The registered type of the event.</typeparam>
    /// <param name="includesSelf">Whether this endpoint counts.</param>
    /// <exception cref="NotSupportedException">The type is not registered.</exception>
    public bool AreAllSubscribed<T>(bool includesSelf = true)
        where T : notnull
    {
        string name = _options.Events.Find<T>().Name;
        return Listed(includesSelf).All(endpoint => endpoint.Subscriptions.Contains(name));
    }

    /// <summary>Waits until an endpoint is connected.</summary>
    /// <param name="endpoint">The name of the endpoint.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The endpoint has stopped.</exception>
    public Task WaitForConnectionAsync(string endpoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return WaitUntilAsync(() => IsConnectedTo(endpoint), cancellationToken);
    }

    /// <summary>Waits until an endpoint is connected and subscribes to a type of event.</summary>
    /// <typeparam name="T">The registered type of the event.</typeparam>
    /// <param name="endpoint">The name of the endpoint, which may be the own one.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <exception cref="NotSupportedException">The type is not registered.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The endpoint has stopped.</exception>
    public Task WaitForSubscriptionAsync<T>(string endpoint, CancellationToken cancellationToken = default)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return WaitUntilAsync(() => IsSubscribed<T>(endpoint), cancellationToken);
    }

    /// <summary>Waits until any endpoint that is connected subscribes to a type of event.</summary>
    /// <typeparam name="T">The registered type of the event.</typeparam>
    /// <param name="includesSelf">Whether this endpoint counts.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <inheritdoc cref="WaitForSubscriptionAsync{T}(string, CancellationToken)" path="/exception"/>
    public Task WaitForAnySubscriptionAsync<T>(bool includesSelf = true, CancellationToken cancellationToken = default)
        where T : notnull => WaitUntilAsync(() => IsAnySubscribed<T>(includesSelf), cancellationToken);

    /// <summary>Waits until all endpoints that are connected subscribe to a type of event.</summary>
    /// <typeparam name="T">The registered type of the event.</typeparam>
    /// <param name="includesSelf">Whether this endpoint counts.</param>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <inheritdoc cref="WaitForSubscriptionAsync{T}(string, CancellationToken)" path="/exception"/>
    public Task WaitForAllSubscriptionsAsync<T>(bool includesSelf = true, CancellationToken cancellationToken = default)
        where T : notnull => WaitUntilAsync(() => AreAllSubscribed<T>(includesSelf), cancellationToken);

    /// <summary>
    /// Returns the list of <see cref="GetEndpoints"/> now, and again whenever a connection or a subscription has changed, local ones included.
    /// Of several changes in between, only the last state is returned. The sequence ends when the endpoint stops.
    /// </summary>
    /// <param name="cancellationToken">A token that cancels the enumeration.</param>
    /// <exception cref="OperationCanceledException">The enumeration was cancelled.</exception>
    public async IAsyncEnumerable<IReadOnlyList<ConnectedEndpoint>> WatchEndpointsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (!_switchboard.HasStopped)
        {
            Task next = _switchboard.Changes.Next;
            yield return GetEndpoints();
            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Returns each connection that is made and each that ends, with the reason, from the first step of the enumeration on. The sequence ends
    /// when the endpoint has stopped.
    /// </summary>
    /// <param name="cancellationToken">A token that cancels the enumeration.</param>
    /// <exception cref="InvalidOperationException">More than 1,024 changes wait to be taken.</exception>
    /// <exception cref="OperationCanceledException">The enumeration was cancelled.</exception>
    public IAsyncEnumerable<ConnectionChange> WatchConnectionsAsync(CancellationToken cancellationToken = default) =>
        _switchboard.Watchers.WatchAsync(cancellationToken);

    private IEnumerable<ConnectedEndpoint> Listed(bool includesSelf) => _switchboard.List().Where(endpoint => includesSelf || !endpoint.IsSelf);

    private async Task WaitUntilAsync(Func<bool> isTrue, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next = _switchboard.Changes.Next; // before the look, so that no change is missed
            ThrowIfStopped();
            if (isTrue())
            {
                return;
            }

            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
