using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

public sealed partial class RawConnection
{
    private const int FlushEvery = 64 * 1024;

    private readonly SemaphoreSlim _turn = new(1, 1); // whose object is being sent
    private readonly SharedOutput _output; // each turn from one place where a token may start to another

    /// <summary>Sends an object, in bounded memory: what the peer does not read is not written.</summary>
    /// <typeparam name="T">The declared type; with <see cref="object"/> the value describes itself.</typeparam>
    /// <param name="value">The object.</param>
    /// <param name="cancellationToken">
    /// Stops the wait for earlier objects, for values that are awaited and for room in the pipe. What was begun is aborted, unless all of it is on its way; the connection is fine.
    /// </param>
    /// <exception cref="ViolationException">A value in the graph cannot be sent. What was begun has been aborted; the connection is fine.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    /// <exception cref="OperationCanceledException">Cancelled: the peer gets the object, or an aborted one, or nothing of it.</exception>
    /// <exception cref="IOException">The peer is gone; the connection is lost.</exception>
    /// <exception cref="ObjectDisposedException">The connection is closed.</exception>
    public ValueTask SendAsync<T>(T? value, CancellationToken cancellationToken = default)
    {
        Slicer<T> slicer = _options.Serializer.Types.Get<T>().Slicer;
        return SendInTurnAsync(new OutgoingObject<T>(slicer, value), cancellationToken);
    }

    /// <summary>Replaces the vocabulary table of this direction: from now on these words are sent as numbers (PROTOCOL.md [V-5]).</summary>
    /// <inheritdoc cref="SendAsync"/>
    public ValueTask SetVocabularyAsync(IReadOnlyList<string> words, CancellationToken cancellationToken = default) =>
        SendInTurnAsync(new OutgoingTable(words), cancellationToken);

    /// <summary>Adds a word to the vocabulary table of this direction (PROTOCOL.md [V-5]).</summary>
    /// <inheritdoc cref="SendAsync"/>
    public ValueTask AddVocabularyAsync(ulong index, string word, CancellationToken cancellationToken = default) =>
        SendInTurnAsync(new OutgoingWord(index, word), cancellationToken);

    /// <summary>Waits for earlier objects, then writes part after part; control tokens go in between.</summary>
    private async ValueTask SendInTurnAsync<TOutgoing>(TOutgoing outgoing, CancellationToken cancellationToken)
        where TOutgoing : struct, IOutgoing
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isClosed) != 0, this);
        using CancellationTokenSource? either = cancellationToken.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token)
            : null;
        CancellationToken stopping = either?.Token ?? _closing.Token;
        try
        {
            await _turn.WaitAsync(stopping).ConfigureAwait(false);
            try
            {
                await SendPartsAsync(outgoing, stopping).ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
                FlushControls(); // what came up after the last flush
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(RawConnection), "The connection was closed while the object was sent. Make a new one.");
        }
    }

    private async ValueTask SendPartsAsync<TOutgoing>(TOutgoing outgoing, CancellationToken cancellationToken)
        where TOutgoing : struct, IOutgoing
    {
        try
        {
            SliceStep step;
            do
            {
                step = await SendPartAsync(outgoing, cancellationToken).ConfigureAwait(false);
                if (step == SliceStep.Wait)
                {
                    FlushControls(); // nobody else sends them meanwhile
                    await _slicers.TakeWait().WaitAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            while (step != SliceStep.Done);
        }
        finally
        {
            if (_slicers.IsBusy)
            {
                Abort();
            }

            await _slicers.TakeAbandoned().ConfigureAwait(false);
        }
    }

    private async ValueTask<SliceStep> SendPartAsync<TOutgoing>(TOutgoing outgoing, CancellationToken cancellationToken)
        where TOutgoing : struct, IOutgoing
    {
        await _output.EnterAsync(cancellationToken).ConfigureAwait(false);
        SliceStep step;
        try
        {
            TakeControls();
            step = outgoing.Write(this);
        }
        catch (ViolationException)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false); // ABORT and CLOSE
            throw;
        }
        catch
        {
            _output.Leave();
            throw;
        }

        await FlushAsync(cancellationToken).ConfigureAwait(false);
        return step;
    }

    /// <summary>Gives up what was begun. Its end waits with the control tokens: the pipe may be taken, and the peer in no hurry.</summary>
    private void Abort()
    {
        ArrayBufferWriter<byte> aborted = new();
        TokenWriter writer = new(aborted);
        _slicers.Abort(ref writer);
        writer.Commit();
        lock (_controls)
        {
            _aborted = aborted;
        }
    }

    /// <summary>Flushes and ends the turn; cancelled, it ends the wait only.</summary>
    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        ValueTask flushing = FlushAndLeaveAsync();
        if (flushing.IsCompleted)
        {
            await flushing.ConfigureAwait(false);
        }
        else
        {
            await FlushControlsAfterAsync(flushing).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        _output.ThrowIfLost();
    }

    private ValueTask FlushAndLeaveAsync()
    {
        try
        {
            TakeControls();
        }
        catch (InvalidOperationException completed)
        {
            _output.Lose(completed);
        }

        return _output.FlushAndLeaveAsync();
    }
}
