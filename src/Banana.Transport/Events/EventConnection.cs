using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>Carries events in envelopes over any <see cref="IDuplexPipe"/> (PROTOCOL.md [E-1]).</summary>
/// <remarks>
/// Sending is thread-safe; events are sent one after the other, in the order of the calls. There may be only one receiver at a
/// time. PINGs are answered only while a receive is in progress.
/// </remarks>
/// <example>
/// <code>
/// EventConnectionOptions options = new();
/// options.Events.Add("shop.order-placed", options.Serializer.Types.Get&lt;Order&gt;());
/// await using EventConnection sender = new(here, options);
/// await using EventConnection receiver = new(there, options);
/// await sender.SendAsync(new Order { Number = 7 });
/// await foreach (ReceivedEvent item in receiver.ReceiveAllAsync())
/// {
///     received.Add(item.Value ?? item.Violation); // a refused one does not cost the connection
///     break;
/// }
/// </code>
/// </example>
public sealed class EventConnection : IAsyncDisposable
{
    private readonly EventConnectionOptions _options;
    private readonly StreamCore _core;
    private readonly EventWriter _writer;
    private readonly EventReceiver _receiver;

    /// <summary>Creates a connection over <paramref name="pipe"/>. Disposing the connection completes both ends of the pipe.</summary>
    public EventConnection(IDuplexPipe pipe, EventConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        ArgumentNullException.ThrowIfNull(options);
        options.Events.Freeze();
        _options = options;
        _core = new StreamCore(pipe, options, EventFraming.Instance);
        _writer = new EventWriter(new SlicerStack(options.Serializer.ToSlicerStackOptions()), options.MaxPayloadBytes);
        _receiver = new EventReceiver(_core, options);
    }

    /// <summary>The reason why the connection can receive nothing more; null while it is open.</summary>
    public ConnectionCloseReason? CloseReason => _core.CloseReason;

    /// <summary>
    /// Sends a PING, which the peer answers with a PONG of the same number. The PONG counts as data received (PROTOCOL.md [E-5]).
    /// </summary>
    /// <exception cref="ObjectDisposedException">The connection is closed.</exception>
    public void Ping(ulong number = 0) => _core.Ping(number);

    /// <summary>Sends an event, after announcing its type if it is the first of that type (PROTOCOL.md [E-3]).</summary>
    /// <typeparam name="T">The registered type of the event.</typeparam>
    /// <param name="value">The event. It must not change during the call.</param>
    /// <param name="cancellationToken">
    /// A token that cancels the wait for earlier events, in which case nothing of this event is sent. Once the event is in the
    /// pipe, cancellation only ends the wait for the peer to make room: the event is sent.
    /// </param>
    /// <exception cref="ViolationException">
    /// A value in the graph cannot be sent. Nothing was sent; the connection can be used again.
    /// </exception>
    /// <exception cref="ArgumentNullException">The event is null.</exception>
    /// <exception cref="NotSupportedException">The event's type is not registered.</exception>
    /// <exception cref="InvalidOperationException">
    /// The event is larger than <see cref="EventConnectionOptions.MaxPayloadBytes"/>. Nothing was sent; the connection can be
    /// used again.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// The operation was cancelled. Nothing was sent; the connection can be used again.
    /// </exception>
    /// <exception cref="IOException">The peer is gone or has said goodbye; the connection is lost.</exception>
    /// <exception cref="ObjectDisposedException">
    /// The connection is closed. If it was closed during the call, part of the event may have arrived.
    /// </exception>
    public ValueTask SendAsync<T>(T value, CancellationToken cancellationToken = default)
        where T : notnull =>
        _core.Output.SendAsync(
            new OutgoingEvent<T>(_writer, _options.Events.Find<T>(), value ?? throw new ArgumentNullException(nameof(value))), cancellationToken);

    /// <summary>
    /// Receives events in the order in which they were sent, until the connection ends. Payloads are read as they arrive, so that
    /// an event need not fit into a buffer. A refused event is returned with its violation, and the next one follows.
    /// </summary>
    /// <param name="cancellationToken">A token that cancels the wait. Nothing is lost, and receiving can be started again.</param>
    /// <exception cref="BananaProtocolException">
    /// The peer broke the protocol or sent an ERROR. The connection is closed; in the former case, the peer is told the reason.
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
    public async IAsyncEnumerable<ReceivedEvent> ReceiveAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await _core.ReceiveAsync(_receiver, cancellationToken).ConfigureAwait(false) is { } received)
        {
            yield return received;
        }
    }

    /// <summary>
    /// Says goodbye if possible, waits up to <see cref="ConnectionOptions.CloseTimeout"/> for the peer to read it, and completes
    /// both ends of the pipe.
    /// </summary>
    public ValueTask DisposeAsync() => new(_core.CloseAsync(ConnectionCloseReason.Disposed, error: null));
}
