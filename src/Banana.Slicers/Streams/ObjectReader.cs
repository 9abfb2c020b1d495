using System.Buffers;
using System.IO.Pipelines;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Reads top-level objects from a pipe, one after the other, as their bytes arrive. After a <see cref="ViolationException"/>, the
/// next object can be read; after a <see cref="BananaProtocolException"/>, nothing can. Not thread-safe.
/// </summary>
/// <typeparam name="T">The declared type of the objects.</typeparam>
public sealed class ObjectReader<T>
{
    private readonly PipeReader _reader;
    private readonly Unslicer<T> _unslicer;
    private readonly UnslicerStack _stack;
    private readonly WireLimits _limits;
    private TokenReaderState _state;

    /// <summary>Creates a reader of objects over <paramref name="reader"/>, which the caller still owns and completes.</summary>
    public ObjectReader(PipeReader reader, Unslicer<T> unslicer, UnslicerStackOptions options)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(unslicer);
        ArgumentNullException.ThrowIfNull(options);
        _reader = reader;
        _unslicer = unslicer;
        _stack = new UnslicerStack(options);
        _limits = options.Policy.Limits;
    }

    /// <summary>The object that <see cref="ReadAsync"/> has read last.</summary>
    public T? Current { get; private set; }

    /// <summary>The number of bytes consumed since the start of the stream.</summary>
    public long Offset => _state.Offset;

    /// <summary>Reads the next object into <see cref="Current"/>.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="ViolationException">The object was refused; the next one can be read.</exception>
    /// <exception cref="BananaProtocolException">The stream is lost.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled; the reader can be used again.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            ReadResult result = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.IsCanceled)
            {
                throw new OperationCanceledException("The pending read of the pipe was cancelled.");
            }

            if (TryRead(result.Buffer, result.IsCompleted))
            {
                return true;
            }

            if (result.IsCompleted)
            {
                return false;
            }
        }
    }

    /// <summary>Takes what has arrived, after waiting for something to arrive; true when the object is complete.</summary>
    /// <exception cref="BananaProtocolException">The stream is lost, or ended.</exception>
    internal async ValueTask<bool> ReadPartAsync(CancellationToken cancellationToken)
    {
        ReadResult result = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        bool isDone = TryRead(result.Buffer, result.IsCompleted);
        return isDone || !result.IsCompleted
            ? isDone
            : throw new BananaProtocolException(ProtocolErrorCode.UnexpectedEnd, "$", Offset, "the end of the stream", "a value");
    }

    /// <summary>Waits for the end of the stream.</summary>
    /// <exception cref="BananaProtocolException">More bytes came.</exception>
    internal async ValueTask RequireEndAsync(CancellationToken cancellationToken)
    {
        ReadResult result = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        bool isEnd = result.Buffer.IsEmpty && result.IsCompleted;
        _reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        if (!isEnd)
        {
            throw new BananaProtocolException(
                ProtocolErrorCode.TrailingData, "$", Offset, "more bytes", "the end of the document");
        }
    }

    private bool TryRead(in ReadOnlySequence<byte> buffer, bool isEnd)
    {
        TokenReader reader = new(buffer, _state, _limits);
        bool isHungry = false;
        try
        {
            bool isDone = _stack.TryRead(ref reader, _unslicer, out T? value) == ReadStatus.Done;
            Current = value;
            if (!isDone && isEnd && (_stack.IsBusy || reader.Remaining > 0))
            {
                throw reader.CreateUnexpectedEnd(_stack.CurrentPath);
            }

            isHungry = !isDone;
            return isDone;
        }
        finally
        {
            SequencePosition consumed = buffer.GetPosition(reader.Offset - _state.Offset);
            _state = reader.State;
            _reader.AdvanceTo(consumed, isHungry ? buffer.End : consumed);
        }
    }
}
