using System.Diagnostics.Metrics;

namespace Banana.Transport;

/// <summary>The figures of endpoints, under the meter <c>Banana.Events</c>. Each is tagged with the endpoint, most with the event.</summary>
internal sealed class BusMeter
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Banana.Events";

    private const string EndpointTag = "endpoint";
    private const string EventTag = "event";
    private const string ReasonTag = "reason";

    private static readonly BusMeter s_shared = new(new Meter(Name));

    private readonly Counter<long> _sent;
    private readonly Counter<long> _received;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _violations;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _faults;
    private readonly Counter<long> _lateReplies;
    private readonly Counter<long> _disconnects;
    private readonly Counter<long> _rejections;
    private readonly UpDownCounter<long> _connections;
    private readonly UpDownCounter<long> _queued;
    private readonly UpDownCounter<long> _pending;
    private readonly Histogram<double> _duration;

    private BusMeter(Meter meter)
    {
        _sent = meter.CreateCounter<long>("banana.events.sent", "{event}", "Events sent to peers, one for each peer.");
        _received = meter.CreateCounter<long>("banana.events.received", "{event}", "Events received from peers.");
        _dropped = meter.CreateCounter<long>("banana.events.dropped", "{event}", "Events that no handler got: a queue was full, or its subscription had ended.");
        _violations = meter.CreateCounter<long>("banana.events.violations", "{event}", "Events from peers that were refused.");
        _refused = meter.CreateCounter<long>("banana.events.refused", "{event}", "Events sent that the peer refused.");
        _faults = meter.CreateCounter<long>("banana.events.handler.faults", "{fault}", "Handlers that threw.");
        _lateReplies = meter.CreateCounter<long>("banana.events.replies.late", "{event}", "Answers that nobody waited for.");
        _disconnects = meter.CreateCounter<long>("banana.events.disconnects", "{connection}", "Connections that ended, by reason.");
        _rejections = meter.CreateCounter<long>("banana.events.rejections", "{connection}", "Connections that were not established, by reason.");
        _connections = meter.CreateUpDownCounter<long>("banana.events.connections", "{connection}", "Endpoints that are connected.");
        _queued = meter.CreateUpDownCounter<long>("banana.events.queue.depth", "{event}", "Events that wait for their handlers.");
        _pending = meter.CreateUpDownCounter<long>("banana.events.requests.pending", "{request}", "Requests that wait for an answer.");
        _duration = meter.CreateHistogram<double>("banana.events.handler.duration", "s", "The time that handlers take for an event.");
    }

    /// <summary>Whether anyone measures handlers, which takes two looks at the clock per event.</summary>
    public bool MeasuresHandlers => _duration.Enabled;

    /// <summary>Returns the figures of a factory's meter; without one, those of the process.</summary>
    public static BusMeter Of(IMeterFactory? factory) => factory is null ? s_shared : new BusMeter(factory.Create(new MeterOptions(Name)));

    public void Sent(string endpoint, string name) => Add(_sent, endpoint, name);

    public void Received(string endpoint, string name) => Add(_received, endpoint, name);

    public void Dropped(string endpoint, string name) => Add(_dropped, endpoint, name);

    public void Violated(string endpoint, string name) => Add(_violations, endpoint, name);

    public void Refused(string endpoint, string name) => Add(_refused, endpoint, name);

    public void Faulted(string endpoint, string name) => Add(_faults, endpoint, name);

    public void RepliedLate(string endpoint) => _lateReplies.Add(1, new KeyValuePair<string, object?>(EndpointTag, endpoint));

    public void Disconnected(string endpoint, ConnectionCloseReason? reason)
    {
        if (_disconnects.Enabled)
        {
            _disconnects.Add(1, new KeyValuePair<string, object?>(EndpointTag, endpoint), new KeyValuePair<string, object?>(ReasonTag, reason?.ToString()));
        }
    }

    public void Rejected(string endpoint, string reason) =>
        _rejections.Add(1, new KeyValuePair<string, object?>(EndpointTag, endpoint), new KeyValuePair<string, object?>(ReasonTag, reason));

    public void Connections(string endpoint, int change) => _connections.Add(change, new KeyValuePair<string, object?>(EndpointTag, endpoint));

    public void Queued(string endpoint, string name, int change) =>
        _queued.Add(change, new KeyValuePair<string, object?>(EndpointTag, endpoint), new KeyValuePair<string, object?>(EventTag, name));

    public void Pending(string endpoint, int change) => _pending.Add(change, new KeyValuePair<string, object?>(EndpointTag, endpoint));

    public void Handled(string endpoint, string name, TimeSpan duration) => _duration.Record(
        duration.TotalSeconds, new KeyValuePair<string, object?>(EndpointTag, endpoint), new KeyValuePair<string, object?>(EventTag, name));

    private static void Add(Counter<long> counter, string endpoint, string name) =>
        counter.Add(1, new KeyValuePair<string, object?>(EndpointTag, endpoint), new KeyValuePair<string, object?>(EventTag, name));
}
