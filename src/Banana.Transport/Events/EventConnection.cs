using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>Carries events in envelopes over any <see cref="IDuplexPipe"/> (PROTOCOL.md [E-1]).</summary>
/// <remarks>
/// Sending is safe from any thread, one event after the other in the order of the calls; receiving is for one reader. PINGs are answered while something is received.
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

    /// <summary>Speaks over <paramref name="pipe"/>, and completes both its ends when disposed.</summary>
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

    /// <summary>Why nothing is received any more; null while the connection lasts.</summary>
    public ConnectionCloseReason? CloseReason => _core.CloseReason;

    /// <summary>Sends a PING; the peer answers with a PONG of the same number, which counts as something received (PROTOCOL.md [E-5]).</summary>
    /// <exception cref="ObjectDisposedException">The connection is closed.</exception>
    public void Ping(ulong number = 0) => _core.Ping(number);

    /// <summary>Sends an event, after announcing its type if this is the first of it (PROTOCOL.md [E-3]).</summary>
    /// <typeparam name="T">The type that is registered.</typeparam>
    /// <param name="value">The event. It must not be changed meanwhile.</param>
    /// <param name="cancellationToken">
    /// Stops the wait for earlier events; nothing of this one has been sent then. When the event is in the pipe, it only ends the wait for room: the event has been sent.
    /// </param>
    /// <exception cref="ViolationException">A value in the graph cannot be sent. Nothing was sent; the connection is fine.</exception>
    /// <exception cref="ArgumentNullException">The event is null.</exception>
    /// <exception cref="NotSupportedException">The event's type is not registered.</exception>
    /// <exception cref="InvalidOperationException">The event is larger than <see cref="EventConnectionOptions.MaxPayloadBytes"/>. Nothing was sent; the connection is fine.</exception>
    /// <exception cref="OperationCanceledException">Cancelled. Nothing was sent; the connection is fine.</exception>
    /// <exception cref="IOException">The peer is gone, or said goodbye; the connection is lost.</exception>
    /// <exception cref="ObjectDisposedException">The connection is closed, or was while this waited: then some of the event may have arrived.</exception>
    public ValueTask SendAsync<T>(T value, CancellationToken cancellationToken = default)
        where T : notnull =>
        _core.Output.SendAsync(
            new OutgoingEvent<T>(_writer, _options.Events.Find<T>(), value ?? throw new ArgumentNullException(nameof(value))), cancellationToken);

    /// <summary>
    /// Receives events in the order they were sent, as long as the connection lasts. Payloads are read as they arrive: no event
    /// needs to fit into a buffer. A refused event is delivered as its violation, and the next one follows.
    /// </summary>
    /// <param name="cancellationToken">Stops the wait; nothing is lost, receiving can be started again.</param>
    /// <exception cref="BananaProtocolException">The peer is out of step, or sent an error. The connection is closed, and the peer told why, if it was not the one to say so.</exception>
    /// <exception cref="TimeoutException">Nothing came for <see cref="ConnectionOptions.DisconnectTimeout"/>; the connection is closed.</exception>
    /// <exception cref="IOException">The peer is gone; the connection is closed.</exception>
    /// <exception cref="InvalidOperationException">Something is being received already.</exception>
    /// <remarks>It ends when the peer says goodbye, but also when its stream just ends: <see cref="CloseReason"/> tells which.</remarks>
    public async IAsyncEnumerable<ReceivedEvent> ReceiveAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (await _core.ReceiveAsync(_receiver, cancellationToken).ConfigureAwait(false) is { } received)
        {
            yield return received;
        }
    }

    /// <summary>Says goodbye if that is still possible, waits up to <see cref="ConnectionOptions.CloseTimeout"/> for the peer to read it, and completes both ends of the pipe.</summary>
    public ValueTask DisposeAsync() => new(_core.CloseAsync(ConnectionCloseReason.Disposed, error: null));
}
