using System.IO.Pipelines;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>Carries events in envelopes over any <see cref="IDuplexPipe"/> (PROTOCOL.md [E-1]).</summary>
/// <remarks>
/// Sending is thread-safe. Events of one lane, which is their type unless the sender names another, arrive in the order of the calls;
/// those of different lanes do not wait for each other. There may be only one receiver at a time. A task of the connection reads all the
/// time, so PINGs are answered, and events are built, before they are received.
/// </remarks>
/// <example>
/// <code>
/// EventConnectionOptions options = new();
/// options.Events.Add&lt;Order&gt;("shop.order-placed");
/// Task&lt;EventConnection&gt; opening = EventConnection.OpenAsync(there, options).AsTask();
/// await using EventConnection sender = await EventConnection.OpenAsync(here, options);
/// await using EventConnection receiver = await opening;
/// await sender.SendAsync(new Order { Number = 7 });
/// await foreach (ReceivedEvent item in receiver.ReceiveAllAsync())
/// {
///     received.Add(item.Value ?? item.Violation); // a refused one does not cost the connection
///     break;
/// }
/// </code>
/// </example>
public sealed class EventConnection : IReceiverOwner, IAsyncDisposable
{
    private const int FragmentBytes = 16 * 1024;
    private const int FieldRoom = 128;

    private readonly EventConnectionOptions _options;
    private readonly EventOutput _output;
    private readonly StreamCore _core;
    private readonly IEventSink _sink;
    private readonly EventReceiver _receiver;
    private readonly SentSubscriptions _subscriptions;
    private readonly Hello _hello;
    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConnectionCloseReason _goodbye = ConnectionCloseReason.Goodbye;
    private Hello? _peer;
    private EventSender? _sender; // from the hello on, like the next two
    private OutgoingEventTypes? _types;
    private OutgoingStreams? _streams;

    private EventConnection(IDuplexPipe pipe, EventConnectionOptions options, string name, IEventSink? sink)
    {
        _options = options;
        _sink = sink ?? new EventQueue(options.OnRefused);
        _hello = options.ToHello() with { Name = name };
        _output = new EventOutput(pipe.Output);
        _core = new StreamCore(pipe.Input, _output, options, DescribeEnd);
        _subscriptions = new SentSubscriptions(_output);
        _receiver = new EventReceiver(this, options, _output);
    }

    /// <summary>The name that the peer has given itself; may be empty.</summary>
    public string PeerName => _peer?.Name ?? "";

    /// <summary>The reason why the connection can receive nothing more; null while it is open.</summary>
    public ConnectionCloseReason? CloseReason => _core.CloseReason;

    /// <summary>A sentence about the end of the connection; null while it is open, or if there is none.</summary>
    public string? CloseMessage { get; private set; }

    /// <summary>A task that ends when nothing more can be received. It never fails; see <see cref="CloseReason"/>.</summary>
    public Task Closed => _closed.Task;

    /// <summary>What <see cref="ReceiveAllAsync"/> ends with; null for nothing.</summary>
    internal Exception? Fault { get; private set; }

    bool IReceiverOwner.IsClosed => _core.CloseReason is not null;

    OutgoingEventTypes IReceiverOwner.Types => _types!;

    OutgoingStreams IReceiverOwner.Streams => _streams!;

    SentSubscriptions IReceiverOwner.Subscriptions => _subscriptions;

    /// <summary>Opens a connection: sends a hello, and waits for that of the peer.</summary>
    /// <param name="pipe">The pipe. Both of its ends are completed when the connection is disposed, or could not be opened.</param>
    /// <param name="options">The options.</param>
    /// <param name="cancellationToken">A token that cancels the wait. The connection is closed.</param>
    /// <exception cref="ConnectionFailedException">
    /// No hello came in time, the peer is gone, or the two sides do not fit together; its message names the values of both.
    /// </exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static ValueTask<EventConnection> OpenAsync(IDuplexPipe pipe, EventConnectionOptions options, CancellationToken cancellationToken = default) =>
        OpenAsync(pipe, options, null, cancellationToken);

    /// <summary>Opens a connection whose events go to a sink; null for <see cref="ReceiveAllAsync"/>.</summary>
    internal static ValueTask<EventConnection> OpenAsync(
        IDuplexPipe pipe, EventConnectionOptions options, IEventSink? sink, CancellationToken cancellationToken) =>
        OpenAsync(pipe, options, null, sink, cancellationToken);

    /// <summary>Opens a connection under a name of its own; null for that of the options.</summary>
    internal static async ValueTask<EventConnection> OpenAsync(
        IDuplexPipe pipe, EventConnectionOptions options, string? name, IEventSink? sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        ArgumentNullException.ThrowIfNull(options);
        options.Events.Freeze();
        EventConnection connection = new(pipe, options, name ?? options.Name, sink);
        connection._output.SendControl(EnvelopeIds.Hello, connection._hello, static (ref writer, hello) => hello.Write(ref writer));
        _ = connection.ReadAsync();
        try
        {
            await connection._greeted.Task.WaitAsync(options.HelloTimeout, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch (TimeoutException silent)
        {
            string message = $"The peer said no hello for {options.HelloTimeout}.";
            await connection.CloseAsync(ConnectionCloseReason.Silence, message).ConfigureAwait(false);
            throw new ConnectionFailedException(ConnectionCloseReason.Silence, message, silent);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Sends a PING, which the peer answers with a PONG of the same number. The PONG counts as data received (PROTOCOL.md [E-5]).
    /// </summary>
    /// <exception cref="ObjectDisposedException">The connection is closed.</exception>
    public void Ping(ulong number = 0) => _core.Ping(number);

    /// <summary>
    /// Sends an event, after announcing its type if it is the first of that type (PROTOCOL.md [E-3]). The task ends when the event
    /// waits to be written, within bounded memory; a large event is written part by part.
    /// </summary>
    /// <typeparam name="T">The registered type of the event.</typeparam>
    /// <param name="value">The event. It must not change during the call.</param>
    /// <param name="options">How it is sent; null for the usual.</param>
    /// <param name="cancellationToken">
    /// A token that cancels the wait for earlier events of the lane, for the peer's credit and for room. The event will not arrive.
    /// </param>
    /// <exception cref="ViolationException">
    /// A value in the graph cannot be sent. The event will not arrive; the connection can be used again.
    /// </exception>
    /// <exception cref="EventNotAcceptedException">The peer does not know the type of the event, or cannot read it.</exception>
    /// <exception cref="ArgumentNullException">The event is null.</exception>
    /// <exception cref="NotSupportedException">The event's type is not registered.</exception>
    /// <exception cref="OperationCanceledException">
    /// The operation was cancelled. The event will not arrive; the connection can be used again.
    /// </exception>
    /// <exception cref="IOException">The peer is gone or has said goodbye; the connection is lost.</exception>
    /// <exception cref="ObjectDisposedException">The connection is closed.</exception>
    public ValueTask SendAsync<T>(T value, EventSendOptions? options = null, CancellationToken cancellationToken = default)
        where T : notnull => SendAsync(value, default, options, cancellationToken);

    /// <summary>Sends an event with marks.</summary>
    /// <inheritdoc cref="SendAsync{T}(T, EventSendOptions?, CancellationToken)"/>
    internal ValueTask SendAsync<T>(T value, in EventMarks marks, EventSendOptions? options, CancellationToken cancellationToken)
        where T : notnull => value is null
            ? throw new ArgumentNullException(nameof(value))
            : _sender!.SendAsync(value, marks, options, cancellationToken);

    /// <summary>Sends an event if it need not wait.</summary>
    internal bool TrySend<T>(T value, in EventMarks marks, EventPriority priority)
        where T : notnull => _sender!.TrySend(value, marks, priority);

    /// <summary>Tells the peer what this side wants; ends when the peer has acknowledged it.</summary>
    internal ValueTask SendSubscriptionsAsync(IReadOnlyList<string> added, IReadOnlyList<string> removed, CancellationToken cancellationToken) =>
        _subscriptions.SendAsync(added, removed, cancellationToken);

    /// <summary>Tells the peer that a request of it has failed.</summary>
    internal void SendRequestFailure(ulong request, string message)
    {
        if (!_receiver.SendRequestFailure(request, message))
        {
            _ = CloseAsync(ConnectionCloseReason.ProtocolError, "The peer sends requests and does not read that they failed.");
        }
    }

    /// <summary>
    /// Receives events in the order in which they arrive, until the connection ends. A refused event is returned with its violation,
    /// and the next one follows.
    /// </summary>
    /// <param name="cancellationToken">A token that cancels the wait. Nothing is lost, and receiving can be started again.</param>
    /// <exception cref="BananaProtocolException">
    /// The peer broke the protocol. The connection is closed, and the peer is told the reason.
    /// </exception>
    /// <exception cref="TimeoutException">
    /// Nothing was received for <see cref="ConnectionOptions.DisconnectTimeout"/>; the connection is closed.
    /// </exception>
    /// <exception cref="IOException">The peer is gone; the connection is closed.</exception>
    /// <exception cref="InvalidOperationException">Another receive is in progress.</exception>
    /// <remarks>
    /// The sequence ends when the peer says goodbye, and also when its stream ends without one; <see cref="CloseReason"/> tells
    /// which.
    /// </remarks>
    public IAsyncEnumerable<ReceivedEvent> ReceiveAllAsync(CancellationToken cancellationToken = default) =>
        ((EventQueue)_sink).ReadAllAsync(cancellationToken);

    /// <summary>
    /// Sends what waits, says goodbye if possible, waits up to <see cref="ConnectionOptions.CloseTimeout"/> for the peer to read it,
    /// and completes both ends of the pipe.
    /// </summary>
    public async ValueTask DisposeAsync() => await CloseAsync(ConnectionCloseReason.Disposed, null).ConfigureAwait(false);

    /// <summary>Closes the connection for a reason that the peer is told.</summary>
    internal async Task CloseAsync(ConnectionCloseReason reason, string? message)
    {
        CloseMessage ??= message;
        await _core.CloseAsync(reason, message).ConfigureAwait(false);
        try
        {
            await _closed.Task.WaitAsync(_options.CloseTimeout, _options.TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // a read that cannot be cancelled ends in the background
        }
    }

    /// <inheritdoc/>
    void IReceiverOwner.TakeHello(Hello peer)
    {
        if (_hello.FindConflict(peer) is { } conflict)
        {
            string message = $"The two sides do not fit together: {conflict}.";
            _ = CloseAsync(ConnectionCloseReason.Incompatible, message);
            return;
        }

        SlicerStackOptions slicing = _options.Serializer.ToSlicerStackOptions();
        long most = Math.Min(peer.MaxEnvelopeBytes, Math.Min(peer.StreamWindow, peer.ConnectionWindow) / 2); // credit comes back by halves of a window
        int fragment = (int)Math.Min(FragmentBytes, most - FieldRoom);
        AnnouncedShapes shapes = new(slicing.Dialect.Vocabulary, peer.MaxShapeBytes, fragment);
        OutgoingAnnouncements announcements = new(_output, shapes, _options.Serializer.Types);
        _types = new OutgoingEventTypes(_options.Events, peer);
        _streams = new OutgoingStreams(_output, announcements, slicing with { AnnouncedShapes = shapes }, peer, fragment);
        _sender = new EventSender(_output, _types, announcements, _streams);
        _output.Begin(peer.ConnectionWindow);
        _peer = peer;
        _greeted.TrySetResult();
    }

    /// <inheritdoc/>
    void IReceiverOwner.TakeGoodbye(GoodbyeEnvelope goodbye)
    {
        _goodbye = goodbye.Reason;
        CloseMessage ??= goodbye.Message;
    }

    /// <inheritdoc/>
    void IReceiverOwner.TakeEvent(in IncomingEvent incoming) => _sink.Take(this, incoming);

    /// <inheritdoc/>
    void IReceiverOwner.TakeSubscriptions(SubscriptionChange change) => _sink.TakeSubscriptions(this, change);

    /// <inheritdoc/>
    void IReceiverOwner.TakeRefusal(RefusedEvent refused) => _sink.TakeRefusal(this, refused);

    private (ConnectionCloseReason Reason, IOException? Gone) DescribeEnd(ReceiveStep step) => step == ReceiveStep.Goodbye
        ? (_goodbye, new IOException(CloseMessage is null ? "The peer said goodbye." : $"The peer said goodbye: {CloseMessage}"))
        : (ConnectionCloseReason.EndOfStream, new IOException("The peer's stream ended without a goodbye."));

    private async Task ReadAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await _core.ReceiveAsync(_receiver, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            Fault = fault;
            CloseMessage ??= fault.Message;
            _ = _core.CloseAsync(ConnectionCloseReason.InputOutput, message: null); // unless there is a better reason
        }

        string why = $"the connection has ended ({CloseReason})";
        _receiver.End(why);
        _greeted.TrySetException(new ConnectionFailedException(
            CloseReason ?? ConnectionCloseReason.InputOutput, $"The connection could not be opened: {CloseMessage ?? why}", Fault));
        _ = _greeted.Task.Exception; // nobody may be waiting any more
        _sink.TakeClose(this);
        _closed.TrySetResult();
    }
}
