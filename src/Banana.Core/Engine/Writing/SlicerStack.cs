using System.Runtime.CompilerServices;
using Banana.Buffers;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The sending engine of one stream. Slicers run nested up to a fixed depth; beyond it, or when the output is full, they run from
/// frames on the heap. So no object graph overflows a thread's stack, and writing can pause and resume at any token.
/// </summary>
/// <remarks>
/// Not thread-safe; one top-level object at a time. Frames live in segments that never move, so the <c>ref</c> to a frame
/// that a slicer holds stays valid while its children run.
/// </remarks>
public sealed partial class SlicerStack
{
    private readonly SlicerStackOptions _options;
    private readonly WireDialect _dialect;
    private readonly WireLimits _limits;
    private readonly int _maxDepth;
    private readonly bool _keepsReferences;
    private readonly bool _isNumbered;
    private readonly bool _isPlainText; // text is never abbreviated, and short text is within the limit
    private readonly bool _isPlainStream; // sequences are not numbered, references are kept, and there are no rules
    private readonly SegmentedStack<SliceFrame> _frames = new();
    private readonly IdentityTable _sent = new();
    private readonly OutgoingVocabulary _vocabulary;
    private readonly OutgoingShapes _shapes;
    private readonly OutgoingTexts? _texts; // null if text is not abbreviated
    private readonly SenderRules? _rules; // of the dialect; null in the net dialect
    private ForbiddingLayers? _layers; // null until first needed
    private SliceWaits? _waits; // null until first needed
    private PlacedRefusal? _failure; // recorded, and not yet handled by Unwind
    private OutgoingTotals _totals;
    private NestedCalls _nested;
    private ulong _opens;
    private bool _isPlain; // the stream is plain, and no open sequence forbids objects

    /// <summary>Creates an engine at the start of a stream.</summary>
    public SlicerStack(SlicerStackOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _dialect = options.Dialect;
        _limits = options.Limits;
        _maxDepth = _limits.MaxDepth;
        _totals = new OutgoingTotals(_limits, options.References);
        _keepsReferences = options.References != ReferenceScope.None;
        _isNumbered = options.Numbering == OpenNumbering.Full;
        DescribesAll = _dialect.DescribesAll;
        AllowsUndefinedEnums = options.AllowsUndefinedEnums;
        IsOrdinary = ReferenceEquals(_dialect, WireDialect.Net) && AllowsUndefinedEnums;
        _isPlainText = !_dialect.AbbreviatesData && !options.AbbreviatesText && _limits.MaxStringBytes >= ShortText;
        _vocabulary = new OutgoingVocabulary(options.Vocabulary ?? _dialect.Vocabulary, _dialect.KeepsInitialWords);
        _texts = options.AbbreviatesText && _dialect.KeepsInitialWords ? new OutgoingTexts(_vocabulary.FirstFreeIndex, _limits) : null;
        byte shaped = _vocabulary.TryGetShortIndex(s_shaped, out byte index) ? index : (byte)0;
        _shapes = new OutgoingShapes(shaped, options.AgreesOnShapes, options.AnnouncedShapes);
        _rules = _dialect.NewSenderRules(this);
        _isPlainStream = _keepsReferences && !_isNumbered && _rules is null;
        _isPlain = _isPlainStream;
    }

    /// <summary>The options of the stream.</summary>
    public SlicerStackOptions Options => _options;

    /// <summary>The dialect being written.</summary>
    public WireDialect Dialect => _dialect;

    /// <summary>The dialect's rules beyond the engine's own; null if there are none.</summary>
    /// <value>Null in the net dialect.</value>
    internal SenderRules? Rules => _rules;

    internal int Depth => _frames.Count;

    internal ref SliceFrame FrameAt(int index) => ref _frames.At(index);

    internal int FindFrame(ulong number) => SliceFrame.Find(_frames, number);

    /// <inheritdoc cref="WireDialect.DescribesAll"/>
    internal bool DescribesAll { get; }

    /// <summary>
    /// Whether values of one token may be written without their slicers: in the net dialect, if undefined values of enumerations are
    /// allowed.
    /// </summary>
    internal bool IsOrdinary { get; }

    /// <summary>Whether undefined values of enumerations are written.</summary>
    internal bool AllowsUndefinedEnums { get; }

    /// <summary>The slicers for values that describe themselves.</summary>
    public ISlicerSource Slicers => _options.Slicers;

    /// <summary>Whether an object that is sent again is sent as a reference.</summary>
    internal bool KeepsReferences => _keepsReferences;

    /// <summary>
    /// Whether the elements of a stream share the reference scope of the surrounding objects; see
    /// <see cref="SlicerStackOptions.KeepsIdentityInStreams"/>.
    /// </summary>
    internal bool KeepsIdentityInStreams => _options.KeepsIdentityInStreams;

    /// <summary>The number of OPEN tokens written since the start of the stream.</summary>
    public ulong OpenCount => _opens;

    /// <summary>Whether an object has been started and not finished.</summary>
    public bool IsBusy => _frames.Count > 0;

    /// <summary>Writes a top-level object, or as much of it as the writer's budget allows.</summary>
    /// <returns>
    /// <see cref="SliceStep.Done"/>; <see cref="SliceStep.Flush"/>: flush, then call <see cref="Continue"/>; or
    /// <see cref="SliceStep.Wait"/>: flush, await <see cref="TakeWait"/>, then call <see cref="Continue"/>.
    /// </returns>
    /// <exception cref="ViolationException">
    /// A value cannot be sent. The object has been aborted, and the next one can be written.
    /// </exception>
    /// <exception cref="InvalidOperationException">The last object is not finished.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)] // so that methods called by it have the full inlining budget
    public SliceStep Write<T>(ref TokenWriter writer, Slicer<T> slicer, T? value)
    {
        ArgumentNullException.ThrowIfNull(slicer);
        if (IsBusy)
        {
            throw new InvalidOperationException("The last object is not finished. Flush, and call Continue until it is Done.");
        }

        _nested.Reset();
        _waits?.ForgetAbandoned();
        _totals.Start(ref writer, _opens);
        SliceStep step;
        try
        {
            step = slicer.Write(ref writer, this, value);
        }
        catch (Exception thrown) when (UserCode.IsRecoverable(thrown))
        {
            step = FailFrame(thrown);
        }

        if (step == SliceStep.Failed)
        {
            Unwind(ref writer);
        }

        if (step is not (SliceStep.Flush or SliceStep.Wait))
        {
            return Run(ref writer);
        }

        if (!IsWithinLimits(ref writer))
        {
            Unwind(ref writer);
        }

        _totals.Pause(ref writer);
        return step;
    }

    /// <summary>Starts a new stream: counts from 0, forgets all objects, and resets the vocabulary.</summary>
    public void Restart()
    {
        if (_frames.Count > 0) // otherwise, the end of the last object has reset everything
        {
            _frames.Clear();
            _layers?.Restart();
            _isPlain = _isPlainStream;
            ForgetSent();
            _liveStreams?.Clear();
            _rules?.Restart();
            _totals.Forget();
            _failure = null;
        }
        else if (_options.References == ReferenceScope.Connection)
        {
            ForgetSent();
        }

        _waits?.Restart();
        _vocabulary.Restart();
        _shapes.Restart();
        _texts?.Restart();
        _opens = 0;
        _totals.ForgetReferences(_opens);
    }

    /// <summary>Continues writing the object that <see cref="Write"/> started, after a flush.</summary>
    /// <inheritdoc cref="Write"/>
    public SliceStep Continue(ref TokenWriter writer)
    {
        _totals.Resume(ref writer);
        return Run(ref writer);
    }

    private SliceStep Run(ref TokenWriter writer)
    {
        while (_frames.Count > 0)
        {
            _nested.Reset();
            ref SliceFrame top = ref _frames.Top;
            SliceStep step;
            try
            {
                step = top.Slicer.Slice(ref writer, ref top, this);
            }
            catch (Exception thrown) when (UserCode.IsRecoverable(thrown))
            {
                step = FailFrame(thrown);
            }

            switch (step)
            {
                case SliceStep.Done:
                    Pop(ref writer);
                    break;
                case SliceStep.Flush or SliceStep.Wait when IsWithinLimits(ref writer):
                    _totals.Pause(ref writer);
                    return step;
                case SliceStep.Flush or SliceStep.Wait:
                    Unwind(ref writer);
                    break;
                case SliceStep.Failed:
                    Unwind(ref writer);
                    break;
                default:
                    break;
            }
        }

        EndTotals(ref writer);
        EndMessage();

        return SliceStep.Done;
    }
}
