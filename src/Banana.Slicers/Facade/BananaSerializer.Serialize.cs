using System.Buffers;
using System.IO.Pipelines;
using Banana.Slicing;
using Banana.Wire;

namespace Banana;

public static partial class BananaSerializer
{
    private const int FlushEvery = 16 * 1024;

    /// <summary>Writes a graph to a new array.</summary>
    /// <param name="value">The graph; its declared types start at <typeparamref name="T"/>.</param>
    /// <param name="options">The options; null for <see cref="BananaSerializerOptions.Default"/>.</param>
    /// <exception cref="ViolationException">
    /// A value in the graph cannot be sent, or exceeds a limit of <see cref="BananaSerializerOptions.Policy"/>; the path tells
    /// which. An <see cref="IAsyncEnumerable{T}"/> can be sent only by
    /// <see cref="SerializeAsync{T}(PipeWriter, T, BananaSerializerOptions, CancellationToken)"/>.
    /// </exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    /// <exception cref="InvalidOperationException">The graph takes more bytes than an array can hold (2,147,483,591).</exception>
    /// <example>
    /// <code>
    /// byte[] bytes = BananaSerializer.Serialize(_order);
    /// </code>
    /// </example>
    public static byte[] Serialize<T>(T? value, BananaSerializerOptions? options = null)
    {
        using PooledOutput buffer = new(Array.MaxLength);
        SerializeWhole(buffer, value, options);
        return buffer.Written.ToArray();
    }

    /// <summary>Writes a graph to memory, all of it or none.</summary>
    internal static void SerializeWhole<T>(PooledOutput buffer, T? value, BananaSerializerOptions? options)
    {
        try
        {
            Serialize(buffer, value, options);
        }
        catch (Exception thrown) when (buffer.IsOverrun)
        {
            throw new InvalidOperationException(
                $"The graph takes more than {buffer.MaxBytes} bytes. Write it to a stream or a pipe with SerializeAsync, or split it.", thrown);
        }
    }

    /// <summary>Writes a graph to <paramref name="writer"/>.</summary>
    /// <param name="writer">The buffer writer that receives the bytes.</param>
    /// <param name="value">The graph; its declared types start at <typeparamref name="T"/>.</param>
    /// <param name="options">The options; null for <see cref="BananaSerializerOptions.Default"/>.</param>
    /// <remarks>
    /// If the method throws, it has written an aborted object, or a complete one if only its totals exceed a limit. A stream of
    /// objects is still valid; a document must be discarded.
    /// </remarks>
    /// <exception cref="ViolationException">
    /// A value in the graph cannot be sent, or exceeds a limit of <see cref="BananaSerializerOptions.Policy"/>; the path tells
    /// which. An <see cref="IAsyncEnumerable{T}"/> can be sent only by
    /// <see cref="SerializeAsync{T}(PipeWriter, T, BananaSerializerOptions, CancellationToken)"/>.
    /// </exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    /// <example>
    /// <code>
    /// ArrayBufferWriter&lt;byte&gt; output = new();
    /// BananaSerializer.Serialize(output, order);
    /// </code>
    /// </example>
    public static void Serialize<T>(IBufferWriter<byte> writer, T? value, BananaSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        options ??= BananaSerializerOptions.Default;
        Slicer<T> slicer = Find<T>(options).Slicer;
        SlicerStackOptions stackOptions = options.ToSlicerStackOptions();
        SlicerStack stack = Rent(stackOptions);
        TokenWriter tokens = new(writer, stack.BytesBetweenLooks);
        try
        {
            SliceStep step = stack.Write(ref tokens, slicer, value);
            while (step != SliceStep.Done)
            {
                tokens.Commit();
                tokens = new TokenWriter(writer, stack.BytesBetweenLooks);
                step = stack.Continue(ref tokens);
            }
        }
        finally
        {
            tokens.Commit();
            Return(stack);
        }
    }

    /// <summary>
    /// Writes a graph to a pipe in bounded memory: writing pauses whenever about 16 KiB are waiting, until the pipe has taken
    /// them. The pipe is not completed. The graph must not change during the call. An <see cref="IAsyncEnumerable{T}"/> is sent
    /// element by element; an object in two of its elements comes back as two, unless
    /// <see cref="BananaSerializerOptions.KeepsIdentityInStreams"/> is set.
    /// </summary>
    /// <param name="writer">The pipe.</param>
    /// <param name="value">The graph.</param>
    /// <param name="options">The options; null for <see cref="BananaSerializerOptions.Default"/>.</param>
    /// <param name="cancellationToken">
    /// A token that stops writing between two flushes, and cancels the wait for an awaited value. The object is then aborted on
    /// the wire, and the next graph can be written to the pipe. A cancelled call still waits for the flush in progress, however
    /// long the reader takes, because a pipe over a stream would otherwise write the same bytes again. To avoid that wait, cancel
    /// the flush with <see cref="PipeWriter.CancelPendingFlush"/>, and complete such a pipe with an exception.
    /// </param>
    /// <exception cref="ViolationException">A value in the graph cannot be sent; an aborted object has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    /// <exception cref="OperationCanceledException">The operation, or the pending flush, was cancelled.</exception>
    public static ValueTask SerializeAsync<T>(
        PipeWriter writer, T? value, BananaSerializerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return SerializeAsync(writer, value, options, CancellationToken.None, cancellationToken);
    }

    private static async ValueTask SerializeAsync<T>(
        PipeWriter writer, T? value, BananaSerializerOptions? options, CancellationToken flushing, CancellationToken cancellationToken)
    {
        options ??= BananaSerializerOptions.Default;
        Slicer<T> slicer = Find<T>(options).Slicer;
        SlicerStack stack = new(options.ToAsyncSlicerStackOptions());
        try
        {
            SliceStep step;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                step = WritePart(writer, stack, slicer, value);
                FlushResult flushed = await writer.FlushAsync(flushing).ConfigureAwait(false);
                if (flushed.IsCanceled)
                {
                    throw new OperationCanceledException("The pending flush of the pipe was cancelled.");
                }

                if (flushed.IsCompleted && step != SliceStep.Done)
                {
                    throw new IOException("The reader of the pipe completed before the whole graph was written.");
                }

                if (step == SliceStep.Wait)
                {
                    await stack.TakeWait().WaitAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            while (step != SliceStep.Done);
        }
        catch (Exception fault) when (stack.IsBusy)
        {
            AbortPart(fault is OperationCanceledException ? writer : new ArrayBufferWriter<byte>(), stack);
            throw;
        }
        finally
        {
            await stack.TakeAbandoned().ConfigureAwait(false);
        }
    }

    /// <summary>Writes a graph to a stream in bounded memory. The stream is flushed and left open.</summary>
    /// <inheritdoc cref="SerializeAsync{T}(PipeWriter, T, BananaSerializerOptions, CancellationToken)"/>
    /// <param name="stream">The stream.</param>
    /// <param name="value">The graph.</param>
    /// <param name="options">The options; null for <see cref="BananaSerializerOptions.Default"/>.</param>
    /// <param name="cancellationToken">A token that stops writing at any byte; the stream then ends with an incomplete object.</param>
    /// <example>
    /// <code>
    /// BananaSerializerOptions options = new() { Policy = BananaPolicy.Trusted }; // a file of one's own may be large
    /// await using (FileStream file = File.Create(path))
    /// {
    ///     await BananaSerializer.SerializeAsync(file, orders, options);
    /// }
    /// </code>
    /// </example>
    public static async ValueTask SerializeAsync<T>(
        Stream stream, T? value, BananaSerializerOptions? options = null, CancellationToken cancellationToken = default)
    {
        PipeWriter writer = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
        try
        {
            await SerializeAsync(writer, value, options, cancellationToken, cancellationToken).ConfigureAwait(false); // no other flush follows one that is cancelled
        }
        catch (ViolationException)
        {
            await writer.CompleteAsync().ConfigureAwait(false); // ABORT and CLOSE go out, the stream stays in step
            throw;
        }
        catch (Exception fault)
        {
            await writer.CompleteAsync(fault).ConfigureAwait(false); // nothing goes out any more; the buffers are given back
            throw;
        }

        await writer.CompleteAsync().ConfigureAwait(false);
    }

    private static void AbortPart(IBufferWriter<byte> writer, SlicerStack stack)
    {
        TokenWriter tokens = new(writer);
        stack.Abort(ref tokens);
        tokens.Commit();
    }

    private static SliceStep WritePart<T>(PipeWriter writer, SlicerStack stack, Slicer<T> slicer, T? value)
    {
        TokenWriter tokens = new(writer, Math.Min(FlushEvery, stack.BytesBetweenLooks));
        try
        {
            return stack.IsBusy ? stack.Continue(ref tokens) : stack.Write(ref tokens, slicer, value);
        }
        finally
        {
            tokens.Commit();
        }
    }
}
