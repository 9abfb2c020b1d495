using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Banana.Slicing;

namespace Banana;

public static partial class BananaSerializer
{
    /// <summary>
    /// Reads a stream of elements, one after the other as their bytes arrive: what <see cref="IAsyncEnumerable{T}"/> and lists are written
    /// as. A refused element is left out; see <see cref="BananaSerializerOptions.OnRefusedElement"/>.
    /// </summary>
    /// <param name="reader">The pipe; it is read to the end of the stream of elements, and not completed.</param>
    /// <param name="options">Null for <see cref="BananaSerializerOptions.Default"/>.</param>
    /// <param name="cancellationToken">Stops the wait for bytes.</param>
    /// <exception cref="ViolationException">
    /// An element was refused, and nobody handles that: thrown after the last element. Or what was sent is no stream.
    /// </exception>
    /// <exception cref="BananaProtocolException">The bytes are lost from here on.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static IAsyncEnumerable<T?> DeserializeAsyncEnumerable<T>(
        PipeReader reader, BananaSerializerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= BananaSerializerOptions.Default;
        ElementQueue<T> queue = new(Find<T>(options).Unslicer);
        return ReadElementsAsync(queue, new ObjectReader<object>(reader, queue, options.ToUnslicerStackOptions()), options, cancellationToken);
    }

    /// <summary>Reads a stream of elements from a stream of bytes, which must end behind them and is left open.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="options">Null for <see cref="BananaSerializerOptions.Default"/>.</param>
    /// <param name="cancellationToken">Stops the wait for bytes.</param>
    /// <inheritdoc cref="DeserializeAsyncEnumerable{T}(PipeReader, BananaSerializerOptions, CancellationToken)"/>
    public static IAsyncEnumerable<T?> DeserializeAsyncEnumerable<T>(
        Stream stream, BananaSerializerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= BananaSerializerOptions.Default;
        return ReadDocumentAsync(stream, new ElementQueue<T>(Find<T>(options).Unslicer), options, cancellationToken);
    }

    private static async IAsyncEnumerable<T?> ReadDocumentAsync<T>(
        Stream stream,
        ElementQueue<T> queue,
        BananaSerializerOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        PipeReader reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        try
        {
            ObjectReader<object> objects = new(reader, queue, options.ToUnslicerStackOptions());
            await foreach (T? element in ReadElementsAsync(queue, objects, options, cancellationToken).ConfigureAwait(false))
            {
                yield return element;
            }

            await objects.RequireEndAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    private static async IAsyncEnumerable<T?> ReadElementsAsync<T>(
        ElementQueue<T> queue,
        ObjectReader<object> objects,
        BananaSerializerOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Violation? first = null;
        bool isComplete = false;
        while (!isComplete)
        {
            ExceptionDispatchInfo? fault = null;
            try
            {
                isComplete = await objects.ReadPartAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (BananaException lost)
            {
                fault = ExceptionDispatchInfo.Capture(lost); // the elements before it are good
            }

            while (queue.TryDequeue(out (T? Element, Violation? Refused) next))
            {
                if (next.Refused is null)
                {
                    yield return next.Element;
                }
                else if (options.OnRefusedElement is { } handler)
                {
                    handler(next.Refused);
                }
                else
                {
                    first ??= next.Refused;
                }
            }

            fault?.Throw();
        }

        if (first is not null)
        {
            throw new ViolationException(first);
        }
    }
}
