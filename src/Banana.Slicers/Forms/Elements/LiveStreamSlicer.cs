using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Asynchronous sequences whose elements are sent apart, by <see cref="SlicerStackOptions.LiveStreams"/>:
/// <c>OPEN live-stream INT(number) CLOSE</c> (PROTOCOL.md [T-30]). The same one again is a reference.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal sealed class LiveStreamSlicer<T>(Slicer<T> element) : Slicer<IAsyncEnumerable<T>>(s_word)
{
    internal const string Name = "live-stream";

    private static readonly VocabularyWord s_word = new(Name);

    public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack) => writer.IsFull
        ? SliceStep.Flush
        : stack.WriteLiveStream(ref writer, (IAsyncEnumerable<T>)frame.Target, element);
}

/// <summary>
/// The unslicer for <see cref="LiveStreamSlicer{T}"/>. The frame's cursor is the number; the stream is opened when the sequence is complete.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal sealed class LiveStreamUnslicer<T> : Unslicer<IAsyncEnumerable<T>>
{
    private const int HasNumber = 1;
    private const int BytesPerStream = 512; // what the connection keeps of it

    private readonly Unslicer<T> _element;

    public LiveStreamUnslicer(Unslicer<T> element)
    {
        _element = element;
        BytesPerObject = BytesPerStream;
    }

    public override string Expected => "a stream";

    public override OpenType? OpenType => new OpenType(LiveStreamSlicer<T>.Name, null);

    public override ReferenceKind References => ReferenceKind.AtClose;

    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        if (frame.State != HasNumber)
        {
            ReadStatus status = reader.TryPeek(out TokenHeader header);
            if (status != ReadStatus.Done || header is not { Type: TokenType.Int, IsWide: false })
            {
                return stack.StopBeforeInt(ref reader, status, header, "the INT of a live stream");
            }

            reader.Accept(header);
            frame.Cursor = header.Value;
            frame.State = HasNumber;
        }

        UnsliceStep closed = stack.Close(ref reader, ref frame);
        if (closed == UnsliceStep.Done)
        {
            ulong number = (ulong)frame.Cursor!;
            frame.Target = stack.Options.LiveStreams!.Open(number, _element, frame.ChildTaster ?? CompiledTaster.Anything);
            if (frame.Target is null)
            {
                return stack.FailFrame(ref reader, ViolationCode.InvalidValue, $"live stream {number}", "the number of a stream that was announced, for the first time");
            }
        }

        return closed;
    }
}
