using System.Diagnostics.CodeAnalysis;

namespace Banana.Transport;

/// <summary>
/// A member of the event bus. It serves on any number of listeners, connects to any number of other endpoints, publishes events to those
/// that subscribe, itself included, and asks and answers requests. Thread-safe.
/// </summary>
/// <remarks>
/// A connection has no direction: once it is established, each side gets what it subscribes to, whichever has asked for it. An event
/// travels only to endpoints that subscribe to its type, exactly: a subscription to a base class gets no events of classes that are
/// derived from it. A subscription of the same endpoint gets the very object that is published, which must therefore not change.
/// </remarks>
/// <example>
/// <code>
/// EndpointOptions options = new();
/// options.Events.Add&lt;Order&gt;("shop.order-placed");
/// await using Endpoint shop = new("shop", options);
/// await shop.ServeAsync(new MemoryListener("shop"));
/// await using Endpoint till = new("till", options);
/// await till.ConnectAsync(new MemoryConnector("shop"));
/// await using Subscription subscription = shop.Subscribe((Order order) => received.Add(order));
/// await subscription.Acknowledged;
/// await till.PublishAsync(new Order { Number = 7 });
/// </code>
/// </example>
[SuppressMessage("Design", "CA1001", Justification = "The source holds no handle, and who comes late must be told that the endpoint has stopped.")]
public sealed partial class Endpoint : IAsyncDisposable, ILinkOwner
{
    private readonly EndpointOptions _options;
    private readonly BusReport _report;
    private readonly SubscriberHost _host;
    private readonly PendingRequests _requests;
    private readonly Switchboard _switchboard;
    private readonly Broadcaster _broadcaster;
    private readonly Establisher _establisher;
    private readonly TaskSet _background = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isStopping;

    /// <summary>Creates an endpoint, which is connected to nobody.</summary>
    /// <param name="name">Its name, by which others know it: any text of at most 255 bytes in UTF-8.</param>
    /// <param name="options">The options, which several endpoints may share; null for the defaults, which have no events.</param>
    /// <exception cref="ArgumentException">The name is empty, too long, or not valid UTF-16.</exception>
    public Endpoint(string name, EndpointOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _ = new EventConnectionOptions { Name = name }; // checks it
        Name = name;
        _options = options ?? new EndpointOptions();
        _report = new BusReport(name, _options.Logger, BusMeter.Of(_options.MeterFactory));
        _requests = new PendingRequests(_report);
        Replies replies = new(_requests, _options.Events, _report);
        Action<Exception>? onFault = _options.OnHandlerFault == HandlerFaultAction.StopEndpoint ? StopByFault : null;
        _host = new SubscriberHost(_report, replies, Time, _options.SendsFailureDetails, onFault);
        _switchboard = new Switchboard(_options.Events, _host);
        _broadcaster = new Broadcaster(_requests, _report);
        _establisher = new Establisher(this, _switchboard, _options.Connection, _report);
    }

    /// <summary>The name of the endpoint.</summary>
    public string Name { get; }

    /// <summary>Completes when the endpoint has stopped: it was disposed of, or a handler has failed. Never faults; see <see cref="Fault"/>.</summary>
    public Task Stopped => _stopped.Task;

    /// <summary>The exception of the handler that has stopped the endpoint (<see cref="HandlerFaultAction.StopEndpoint"/>); otherwise null.</summary>
    public Exception? Fault { get; private set; }

    private TimeProvider Time => _options.Connection.TimeProvider;

    /// <summary>
    /// Stops the endpoint: it listens no more, its handlers get no more events, requests that wait fail, and the connections are closed with
    /// a goodbye. Waits for handlers that are running; in a handler of this endpoint it returns at once.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        if (HandlerScope.Current is not { } caller || !ReferenceEquals(caller.Host, _host))
        {
            await _stopped.Task.ConfigureAwait(false);
        }
    }

    void ILinkOwner.Take(Link link, in IncomingEvent incoming)
    {
        _report.Meter.Received(Name, incoming.Name);
        if (incoming.Violation is null && incoming.Marks.Answers == 0 && link.IsAdmitted && _switchboard.Find(incoming.Type!) is { } route)
        {
            route.Receive(link, incoming);
        }
        else
        {
            TakeSlow(link, incoming);
        }
    }

    void ILinkOwner.TakeSubscriptions(Link link) => _switchboard.Update(link);

    void ILinkOwner.TakeRefusal(Link link, RefusedEvent refused)
    {
        if (refused.Name.Length > 0)
        {
            _report.RefusedByPeer(link.Label, refused);
        }

        if (refused.Request != 0)
        {
            string message = refused.Message.Length == 0 ? "no reason was given" : ForeignText.Escape(refused.Message);
            _requests.TakeFailure(link, refused.Request, new RequestFailedException($"'{link.Label}' could not answer: {message}"));
        }
    }

    void ILinkOwner.TakeEnd(Link link)
    {
        bool wasEstablished = _switchboard.Remove(link);
        _requests.Lose(link);
        if (wasEstablished)
        {
            _report.Disconnected(link.Label, link.Connection.CloseReason, link.Connection.CloseMessage);
        }
    }

    /// <summary>Takes answers, events that were refused, and those that nobody has asked for.</summary>
    private void TakeSlow(Link link, in IncomingEvent incoming)
    {
        incoming.Receipt.Return();
        EventMarks marks = incoming.Marks;
        if (incoming.Violation is { } violation)
        {
            _report.Refused(incoming.Name, link.Label, violation);
            if (marks.Answers != 0)
            {
                _requests.TakeFailure(link, marks.Answers, new ViolationException(violation));
            }
        }
        else if (marks.Answers != 0)
        {
            _requests.TakeAnswer(link, marks.Answers, incoming.Name, incoming.Value!);
        }
        else
        {
            _report.Meter.Dropped(Name, incoming.Name);
            if (marks.Request != 0)
            {
                _host.Replies.Fail(link, marks.Request, $"Nobody at '{Name}' answers '{incoming.Name}'.");
            }
        }
    }

    private void StopByFault(Exception fault)
    {
        LogEvents.StoppedByFault(_report.Logger, fault, Name);
        Fault ??= fault;
        Stop();
    }

    private void Stop()
    {
        if (Interlocked.Exchange(ref _isStopping, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static self => _ = self.StopAsync(), this, preferLocal: false); // in no handler's name
        }
    }

    private async Task StopAsync()
    {
        (Subscriber[] subscribers, Link[] links) = _switchboard.Stop();
        await _stopping.CancelAsync().ConfigureAwait(false);
        _requests.Stop();
        _switchboard.Changes.Raise();
        await StopConnectingAsync().ConfigureAwait(false);
        Task handlers = Task.WhenAll(subscribers.Select(subscriber => subscriber.EndAsync().AsTask()));
        await handlers.WaitAsync(_options.Connection.CloseTimeout, Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // they may still answer
        await Task.WhenAll(links.Select(link => link.CloseAsync(ConnectionCloseReason.Disposed, message: null))).ConfigureAwait(false);
        await handlers.ConfigureAwait(false);
        await _background.WhenAll().ConfigureAwait(false);
        _switchboard.Watchers.End();
        _stopped.SetResult();
    }
}
