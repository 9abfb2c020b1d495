using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>
/// Exchanges object graphs over any <see cref="IDuplexPipe"/> as bare tokens, without envelopes, as Foolscap does (PROTOCOL.md
/// [F-9]).
/// </summary>
/// <remarks>
/// Sending is thread-safe; objects are sent one after the other, in the order of the calls. There may be only one receiver at a
/// time. PINGs are answered only while a receive is in progress.
/// </remarks>
public sealed class TokenConnection : IAsyncDisposable
{
    private readonly TokenConnectionOptions _options;
    private readonly StreamOutput _output;
    private readonly StreamCore _core;
    private readonly SlicerStack _slicers;
    private readonly IncomingTokens _incoming;

    /// <summary>Creates a connection over <paramref name="pipe"/>. Disposing the connection completes both ends of the pipe.</summary>
    public TokenConnection(IDuplexPipe pipe, TokenConnectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        _options = options ?? new TokenConnectionOptions();
        _output = new StreamOutput(pipe.Output);
        _core = new StreamCore(pipe.Input, _output, _options, static _ => (ConnectionCloseReason.EndOfStream, null)); // the peer may still read
        _slicers = new SlicerStack(_options.Sending);
        _incoming = new IncomingTokens(new UnslicerStack(_options.Receiving), _output, _options.AbsorbsViolations);
    }

    /// <summary>
    /// The reason why the connection can receive nothing more; null while it is open. After
    /// <see cref="ConnectionCloseReason.EndOfStream"/>, the peer may still read.
    /// </summary>
    public ConnectionCloseReason? CloseReason => _core.CloseReason;

    /// <summary>
    /// Sends a PING, which the peer answers with a PONG of the same number. The PONG counts as data received (PROTOCOL.md
    /// [W-15]).
    /// </summary>
    /// <exception cref="ObjectDisposedException">The connection is closed.</exception>
    public void Ping(ulong number = 0) => _core.Ping(number);

    /// <summary>Sends an object in bounded memory: writing pauses while the peer does not read.</summary>
    /// <typeparam name="T">The declared type; with <see cref="object"/>, the value describes itself.</typeparam>
    /// <param name="value">The object. It must not change during the call.</param>
    /// <param name="cancellationToken">
    /// A token that cancels the wait for earlier objects, for awaited values and for room in the pipe; an object that was started
    /// is aborted. Once all of the object is in the pipe, cancellation only ends the wait for the peer to make room: the object
    /// is sent.
    /// </param>
    /// <exception cref="ViolationException">
    /// A value in the graph cannot be sent. An object that was started is aborted; the connection can be used again.
    /// </exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    /// <exception cref="OperationCanceledException">
    /// The operation was cancelled. The peer gets an aborted object or nothing; the connection can be used again.
    /// </exception>
    /// <exception cref="IOException">The peer is gone; the connection is lost.</exception>
    /// <exception cref="ObjectDisposedException">
    /// The connection is closed. If it was closed during the call, part of the object may have arrived.
    /// </exception>
    public ValueTask SendAsync<T>(T? value, CancellationToken cancellationToken = default)
    {
        Slicer<T> slicer = _options.Serializer.Types.Get<T>().Slicer;
        return _output.SendAsync(new OutgoingObject<T>(_slicers, slicer, value), cancellationToken);
    }

    /// <summary>
    /// Replaces the vocabulary table of the sending direction: from now on, these words are sent as numbers (PROTOCOL.md [V-5]).
    /// </summary>
    /// <param name="words">The words, starting at index 0.</param>
    /// <param name="cancellationToken">A token that cancels the wait for earlier objects.</param>
    /// <exception cref="ArgumentException">
    /// A word is null or not valid UTF-16. Nothing was sent; the connection can be used again.
    /// </exception>
    /// <inheritdoc cref="SendAsync"/>
    public ValueTask SetVocabularyAsync(IReadOnlyList<string> words, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(words);
        string[] copy = [.. words];
        return DefineAsync((stack, ref writer) => stack.WriteSetVocabulary(ref writer, copy), cancellationToken);
    }

    /// <summary>Adds a word to the vocabulary table of the sending direction (PROTOCOL.md [V-5]).</summary>
    /// <param name="index">The index of the word.</param>
    /// <param name="word">The word.</param>
    /// <param name="cancellationToken">A token that cancels the wait for earlier objects.</param>
    /// <exception cref="ArgumentException">
    /// The word is null or not valid UTF-16, or the index belongs to a fixed word. Nothing was sent; the connection can be used
    /// again.
    /// </exception>
    /// <inheritdoc cref="SendAsync"/>
    public ValueTask AddVocabularyAsync(ulong index, string word, CancellationToken cancellationToken = default) =>
        DefineAsync((stack, ref writer) => stack.WriteAddVocabulary(ref writer, index, word), cancellationToken);

    /// <summary>Receives objects that describe themselves; see <see cref="ReceiveAllAsync{T}"/>.</summary>
    public IAsyncEnumerable<ReceivedObject<object>> ReceiveAllAsync(CancellationToken cancellationToken = default) =>
        ReceiveAllAsync<object>(cancellationToken);

    /// <summary>
    /// Receives objects in the order in which they were sent, as their bytes arrive, until the connection ends. A refused object
    /// is returned with its violation, and the next one follows.
    /// </summary>
    /// <typeparam name="T">The declared type of the objects.</typeparam>
    /// <param name="cancellationToken">A token that cancels the wait. Nothing is lost, and receiving can be started again.</param>
    /// <exception cref="BananaProtocolException">
    /// The peer broke the protocol or sent an ERROR, or an object was refused and
    /// <see cref="TokenConnectionOptions.AbsorbsViolations"/> is false. The connection is closed and, unless the peer sent the
    /// ERROR, the peer is told the reason.
    /// </exception>
    /// <exception cref="TimeoutException">
    /// Nothing was received for <see cref="ConnectionOptions.DisconnectTimeout"/>; the connection is closed.
    /// </exception>
    /// <exception cref="IOException">The peer is gone; the connection is closed.</exception>
    /// <exception cref="InvalidOperationException">
    /// Another receive is in progress, or an object of another type has been received in part.
    /// </exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    public async IAsyncEnumerable<ReceivedObject<T>> ReceiveAllAsync<T>([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ObjectReceiver<T> receiver = new(_incoming, _options.Serializer.Types.Get<T>().Unslicer);
        while (await _core.ReceiveAsync(receiver, cancellationToken).ConfigureAwait(false) is { } received)
        {
            yield return received;
        }
    }

    /// <summary>
    /// Stops sending and receiving, and completes both ends of the pipe. Await pending sends first if their objects must arrive.
    /// </summary>
    public ValueTask DisposeAsync() => new(_core.CloseAsync(ConnectionCloseReason.Disposed, message: null));

    private ValueTask DefineAsync(DefinitionWriter write, CancellationToken cancellationToken) =>
        _output.SendAsync(new OutgoingDefinition(_slicers, write), cancellationToken);
}
