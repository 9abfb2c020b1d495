using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Asynchronous sequences: <c>OPEN stream value* CLOSE</c>, each element sent as it is produced, with its own reference scope
/// (PROTOCOL.md [T-16]): an object in two elements comes back as two, unless
/// <see cref="SlicerStackOptions.KeepsIdentityInStreams"/> is set. The sequence is enumerated once. Its token is cancelled when
/// the object is aborted, and the abort waits until the enumerator stops. Refused where waiting is not possible.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal sealed class StreamSlicer<T> : Slicer<IAsyncEnumerable<T>>
{
    internal static readonly VocabularyWord Word = new("stream");

    private const int Moves = 0;
    private const int Moving = 1;
    private const int Ending = 2;

    private readonly Slicer<T> _element;
    private readonly LiveStreamSlicer<T> _live;

    internal StreamSlicer(Slicer<T> element)
    {
        _live = new LiveStreamSlicer<T>(element);
        IndexWord = Word;
        Kind = SequenceKind.List;
        TracksReferences = false;
        _element = element;
    }

    /// <inheritdoc/>
    public override SliceStep Write(ref TokenWriter writer, SlicerStack stack, IAsyncEnumerable<T>? value)
    {
        ArgumentNullException.ThrowIfNull(stack);
        bool isLive = stack.Options.LiveStreams is not null && !stack.KeepsIdentityInStreams;
        return stack.WriteSequence(ref writer, isLive ? _live : this, value);
    }

    /// <inheritdoc/>
    public override void WriteIndex(ref TokenWriter writer, SlicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        stack.WriteName(ref writer, stack.KeepsIdentityInStreams ? ListSlicer<T>.Word : stack.Dialect.WordOf(Kind) ?? Word);
    }

    /// <inheritdoc/>
    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        if (frame.Cursor is null && !stack.MayWait)
        {
            return stack.RefuseWaiting();
        }

        Source source = (Source)(frame.Cursor ??= new Source((IAsyncEnumerable<T>)frame.Target));
        while (true)
        {
            if (source.StartedAt != ulong.MaxValue)
            {
                SliceStep ended = stack.ForgetElement(ref writer, source.StartedAt); // the last element is complete
                if (ended != SliceStep.Done)
                {
                    return ended;
                }

                source.StartedAt = ulong.MaxValue;
            }

            if (frame.State == Ending)
            {
                source.Task!.GetAwaiter().GetResult();
                return SliceStep.Done;
            }

            if (frame.State == Moves)
            {
                if (writer.IsFull)
                {
                    return SliceStep.Flush;
                }

                source.Task = source.Elements.MoveNextAsync().AsTask();
                frame.State = Moving;
            }

            if (!source.Task!.IsCompleted)
            {
                return stack.Wait(source.Task);
            }

            if (!((Task<bool>)source.Task).GetAwaiter().GetResult())
            {
                source.Task = source.Elements.DisposeAsync().AsTask();
                frame.State = Ending;
                if (!source.Task.IsCompleted)
                {
                    return stack.Wait(source.Task);
                }

                continue;
            }

            frame.State = Moves;
            source.Count++;
            source.StartedAt = stack.KeepsIdentityInStreams ? ulong.MaxValue : stack.OpenCount;
            SliceStep step = _element.Write(ref writer, stack, source.Elements.Current);
            if (step != SliceStep.Done)
            {
                return step;
            }
        }
    }

    /// <inheritdoc/>
    public override ValueTask AbandonAsync(ref SliceFrame frame) =>
        frame.Cursor is Source source ? source.DisposeAsync() : ValueTask.CompletedTask;

    /// <inheritdoc/>
    public override void DescribePosition(in SliceFrame frame, ref GraphPath path) =>
        path.Element(frame.Cursor is Source source ? Math.Max(0, source.Count - (frame.State == Moves ? 1 : 0)) : 0);

    /// <summary>The enumerator and its pending operation.</summary>
    private sealed class Source : IAsyncDisposable
    {
        private readonly CancellationTokenSource _abandoned = new();

        public Source(IAsyncEnumerable<T> elements)
        {
            Elements = elements.GetAsyncEnumerator(_abandoned.Token);
        }

        public IAsyncEnumerator<T> Elements { get; }

        public Task? Task { get; set; }

        public long Count { get; set; }

        /// <summary>
        /// The number of OPENs written before the current element; the largest number if there is no element, or if it has no
        /// scope of its own.
        /// </summary>
        public ulong StartedAt { get; set; } = ulong.MaxValue;

        /// <summary>Cancels a pending move, then disposes the enumerator. Failures are ignored.</summary>
        public async ValueTask DisposeAsync()
        {
            await _abandoned.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Task is not null)
            {
                await Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await Elements.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _abandoned.Dispose();
        }
    }
}

/// <summary>
/// The unslicer for <see cref="StreamSlicer{T}"/> for a stream inside another object: it can be enumerated when the object is
/// complete. A stream at the root, and streams that are its elements, are read element by element, see
/// <c>BananaSerializer.DeserializeAsyncEnumerable</c>.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal sealed class StreamUnslicer<T>(Unslicer<T> element)
    : ElementsUnslicer<T, IAsyncEnumerable<T>>(StreamKind<T>.Collected, element), IStreamUnslicer
{
    private readonly Unslicer<T> _element = element;
    private LiveStreamUnslicer<T>? _live; // a single reference write, which is safe for any thread

    public override ReferenceKind References => ReferenceKind.None;

    /// <summary>A stream whose elements share the surrounding scope is sent as a list.</summary>
    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        openType.WireName == LiveStreamSlicer<T>.Name && stack.Options.LiveStreams is not null ? Live
        : base.ForOpenType(openType, stack) ?? (openType.WireName == ListSlicer<T>.Name ? this : null);

    private LiveStreamUnslicer<T> Live => _live ??= new LiveStreamUnslicer<T>(_element) { Taster = Taster };

    Unslicer IStreamUnslicer.NewQueue(StreamPump pump, Action<object> opened) =>
        new StreamElementsUnslicer<T>(_element, pump, opened, isRoot: false);
}

/// <summary>Streams that are collected because they are part of another object.</summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal static class StreamKind<T>
{
    public static readonly ElementsKind<T, IAsyncEnumerable<T>> Collected =
        new(StreamSlicer<T>.Word.Text!, static stream => throw new NotSupportedException("A stream is written by its own slicer only."))
        {
            Build = static (_, items) => items.ToAsyncEnumerable(),
        };
}
