using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>Slices one event part by part, and frames the parts as envelopes. Used by one send at a time, and reused.</summary>
internal sealed class PartSlicer : ILiveStreamSender
{
    private const int HeaderRoom = 96; // for an envelope's header and all fields
    private const int MostKept = 64 * 1024;

    private readonly ByteStage _bytes = new(); // room for a header, then tokens
    private readonly SlicerStackOptions _options;
    private readonly OutgoingStreams _streams;
    private readonly int _fragmentBytes;
    private SlicerStack? _stack; // null until needed
    private List<OutgoingStream>? _opened; // live streams in the event
    private int _start; // of what is not framed yet
    private bool _isWhole;

    /// <param name="options">The options of its stack.</param>
    /// <param name="streams">The streams of the connection.</param>
    /// <param name="fragmentBytes">The largest size of a fragment's data.</param>
    public PartSlicer(SlicerStackOptions options, OutgoingStreams streams, int fragmentBytes)
    {
        _options = options with { LiveStreams = this };
        _streams = streams;
        _fragmentBytes = fragmentBytes;
    }

    /// <summary>Whether all of the event is in the one part, and small enough for an envelope.</summary>
    public bool IsSmall => _isWhole && _bytes.Count - HeaderRoom <= _fragmentBytes;

    /// <summary>The bytes of the part that are not framed yet.</summary>
    public int Left => _bytes.Count - _start;

    /// <summary>Whether the next fragment is the last of the part.</summary>
    public bool IsLastPiece => Left <= _fragmentBytes;

    /// <summary>Slices the first part of an event.</summary>
    /// <exception cref="ViolationException">A value cannot be sent.</exception>
    public SliceStep Start<T>(EventType<T> type, T value)
        where T : notnull
    {
        Clear();
        if (type.IsRaw)
        {
            type.WriteRaw(_bytes, value);
            return Note(SliceStep.Done);
        }

        SlicerStack stack = _stack ??= new SlicerStack(_options);
        stack.Restart(); // each event is a stream of its own
        TokenWriter writer = new(_bytes, _fragmentBytes);
        try
        {
            return Note(stack.Write(ref writer, type.Slicer, value));
        }
        finally
        {
            writer.Commit();
        }
    }

    /// <summary>Starts a live stream, whose elements share one stack.</summary>
    public void StartStream()
    {
        Clear();
        (_stack ??= new SlicerStack(_options)).Restart();
    }

    /// <summary>Slices the first part of an element of a live stream.</summary>
    /// <exception cref="ViolationException">A value cannot be sent.</exception>
    public SliceStep StartElement<T>(Slicer<T> slicer, T value)
    {
        Clear();
        TokenWriter writer = new(_bytes, _fragmentBytes);
        try
        {
            return Note(_stack!.Write(ref writer, slicer, value));
        }
        finally
        {
            writer.Commit();
        }
    }

    /// <summary>Slices the next part.</summary>
    /// <exception cref="ViolationException">A value cannot be sent.</exception>
    public SliceStep Continue()
    {
        Clear();
        TokenWriter writer = new(_bytes, _fragmentBytes);
        try
        {
            return Note(_stack!.Continue(ref writer));
        }
        finally
        {
            writer.Commit();
        }
    }

    /// <summary>Returns, after <see cref="SliceStep.Wait"/>, the task to wait for.</summary>
    public Task TakeWait() => _stack!.TakeWait();

    /// <summary>Frames a small event.</summary>
    public ReadOnlyMemory<byte> FrameEvent(ushort id, in EventMarks marks)
    {
        if (marks.IsEmpty)
        {
            return Frame(id, [], Left);
        }

        Span<byte> written = stackalloc byte[HeaderRoom];
        FieldWriter fields = new(written);
        fields.WriteNumber(id);
        marks.Write(ref fields);
        return Frame(EnvelopeIds.MarkedEvent, written[..fields.Count], Left);
    }

    /// <summary>Frames the next fragment of the part.</summary>
    /// <param name="stream">The number of the stream.</param>
    /// <param name="flags">What the fragment is, if it ends with the part.</param>
    /// <param name="id">The id of the event type, if it is the first.</param>
    /// <param name="marks">The marks, if it is the first.</param>
    public ReadOnlyMemory<byte> FrameFragment(ulong stream, FragmentFlags flags, ushort id, in EventMarks marks)
    {
        int length = Math.Min(Left, _fragmentBytes);
        Span<byte> written = stackalloc byte[HeaderRoom];
        FieldWriter fields = new(written);
        fields.WriteNumber(stream);
        fields.WriteNumber((ulong)(length < Left ? flags & ~FragmentFlags.Last : flags));
        if ((flags & FragmentFlags.First) != 0)
        {
            fields.WriteNumber(id);
            marks.Write(ref fields);
        }

        return Frame(EnvelopeIds.Fragment, written[..fields.Count], length);
    }

    /// <summary>Takes back what was framed and not sent.</summary>
    public void Unframe() => _start = HeaderRoom;

    /// <summary>Starts the live streams of an event that has been sent.</summary>
    public void StartStreams()
    {
        if (_opened is { Count: > 0 })
        {
            _streams.Start(_opened);
            _opened.Clear();
        }
    }

    /// <summary>Gives a live stream its number. It starts when the event has been sent.</summary>
    ulong ILiveStreamSender.Open<T>(IAsyncEnumerable<T> stream, Slicer<T> element)
    {
        OutgoingStream<T> opened = _streams.Open(stream, element);
        (_opened ??= []).Add(opened);
        return opened.Number;
    }

    /// <summary>Ends the event, sent or not, and releases what it used.</summary>
    public void End()
    {
        if (_opened is { Count: > 0 })
        {
            _streams.Forget(_opened); // the event was not sent
            _opened.Clear();
        }

        if (_stack is { IsBusy: true })
        {
            Clear();
            TokenWriter writer = new(_bytes);
            _stack.Abort(ref writer);
            writer.Commit();
        }

        _bytes.Clear();
        if (_bytes.Capacity > MostKept)
        {
            _bytes.Release(); // one large string must not keep its memory for the life of the connection
        }
    }

    private void Clear()
    {
        _bytes.Clear();
        _bytes.GetSpan(HeaderRoom);
        _bytes.Advance(HeaderRoom);
        _start = HeaderRoom;
        _isWhole = false;
    }

    private SliceStep Note(SliceStep step)
    {
        _isWhole = step == SliceStep.Done;
        return step;
    }

    /// <summary>Writes the header directly in front of the data, over what was framed before.</summary>
    private ReadOnlyMemory<byte> Frame(ushort id, scoped ReadOnlySpan<byte> fields, int length)
    {
        int header = _start - fields.Length - Envelope.HeaderBytes;
        Envelope.WriteHeader(_bytes.Written[header..], id, fields.Length + length);
        fields.CopyTo(_bytes.Written[(header + Envelope.HeaderBytes)..]);
        _start += length;
        return _bytes.Memory[header.._start];
    }
}
