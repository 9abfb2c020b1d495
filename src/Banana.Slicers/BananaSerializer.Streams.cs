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
    public static async IAsyncEnumerable<T?> DeserializeAsyncEnumerable<T>(
        PipeReader reader,
        BananaSerializerOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= BananaSerializerOptions.Default;
        ElementQueue<T> queue = new(Find<T>(options).Unslicer);
        ObjectReader<object> objects = new(reader, queue, options.ToUnslicerStackOptions());
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

    /// <summary>Reads a stream of elements from a stream of bytes, which is left open.</summary>
    /// <param name="stream">The bytes; some more than the elements may be read.</param>
    /// <param name="options">Null for <see cref="BananaSerializerOptions.Default"/>.</param>
    /// <param name="cancellationToken">Stops the wait for bytes.</param>
    /// <inheritdoc cref="DeserializeAsyncEnumerable{T}(PipeReader, BananaSerializerOptions, CancellationToken)"/>
    public static IAsyncEnumerable<T?> DeserializeAsyncEnumerable<T>(
        Stream stream, BananaSerializerOptions? options = null, CancellationToken cancellationToken = default) =>
        DeserializeAsyncEnumerable<T>(
            PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true)), options, cancellationToken);
}
