namespace Banana.Transport;

public sealed partial class Endpoint
{
    /// <summary>
    /// Calls a handler for each event of a type, one after the other, in the order in which each publisher has published them. The handler
    /// runs on a thread of the pool. It may call anything of this endpoint; an exception is logged, and the next event follows.
    /// </summary>
    /// <typeparam name="T">The registered type of the event, exactly.</typeparam>
    /// <param name="handler">The handler.</param>
    /// <param name="options">The options of the queue; null for the defaults.</param>
    /// <returns>The subscription; dispose of it to end it.</returns>
    /// <exception cref="NotSupportedException">The type is not registered.</exception>
    /// <exception cref="ObjectDisposedException">The endpoint has stopped.</exception>
    public Subscription Subscribe<T>(Action<T> handler, SubscriptionOptions? options = null)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return AddHandler<T>(options, answers: false, (item, _) =>
        {
            handler(item.Value);
            return ValueTask.CompletedTask;
        });
    }

    /// <param name="handler">The handler. The next event waits until its task has ended.</param>
    /// <param name="options">The options of the queue; null for the defaults.</param>
    /// <inheritdoc cref="Subscribe{T}(Action{T}, SubscriptionOptions?)"/>
    public Subscription Subscribe<T>(Func<T, ValueTask> handler, SubscriptionOptions? options = null)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return AddHandler<T>(options, answers: false, (item, _) => handler(item.Value));
    }

    /// <param name="handler">
    /// The handler. The next event waits until its task has ended; its token is cancelled when the subscription or the endpoint ends.
    /// </param>
    /// <param name="options">The options of the queue; null for the defaults.</param>
    /// <inheritdoc cref="Subscribe{T}(Action{T}, SubscriptionOptions?)"/>
    public Subscription Subscribe<T>(Func<T, CancellationToken, ValueTask> handler, SubscriptionOptions? options = null)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return AddHandler<T>(options, answers: false, (item, token) => handler(item.Value, token));
    }

    /// <param name="handler">
    /// The handler, which gets to know who has sent the event and may answer it if it is a request. The next event waits until its task has
    /// ended; its token is cancelled when the subscription or the endpoint ends.
    /// </param>
    /// <param name="options">The options of the queue; null for the defaults.</param>
    /// <inheritdoc cref="Subscribe{T}(Action{T}, SubscriptionOptions?)"/>
    public Subscription Subscribe<T>(Func<T, EventContext, CancellationToken, ValueTask> handler, SubscriptionOptions? options = null)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return AddHandler<T>(options, answers: true, (item, token) => handler(item.Value, new EventContext(_host, item.Sender, item.Request), token));
    }

    /// <summary>
    /// Returns events as they come. The subscription begins with the first step of the enumeration, so that each enumeration has one of its
    /// own, and ends with the enumeration: after <paramref name="take"/> events, when the loop is left, or when it is cancelled. When the
    /// endpoint stops, the sequence ends.
    /// </summary>
    /// <typeparam name="T">The registered type of the event, exactly.</typeparam>
    /// <param name="take">The number of events to take; null for all.</param>
    /// <param name="options">The options of the queue; null for the defaults.</param>
    /// <param name="cancellationToken">A token that cancels the enumeration.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="take"/> is negative.</exception>
    /// <exception cref="NotSupportedException">The type is not registered.</exception>
    /// <exception cref="OperationCanceledException">The enumeration was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The endpoint had stopped when the enumeration began.</exception>
    public IAsyncEnumerable<T> StreamAsync<T>(int? take = null, SubscriptionOptions? options = null, CancellationToken cancellationToken = default)
        where T : notnull
    {
        ArgumentOutOfRangeException.ThrowIfNegative(take ?? 0, nameof(take));
        string name = FindRoute<T>().Name;
        return new EventStream<T>(
            _switchboard, () => new StreamSubscriber<T>(name, options ?? SubscriptionOptions.Default, _host), take, cancellationToken);
    }

    /// <summary>Waits for one event, from the call on.</summary>
    /// <typeparam name="T">The registered type of the event, exactly.</typeparam>
    /// <param name="cancellationToken">A token that cancels the wait.</param>
    /// <exception cref="NotSupportedException">The type is not registered.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The endpoint has stopped, perhaps during the call.</exception>
    public async Task<T> WaitForAsync<T>(CancellationToken cancellationToken = default)
        where T : notnull
    {
        await foreach (T value in StreamAsync<T>(take: 1, options: null, cancellationToken).ConfigureAwait(false))
        {
            return value;
        }

        throw Switchboard.NewStopped();
    }

    /// <summary>
    /// Answers requests, one after the other. If the handler throws, the requester gets a <see cref="RequestFailedException"/>, which names
    /// the exception only by <see cref="EndpointOptions.SendsFailureDetails"/>. An event that was published, and is no request, is handled,
    /// too; its answer goes nowhere.
    /// </summary>
    /// <typeparam name="TRequest">The registered type of the requests, exactly.</typeparam>
    /// <typeparam name="TResponse">The registered type of the answers.</typeparam>
    /// <param name="handler">The handler.</param>
    /// <param name="options">The options of the queue; null for the defaults. A request that is dropped fails.</param>
    /// <returns>The subscription; dispose of it to end it.</returns>
    /// <exception cref="NotSupportedException">A type is not registered.</exception>
    /// <exception cref="ObjectDisposedException">The endpoint has stopped.</exception>
    public Subscription Respond<TRequest, TResponse>(Func<TRequest, TResponse> handler, SubscriptionOptions? options = null)
        where TRequest : notnull
        where TResponse : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Respond<TRequest, TResponse>((request, _, _) => new ValueTask<TResponse>(handler(request)), options);
    }

    /// <param name="handler">The handler; its token is cancelled when the subscription or the endpoint ends.</param>
    /// <param name="options">The options of the queue; null for the defaults. A request that is dropped fails.</param>
    /// <inheritdoc cref="Respond{TRequest, TResponse}(Func{TRequest, TResponse}, SubscriptionOptions?)"/>
    public Subscription Respond<TRequest, TResponse>(Func<TRequest, CancellationToken, ValueTask<TResponse>> handler, SubscriptionOptions? options = null)
        where TRequest : notnull
        where TResponse : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return Respond<TRequest, TResponse>((request, _, token) => handler(request, token), options);
    }

    /// <param name="handler">
    /// The handler, which gets to know who has sent the request; its token is cancelled when the subscription or the endpoint ends.
    /// </param>
    /// <param name="options">The options of the queue; null for the defaults. A request that is dropped fails.</param>
    /// <inheritdoc cref="Respond{TRequest, TResponse}(Func{TRequest, TResponse}, SubscriptionOptions?)"/>
    public Subscription Respond<TRequest, TResponse>(Func<TRequest, EventContext, CancellationToken, ValueTask<TResponse>> handler, SubscriptionOptions? options = null)
        where TRequest : notnull
        where TResponse : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        _ = _options.Events.Find<TResponse>(); // now, not at the first request
        return AddHandler<TRequest>(options, answers: true, async (item, token) =>
        {
            EventContext context = new(_host, item.Sender, item.Request);
            TResponse response = await handler(item.Value, context, token).ConfigureAwait(false);
            if (context.IsRequest)
            {
                await context.ReplyAsync(response, CancellationToken.None).ConfigureAwait(false); // there it is, so that it is sent even if all ends
            }
        });
    }

    private Subscription AddHandler<T>(SubscriptionOptions? options, bool answers, Func<Delivery<T>, CancellationToken, ValueTask> handler)
        where T : notnull
    {
        HandlerSubscriber<T> subscriber = new(FindRoute<T>().Name, options ?? SubscriptionOptions.Default, _host, answers, handler);
        Task acknowledged = _switchboard.Add(subscriber);
        subscriber.Start();
        return new Subscription(_switchboard, subscriber, acknowledged);
    }
}
