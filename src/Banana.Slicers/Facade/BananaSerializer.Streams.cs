using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Banana.Slicing;
using Banana.Wire;

namespace Banana;

public static partial class BananaSerializer
{
    /// <summary>
    /// Reads the elements of an <see cref="IAsyncEnumerable{T}"/>, a list or an array one after the other, as their bytes arrive.
    /// A refused element is left out; see <see cref="BananaSerializerOptions.OnRefusedElement"/>. An element that is a stream
    /// itself is read in the same way: once, and before the next element is requested. Its unread elements are skipped.
    /// </summary>
    /// <remarks>
    /// The elements of an <see cref="IAsyncEnumerable{T}"/> share no objects: an object that the sender had in two of them comes
    /// back as two. The cost of an element is refunded once the element is returned, so the stream may be endless. Elements of a
    /// list or array, and of a stream that was written with <see cref="BananaSerializerOptions.KeepsIdentityInStreams"/>, may
    /// share objects. Every object that can be referred to is then kept until the last element, and all elements count as one
    /// graph: those that exceed <see cref="WireLimits.MaxManagedBytes"/>, <see cref="WireLimits.MaxObjects"/> or
    /// <see cref="WireLimits.MaxReferences"/> are refused. Elements that cannot be referred to, such as numbers and texts, are
    /// not kept.
    /// </remarks>
    /// <param name="reader">The pipe. It is read up to the end of the elements, and not completed.</param>
    /// <param name="options">The options; null for <see cref="BananaSerializerOptions.Default"/>.</param>
    /// <param name="cancellationToken">A token that cancels the wait for bytes.</param>
    /// <exception cref="ViolationException">
    /// An element was refused and <see cref="BananaSerializerOptions.OnRefusedElement"/> is null; thrown after the last element.
    /// Or the value is not a stream, list or array.
    /// </exception>
    /// <exception cref="BananaProtocolException">The bytes break the protocol; nothing more can be read.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static IAsyncEnumerable<T?> DeserializeAsyncEnumerable<T>(
        PipeReader reader, BananaSerializerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= BananaSerializerOptions.Default;
        return ReadElementsAsync<T>(reader, Find<T>(options).Unslicer, options, isDocument: false, cancellationToken);
    }

    /// <summary>Reads elements from a stream of bytes, which must end after them. The stream is left open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="options">The options; null for <see cref="BananaSerializerOptions.Default"/>.</param>
    /// <param name="cancellationToken">A token that cancels the wait for bytes.</param>
    /// <inheritdoc cref="DeserializeAsyncEnumerable{T}(PipeReader, BananaSerializerOptions, CancellationToken)"/>
    /// <example>
    /// <code>
    /// await using FileStream stored = File.OpenRead(path);
    /// await foreach (Order? order in BananaSerializer.DeserializeAsyncEnumerable&lt;Order&gt;(stored, options))
    /// {
    ///     Process(order); // one is here while the next is still on its way
    /// }
    /// </code>
    /// </example>
    public static IAsyncEnumerable<T?> DeserializeAsyncEnumerable<T>(
        Stream stream, BananaSerializerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= BananaSerializerOptions.Default;
        return ReadDocumentAsync<T>(stream, Find<T>(options).Unslicer, options, cancellationToken);
    }

    private static async IAsyncEnumerable<T?> ReadDocumentAsync<T>(
        Stream stream,
        Unslicer<T> element,
        BananaSerializerOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        PipeReader reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        try
        {
            await foreach (T? next in ReadElementsAsync<T>(reader, element, options, isDocument: true, cancellationToken).ConfigureAwait(false))
            {
                yield return next;
            }
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    private static async IAsyncEnumerable<T?> ReadElementsAsync<T>(
        PipeReader reader,
        Unslicer<T> element,
        BananaSerializerOptions options,
        bool isDocument,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ObjectReader<IAsyncEnumerable<T>>? objects = null;
        IAsyncEnumerable<T>? elements = null;
        StreamPump pump = new(token => objects!.ReadPartAsync(token), options.OnRefusedElement);
        StreamElementsUnslicer<T> queue = new(element, pump, opened => elements = opened, isRoot: true);
        objects = new ObjectReader<IAsyncEnumerable<T>>(reader, queue, options.ToUnslicerStackOptions());
        while (elements is null)
        {
            await pump.ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        await foreach (T? next in elements.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            yield return next;
        }

        if (isDocument)
        {
            await objects.RequireEndAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
