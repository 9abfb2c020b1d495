using System.Buffers;
using System.IO.Pipelines;
using Banana.Slicing;
using Banana.Wire;

namespace Banana;

public static partial class BananaSerializer
{
    private const int MostPooled = 1 << 18; // bytes; what is larger would be kept for good by the pool of every thread

    /// <summary>Reads a graph from a document, which must consist of exactly one top-level object.</summary>
    /// <param name="document">The bytes of the document.</param>
    /// <param name="options">The options; null for <see cref="BananaSerializerOptions.Default"/>.</param>
    /// <exception cref="ViolationException">The object was refused. The exception tells where and why.</exception>
    /// <exception cref="BananaProtocolException">The bytes are not a complete document of this protocol.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    /// <example>
    /// <code>
    /// Order? order = BananaSerializer.Deserialize&lt;Order&gt;(bytes);
    /// </code>
    /// </example>
    public static T? Deserialize<T>(ReadOnlySpan<byte> document, BananaSerializerOptions? options = null)
    {
        options ??= BananaSerializerOptions.Default;
        TokenReader reader = new(document, default, options.Policy.Limits);
        return ReadDocument<T>(ref reader, options);
    }

    /// <inheritdoc cref="Deserialize{T}(ReadOnlySpan{byte}, BananaSerializerOptions)"/>
    public static T? Deserialize<T>(in ReadOnlySequence<byte> document, BananaSerializerOptions? options = null)
    {
        options ??= BananaSerializerOptions.Default;
        TokenReader reader = new(document, default, options.Policy.Limits);
        return ReadDocument<T>(ref reader, options);
    }

    /// <summary>Reads a graph from a stream as its bytes arrive, up to the end of the stream. The stream is left open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="options">The options; null for <see cref="BananaSerializerOptions.Default"/>.</param>
    /// <inheritdoc cref="Deserialize{T}(ReadOnlySpan{byte}, BananaSerializerOptions)"/>
    public static T? Deserialize<T>(Stream stream, BananaSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= BananaSerializerOptions.Default;
        Unslicer<T> unslicer = Find<T>(options).Unslicer;
        UnslicerStack stack = new(options.ToUnslicerStackOptions());
        TokenReaderState state = default;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FlushEvery);
        int kept = 0;
        try
        {
            while (true)
            {
                int read = stream.Read(buffer, kept, buffer.Length - kept);
                ReadOnlySpan<byte> bytes = buffer.AsSpan(0, kept + read);
                TokenReader reader = new(bytes, state, options.Policy.Limits);
                bool isDone = TryReadDocument(ref reader, stack, unslicer, isEnd: read == 0, out T? value);
                if (isDone)
                {
                    return reader.Remaining == 0 && stream.ReadByte() < 0 ? value : throw Trailing(reader);
                }

                state = reader.State;
                kept = (int)reader.Remaining;
                bytes[^kept..].CopyTo(buffer);
                if (kept == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
            }
        }
        finally
        {
            Return(buffer);
        }
    }

    /// <summary>Reads a graph from a pipe as its bytes arrive, up to the end of the pipe. The pipe is not completed.</summary>
    /// <param name="reader">The pipe.</param>
    /// <param name="options">The options; null for <see cref="BananaSerializerOptions.Default"/>.</param>
    /// <param name="cancellationToken">A token that cancels the wait for bytes.</param>
    /// <exception cref="ViolationException">The object was refused. The exception tells where and why.</exception>
    /// <exception cref="BananaProtocolException">The bytes are not a complete document of this protocol.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is not registered.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    public static async ValueTask<T?> DeserializeAsync<T>(
        PipeReader reader, BananaSerializerOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= BananaSerializerOptions.Default;
        ObjectReader<T> objects = new(reader, Find<T>(options).Unslicer, options.ToUnslicerStackOptions());
        if (!await objects.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new BananaProtocolException(
                ProtocolErrorCode.UnexpectedEnd, "$", objects.Offset, "the end of the stream", "a value");
        }

        T? value = objects.Current;
        await objects.RequireEndAsync(cancellationToken).ConfigureAwait(false);
        return value;
    }

    /// <summary>Reads a graph from a stream as its bytes arrive, up to the end of the stream. The stream is left open.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="options">The options; null for <see cref="BananaSerializerOptions.Default"/>.</param>
    /// <param name="cancellationToken">A token that cancels the wait for bytes.</param>
    /// <inheritdoc cref="DeserializeAsync{T}(PipeReader, BananaSerializerOptions, CancellationToken)"/>
    public static async ValueTask<T?> DeserializeAsync<T>(
        Stream stream, BananaSerializerOptions? options = null, CancellationToken cancellationToken = default)
    {
        PipeReader reader = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        try
        {
            return await DeserializeAsync<T>(reader, options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await reader.CompleteAsync().ConfigureAwait(false);
        }
    }

    private static T? ReadDocument<T>(ref TokenReader reader, BananaSerializerOptions options)
    {
        Unslicer<T> unslicer = Find<T>(options).Unslicer;
        UnslicerStackOptions stackOptions = options.ToUnslicerStackOptions();
        UnslicerStack stack = Rent(stackOptions);
        TryReadDocument(ref reader, stack, unslicer, isEnd: true, out T? value);
        if (reader.Remaining > 0)
        {
            throw Trailing(reader);
        }

        Return(stack);
        return value;
    }

    private static bool TryReadDocument<T>(
        ref TokenReader reader, UnslicerStack stack, Unslicer<T> unslicer, bool isEnd, out T? value)
    {
        bool isDone = stack.TryRead(ref reader, unslicer, out value) == ReadStatus.Done;
        return isDone || !isEnd ? isDone : throw reader.CreateUnexpectedEnd(stack.CurrentPath);
    }

    private static BananaProtocolException Trailing(in TokenReader reader) => new(
        ProtocolErrorCode.TrailingData, "$", reader.Offset, "more bytes", "the end of the document");

    private static byte[] Grow(byte[] buffer)
    {
        int size = (int)Math.Min(2L * buffer.Length, Array.MaxLength);
        byte[] larger = size <= MostPooled ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size);
        buffer.CopyTo(larger, 0);
        Return(buffer);
        return larger;
    }

    private static void Return(byte[] buffer)
    {
        if (buffer.Length <= MostPooled)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
