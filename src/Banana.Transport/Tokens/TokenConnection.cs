using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Banana.Slicing;

namespace Banana.Transport;

/// <summary>
/// Exchanges object graphs over any <see cref="IDuplexPipe"/>, as tokens on the bare stream without envelopes, as Foolscap does (PROTOCOL.md [F-9]).
/// </summary>
/// <remarks>
/// Sending is safe from any thread, one object after the other in the order of the calls; receiving is for one reader. PINGs are answered while something is received.
/// </remarks>
public sealed class TokenConnection : IAsyncDisposable
{
    private readonly TokenConnectionOptions _options;
    private readonly StreamCore _core;
    private readonly SlicerStack _slicers;
    private readonly IncomingTokens _incoming;

    /// <summary>Speaks over <paramref name="pipe"/>, and completes both its ends when disposed.</summary>
    public TokenConnection(IDuplexPipe pipe, TokenConnectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pipe);
        _options = options ?? new TokenConnectionOptions();
        _core = new StreamCore(pipe, _options, TokenFraming.Instance);
        _slicers = new SlicerStack(_options.Sending);
        _incoming = new IncomingTokens(new UnslicerStack(_options.Receiving), _core, _options.AbsorbsViolations);
    }

    /// <summary>Why nothing is received any more; null while the connection lasts. After <see cref="ConnectionCloseReason.EndOfStream"/> the peer may still read.</summary>
    public ConnectionCloseReason? CloseReason => _core.CloseReason;

    /// <summary>Sends a PING; the peer answers with a PONG of the same number, which counts as something received (PROTOCOL.md [W-15]).</summary>
    /// <exception cref="ObjectDisposedException">The connection is closed.</exception>
    public void Ping(ulong number = 0) => _core.Ping(number);

    /// <summary>Sends an object, in bounded memory: what the peer does not read is not written.</summary>
    /// <typeparam name="T">The declared type; with <see cref="object"/> the value describes itself.</typeparam>
    /// <param name="value">The object. It must not be changed meanwhile.</param>
    /// <param name="cancellationToken">
    /// Stops the wait for earlier objects, for values that are awaited and for room in the pipe; what was begun is aborted. When all of the object is in the pipe, it
    /// only ends the wait for room: the object has been sent.
    /// </param>
    /// <exception cref="ViolationException">A value in the graph cannot be sent. What was begun has been aborted; the connection is fine.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    /// <exception cref="OperationCanceledException">Cancelled: the peer gets an aborted object, or nothing of it; the connection is fine.</exception>
    /// <exception cref="IOException">The peer is gone; the connection is lost.</exception>
    /// <exception cref="ObjectDisposedException">The connection is closed, or was while this waited: then some of the object may have arrived.</exception>
    public ValueTask SendAsync<T>(T? value, CancellationToken cancellationToken = default)
    {
        Slicer<T> slicer = _options.Serializer.Types.Get<T>().Slicer;
        return _core.Output.SendAsync(new OutgoingObject<T>(_slicers, slicer, value), cancellationToken);
    }

    /// <summary>Replaces the vocabulary table of this direction: from now on these words are sent as numbers (PROTOCOL.md [V-5]).</summary>
    /// <param name="words">The words, from index 0 on.</param>
    /// <param name="cancellationToken">Stops the wait for earlier objects.</param>
    /// <exception cref="ArgumentException">A word is null or no valid UTF-16. Nothing was sent; the connection is fine.</exception>
    /// <inheritdoc cref="SendAsync"/>
    public ValueTask SetVocabularyAsync(IReadOnlyList<string> words, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(words);
        string[] copy = [.. words];
        return DefineAsync((stack, ref writer) => stack.WriteSetVocabulary(ref writer, copy), cancellationToken);
    }

    /// <summary>Adds a word to the vocabulary table of this direction (PROTOCOL.md [V-5]).</summary>
    /// <param name="index">Its index.</param>
    /// <param name="word">The word.</param>
    /// <param name="cancellationToken">Stops the wait for earlier objects.</param>
    /// <exception cref="ArgumentException">The word is null or no valid UTF-16, or the index is one of the fixed words'. Nothing was sent; the connection is fine.</exception>
    /// <inheritdoc cref="SendAsync"/>
    public ValueTask AddVocabularyAsync(ulong index, string word, CancellationToken cancellationToken = default) =>
        DefineAsync((stack, ref writer) => stack.WriteAddVocabulary(ref writer, index, word), cancellationToken);

    /// <summary>Receives objects that describe themselves, see <see cref="ReceiveAllAsync{T}"/>.</summary>
    public IAsyncEnumerable<ReceivedObject<object>> ReceiveAllAsync(CancellationToken cancellationToken = default) =>
        ReceiveAllAsync<object>(cancellationToken);

    /// <summary>
    /// Receives objects in the order they were sent, as their bytes arrive, as long as the connection lasts. A refused object is delivered as its violation,
    /// and the next one follows.
    /// </summary>
    /// <typeparam name="T">The declared type of the objects.</typeparam>
    /// <param name="cancellationToken">Stops the wait; nothing is lost, receiving can be started again.</param>
    /// <exception cref="BananaProtocolException">
    /// The peer is out of step, or sent an error, or an object was refused and <see cref="TokenConnectionOptions.AbsorbsViolations"/> is false. The connection is closed, and
    /// the peer told why, if it was not the one to say so.
    /// </exception>
    /// <exception cref="TimeoutException">Nothing came for <see cref="ConnectionOptions.DisconnectTimeout"/>; the connection is closed.</exception>
    /// <exception cref="IOException">The peer is gone; the connection is closed.</exception>
    /// <exception cref="InvalidOperationException">Something is being received already, or half an object of another type has been.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    public async IAsyncEnumerable<ReceivedObject<T>> ReceiveAllAsync<T>([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ObjectReceiver<T> receiver = new(_incoming, _options.Serializer.Types.Get<T>().Unslicer);
        while (await _core.ReceiveAsync(receiver, cancellationToken).ConfigureAwait(false) is { } received)
        {
            yield return received;
        }
    }

    /// <summary>Stops what is being sent and received, and completes both ends of the pipe. Await what is to arrive before.</summary>
    public ValueTask DisposeAsync() => new(_core.CloseAsync(ConnectionCloseReason.Disposed, error: null));

    private ValueTask DefineAsync(DefinitionWriter write, CancellationToken cancellationToken) =>
        _core.Output.SendAsync(new OutgoingDefinition(_slicers, write), cancellationToken);
}
