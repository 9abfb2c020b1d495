using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

public sealed partial class RawConnection
{
    private readonly SemaphoreSlim _receiving = new(1, 1);
    private TokenReaderState _state;
    private volatile bool _isSilent; // the peer, for longer than it may

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
    /// The peer is out of step, or sent an error, or an object was refused and <see cref="RawConnectionOptions.AbsorbsViolations"/> is false. The peer has been told why, if
    /// it was not the one to say so; the connection is closed.
    /// </exception>
    /// <exception cref="TimeoutException">Nothing came for <see cref="RawConnectionOptions.DisconnectTimeout"/>; the connection is closed.</exception>
    /// <exception cref="IOException">The peer is gone.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    public async IAsyncEnumerable<ReceivedObject<T>> ReceiveAllAsync<T>([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Unslicer<T> root = _options.Serializer.Types.Get<T>().Unslicer;
        while (await ReceiveAsync(root, cancellationToken).ConfigureAwait(false) is { } received)
        {
            yield return received;
        }
    }

    /// <summary>Receives one object, or null at the end.</summary>
    private async ValueTask<ReceivedObject<T>?> ReceiveAsync<T>(Unslicer<T> root, CancellationToken cancellationToken)
    {
        try
        {
            await _receiving.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await ReceiveInTurnAsync(root, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _receiving.Release();
            }
        }
        catch (Exception lost) when (lost is BananaProtocolException or TimeoutException)
        {
            bool hasNews = lost is BananaProtocolException { Code: not ProtocolErrorCode.PeerError };
            await CloseAsync(hasNews ? lost.Message : null).ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<ReceivedObject<T>?> ReceiveInTurnAsync<T>(Unslicer<T> root, CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _isClosed) == 0)
        {
            ReadResult result = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.IsCanceled)
            {
                _pipe.Input.AdvanceTo(result.Buffer.Start);
                return _isSilent
                    ? throw new TimeoutException($"Nothing was received for {_options.DisconnectTimeout}. Make a new connection.")
                    : null;
            }

            ReceivedObject<T>? received = TryTake(result, root, out bool isHungry);
            PostReplies();
            if (received is not null)
            {
                return received;
            }

            if (isHungry && result.IsCompleted)
            {
                break;
            }
        }

        return null;
    }

    private async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken)
    {
        _disconnect.Restart(); // the time until now was not the peer's
        try
        {
            return await _pipe.Input.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _disconnect.Pause();
            _keepalive.Restart();
        }
    }

    /// <summary>Called when nothing was received for too long.</summary>
    private void GiveUpWaiting()
    {
        _isSilent = true;
        _pipe.Input.CancelPendingRead();
    }

    /// <summary>Takes what is there, up to one object; hungry if more bytes are needed to go on.</summary>
    private ReceivedObject<T>? TryTake<T>(in ReadResult result, Unslicer<T> root, out bool isHungry)
    {
        ReadOnlySequence<byte> buffer = result.Buffer;
        TokenReader reader = new(buffer, _state, _unslicers.Limits);
        isHungry = false;
        try
        {
            isHungry = _unslicers.TryRead(ref reader, root, out T? value) != ReadStatus.Done;
            if (isHungry && result.IsCompleted && (_unslicers.IsBusy || reader.Remaining > 0))
            {
                throw reader.CreateUnexpectedEnd(_unslicers.CurrentPath);
            }

            return isHungry ? null : new ReceivedObject<T>(value, null);
        }
        catch (ViolationException refused) when (_options.AbsorbsViolations)
        {
            return new ReceivedObject<T>(default, refused.Violation);
        }
        catch (ViolationException refused)
        {
            throw new BananaProtocolException(
                ProtocolErrorCode.RefusedObject, refused.Path, refused.Offset, refused.Violation.Found, refused.Violation.Expected);
        }
        finally
        {
            SequencePosition consumed = buffer.GetPosition(reader.Offset - _state.Offset);
            _state = reader.State;
            _pipe.Input.AdvanceTo(consumed, isHungry ? buffer.End : consumed);
        }
    }
}
