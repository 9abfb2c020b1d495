using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Banana.Transport;

/// <summary>A connection of an endpoint to another one: who it is, what it subscribes to, and its end.</summary>
/// <param name="owner">Who is told what comes.</param>
/// <param name="carrier">What carries the connection; closed with it.</param>
/// <param name="isDialled">Whether this side has asked for the connection.</param>
/// <param name="maxSubscriptions">The most events that the peer may subscribe to.</param>
/// <param name="report">Where faults are told.</param>
internal sealed class Link(ILinkOwner owner, CarrierConnection carrier, bool isDialled, int maxSubscriptions, BusReport report) : IEventSink
{
    private readonly TaskCompletionSource _peerKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ImmutableHashSet<string> _subscribed = [];
    private EventConnection? _connection;
    private SubscriptionFeed? _feed;
    private bool _isAdmitted;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isClosing;

    /// <summary>Whether this side has asked for the connection.</summary>
    public bool IsDialled => isDialled;

    /// <summary>The address of the peer, for messages.</summary>
    public string Address => carrier.RemoteAddress;

    /// <summary>The name of the peer's endpoint; empty before its hello.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The name, escaped for messages.</summary>
    public string Label { get; private set; } = "";

    /// <summary>The connection; only after its hello.</summary>
    public EventConnection Connection => _connection!;

    /// <summary>Tells the peer to what this side subscribes; only after its hello.</summary>
    public SubscriptionFeed Feed => _feed!;

    /// <summary>The wire names of the events that the peer subscribes to.</summary>
    public ImmutableHashSet<string> Subscribed => _subscribed;

    /// <summary>Whether it has the name of its peer to itself. Changed under the lock of the owner's tables.</summary>
    public bool IsAdmitted
    {
        get => Volatile.Read(ref _isAdmitted);
        set => Volatile.Write(ref _isAdmitted, value);
    }

    /// <summary>Whether each side knows what the other one subscribes to. Changed under the lock of the owner's tables.</summary>
    public bool IsEstablished { get; set; }

    /// <summary>Whether nothing more comes.</summary>
    public bool HasEnded => _ended.Task.IsCompleted;

    /// <summary>Completes when the connection and its carrier are closed.</summary>
    public Task Closed => _closed.Task;

    /// <summary>This link, where several are expected.</summary>
    public Link[] Alone => field ??= [this];

    /// <summary>Exchanges hellos.</summary>
    public async Task OpenAsync(EventConnectionOptions options, CancellationToken cancellationToken)
    {
        EventConnection connection = await EventConnection.OpenAsync(carrier, options, report.Name, this, cancellationToken).ConfigureAwait(false);
        _connection = connection;
        Name = connection.PeerName;
        Label = ForeignText.Escape(Name);
        _feed = new SubscriptionFeed(connection);
        if (HasEnded)
        {
            _feed.End();
        }
    }

    /// <summary>Waits until the peer has told what it subscribes to, or the connection has ended.</summary>
    public Task WaitForPeerAsync(CancellationToken cancellationToken) => _peerKnown.Task.WaitAsync(cancellationToken);

    /// <summary>Returns the reason why the connection has ended, as an exception.</summary>
    public Exception NewEnded()
    {
        string who = Name.Length == 0 ? Address : $"'{Label}' at {Address}";
        string why = ForeignText.Escape(Connection.CloseMessage ?? $"{Connection.CloseReason}");
        return Connection.CloseReason is ConnectionCloseReason.Rejected or ConnectionCloseReason.Overloaded or ConnectionCloseReason.Incompatible
            ? new ConnectionRejectedException($"{who} refused the connection: {why}")
            : new PeerDisconnectedException($"The connection with {who} has ended: {why}");
    }

    /// <summary>Closes the connection, then its carrier. Never fails; all callers wait for the same end.</summary>
    public Task CloseAsync(ConnectionCloseReason reason, string? message)
    {
        if (Interlocked.Exchange(ref _isClosing, 1) == 0)
        {
            _ = CloseCoreAsync(reason, message);
        }

        return _closed.Task;
    }

    void IEventSink.Take(EventConnection connection, in IncomingEvent incoming) => owner.Take(this, incoming);

    void IEventSink.TakeSubscriptions(EventConnection connection, SubscriptionChange change)
    {
        ImmutableHashSet<string> subscribed = _subscribed.Except(change.Removed).Union(change.Added);
        if (subscribed.Count > maxSubscriptions)
        {
            _connection ??= connection;
            _ = CloseAsync(ConnectionCloseReason.ProtocolError, $"found {subscribed.Count} subscriptions, expected at most {maxSubscriptions}");
            return;
        }

        _subscribed = subscribed;
        owner.TakeSubscriptions(this);
        if (change.Added.Count == 0 && change.Removed.Count == 0)
        {
            _peerKnown.TrySetResult(); // by then it has told all
        }
    }

    void IEventSink.TakeRefusal(EventConnection connection, RefusedEvent refused) => owner.TakeRefusal(this, refused);

    void IEventSink.TakeClose(EventConnection connection)
    {
        _connection ??= connection; // it may have ended before OpenAsync has returned
        _ended.TrySetResult();
        _feed?.End();
        _peerKnown.TrySetResult();
        owner.TakeEnd(this);
        _ = CloseAsync(ConnectionCloseReason.Disposed, message: null);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever closing throws is told, and must not keep anyone waiting.")]
    private async Task CloseCoreAsync(ConnectionCloseReason reason, string? message)
    {
        try
        {
            if (_connection is { } connection)
            {
                await connection.CloseAsync(reason, message).ConfigureAwait(false);
            }

            await carrier.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            LogEvents.NotClosed(report.Logger, fault, report.Name, Label);
        }
        finally
        {
            _closed.SetResult();
        }
    }
}
