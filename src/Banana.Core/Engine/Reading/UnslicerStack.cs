using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Banana.Buffers;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The receiving engine of one stream. Unslicers run nested up to a fixed depth; beyond it, or when bytes run out, they run from
/// frames on the heap. So no input overflows a thread's stack, and reading can pause and resume at any token.
/// </summary>
/// <remarks>
/// Not thread-safe; one top-level object at a time. A refused object becomes a frame of <see cref="DiscardUnslicer"/>, which skips
/// the tokens up to the matching CLOSE, after its parents were asked to absorb it. Nothing is thrown through the frames.
/// </remarks>
public sealed partial class UnslicerStack
{
    private readonly SegmentedStack<UnsliceFrame> _frames = new();
    private readonly UnslicerStackOptions _options;
    private readonly WireLimits _limits;
    private readonly ReceivedReferences _references = new();
    private readonly IncomingVocabulary _vocabulary;
    private static readonly VocabularyWord s_reference = new(OpenTypes.Reference);

    private readonly bool _acceptsAll;
    private readonly bool _keepsReferences;
    private readonly bool _hasNullToken;
    private readonly byte _referenceIndex; // 0 if references are not recognized by their bytes
    private Opening _opening;
    private long _firstId; // the first id of the top-level object
    private NestedCalls _nested;

    /// <summary>Creates an engine at the start of a stream.</summary>
    public UnslicerStack(UnslicerStackOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _limits = options.Policy.Limits;
        _budget = new ObjectBudget(_limits, Unsafe.SizeOf<UnsliceFrame>(), SegmentedStack<UnsliceFrame>.LargestSegment);
        _work = new WorkBudget(_limits);
        _keepsReferences = options.References != ReferenceScope.None;
        _acceptsAll = options.Policy.OpenTypes is null;
        _tasting = new Tasting(options.Policy.Taster, options.Tasters);
        _inspection = new Inspection(isAlwaysDue: !AllowsUndefinedEnums);
        WireDialect dialect = options.Dialect;
        _hasNullToken = dialect.HasNullToken;
        Vocabulary words = options.Vocabulary ?? dialect.Vocabulary;
        _vocabulary = new IncomingVocabulary(words, dialect.KeepsInitialWords, _limits);
        Vocabulary? permanent = dialect.HasShapes && dialect.KeepsInitialWords ? words : null;
        _shapes = new IncomingShapes(permanent, options.Unslicers.FindShape, _limits, options.PeerShapes);
        bool isKnown = _vocabulary.TryGetShortIndex(s_reference, out byte index);
        _referenceIndex = isKnown && dialect.KeepsInitialWords && options.References != ReferenceScope.None ? index : (byte)0;
    }

    /// <summary>The options of the stream.</summary>
    public UnslicerStackOptions Options => _options;

    /// <summary>The dialect being read.</summary>
    public WireDialect Dialect => _options.Dialect;

    /// <summary>The limits in force.</summary>
    public WireLimits Limits => _limits;

    /// <summary>Whether an attribute that the class does not have is skipped; if not, the instance is refused.</summary>
    public bool AllowsUnknownAttributes => _options.Policy.AllowsUnknownAttributes;

    /// <summary>Whether values are accepted if the type of a member has changed from an enumeration to its number or back.</summary>
    public bool ConvertsEnumerations => _options.Policy.ConvertsEnumerations;

    /// <summary>Whether null is refused where <see cref="Unslicer.AcceptsNullInside"/> is false.</summary>
    public bool RespectsNullability => _options.RespectsNullability;

    /// <summary>Whether undefined values of enumerations are accepted; if not, <see cref="MustInspect"/> is true.</summary>
    public bool AllowsUndefinedEnums => _options.Policy.AllowsUndefinedEnums;

    /// <summary>The unslicers for values that describe themselves.</summary>
    public IUnslicerSource Unslicers => _options.Unslicers;

    /// <summary>Whether an object has been started and not finished: the stream may not end here.</summary>
    public bool IsBusy => _frames.Count > 1 || _opening.IsActive;

    /// <summary>The number of sequences being read, not counting those being discarded.</summary>
    public int Depth => Math.Max(0, _frames.Count - (IsDiscarding ? 2 : 1));

    /// <summary>The number of open sequences of an object being discarded; 0 if none is.</summary>
    public ulong DiscardedDepth => IsDiscarding ? _frames.Top.Number : 0;

    /// <summary>Whether an OPEN has been read whose index tokens are not complete.</summary>
    public bool IsInIndexPhase => _opening.IsActive;

    private bool IsDiscarding => _frames.Count > 1 && _frames.Top.Unslicer is DiscardUnslicer;

    /// <summary>The current position in the graph.</summary>
    public string CurrentPath => DescribePath(_frames.Count);

    /// <summary>Reads a top-level object, as far as the bytes reach.</summary>
    /// <param name="reader">The reader; consumed bytes stay consumed even if the object is not finished.</param>
    /// <param name="root">The unslicer of the object; the same for every call until the object is finished.</param>
    /// <param name="value">The object, if the result is <see cref="ReadStatus.Done"/>.</param>
    /// <returns>
    /// <see cref="ReadStatus.Done"/>; or <see cref="ReadStatus.NeedMoreData"/>, also if replies must be taken first (see
    /// <see cref="MustTakeReplies"/>).
    /// </returns>
    /// <exception cref="ViolationException">
    /// The object was refused. The next call skips the rest of it, and reads the next object.
    /// </exception>
    /// <exception cref="BananaProtocolException">The stream is lost.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)] // so that methods called by it have the full inlining budget
    public ReadStatus TryRead<T>(ref TokenReader reader, Unslicer<T> root, out T? value)
    {
        ArgumentNullException.ThrowIfNull(root);
        reader.UseLimits(_limits);
        UnsliceStep step = UnsliceStep.Pushed;
        value = default;
        if (_frames.Count == 0)
        {
            PushRoot(root);
        }

        if (IsBusy || _frames.Top.State != 0)
        {
            _frames.At(0).Cursor = root; // after a refused object, another type may be expected
            LookAhead(ref reader);
        }
        else
        {
            StartSpending(ref reader);
            _nested.Reset();
            try
            {
                step = root.Read(ref reader, this, out value);
            }
            catch (Exception thrown) when (_faults.IsUserCode(thrown))
            {
                step = FailFrame(ref reader, thrown);
            }
        }

        if (step == UnsliceStep.Pushed)
        {
            step = Run(ref reader, out object? boxed);
            value = step == UnsliceStep.Done && boxed is not null ? (T)boxed : default;
        }

        if (step == UnsliceStep.NeedMoreData)
        {
            return ReadStatus.NeedMoreData;
        }

        Pending? promise = step == UnsliceStep.Pending ? TakePending() : null;
        EndObject(ref reader);
        value = promise is null ? value : (T?)promise.Value; // kept by now; otherwise, the object would have been refused
        return ReadStatus.Done;
    }

    private void PushRoot(Unslicer root)
    {
        ref UnsliceFrame frame = ref _frames.Push();
        frame.SetUnslicer(RootUnslicer.Instance);
        frame.Cursor = root;
        frame.ChildTaster = _tasting.Root;
        _inspection.Use(_tasting.Root);
        _isTasting = _tasting.Root is not null;
        _firstId = _references.Next;
    }

    /// <summary>Starts a new stream: counts from 0, forgets all objects, and resets the vocabulary.</summary>
    /// <param name="isSamePeer">
    /// Whether the stream is one of many from the same peer, such as the payload of an event: work that was done ahead of the
    /// bytes (<see cref="WireLimits.MaxWorkAhead"/>) must then still be paid for.
    /// </param>
    public void Restart(bool isSamePeer = false)
    {
        if (_frames.Count > 0) // otherwise, the end of the last object has reset everything
        {
            Reset();
        }

        _work.Restart(isSamePeer);
        _references.Restart();
        _vocabulary.Restart();
        _shapes.Restart();
        _replies?.Clear();
    }

    /// <summary>
    /// Reads the CLOSE of <paramref name="frame"/> if it is next (PROTOCOL.md [W-12]). If not, continue with the next read, which
    /// handles the token.
    /// </summary>
    /// <exception cref="BananaProtocolException">The CLOSE belongs to another sequence.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryClose(ref TokenReader reader, ref UnsliceFrame frame)
    {
        if (frame.Number == 0 && reader.TryReadBareClose())
        {
            frame.IsClosed = true;
            return true;
        }

        return !reader.IsClearlyNoClose && TryCloseSlow(ref reader, ref frame);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryCloseSlow(ref TokenReader reader, ref UnsliceFrame frame)
    {
        if (reader.TryPeek(out TokenHeader header) == ReadStatus.Done && header.Type == TokenType.Close)
        {
            CheckClose(ref reader, header, in frame);
            reader.Accept(header);
            frame.IsClosed = true;
            return true;
        }

        return false;
    }

    /// <summary>Reads the CLOSE, which must be next because the sequence is complete.</summary>
    /// <returns><see cref="UnsliceStep.Done"/> if it was read; any other step must be returned as it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public UnsliceStep Close(ref TokenReader reader, ref UnsliceFrame frame) =>
        TryClose(ref reader, ref frame) ? UnsliceStep.Done : CloseSlow(ref reader);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private UnsliceStep CloseSlow(ref TokenReader reader)
    {
        ReadStatus status = reader.TryPeek(out TokenHeader header);
        return MustStop(status, header)
            ? Stop(ref reader, status, header)
            : FailFrame(ref reader, ViolationCode.SequenceTooLong, header, "CLOSE");
    }

    private void EndObject(ref TokenReader reader)
    {
        Violation? unresolved = EndGraph(ref reader);
        if (unresolved is not null)
        {
            EndRefused(unresolved);
        }

        Reset();
    }

    /// <summary>Continues with the next top-level object, after a refused one has been skipped.</summary>
    private void StartOver()
    {
        Unslicer root = (Unslicer)_frames.Top.Cursor!;
        _references.RefuseFrom(_firstId);
        Reset();
        PushRoot(root);
    }

    private void Reset()
    {
        _frames.Clear();
        _inspection.Use(null);
        _isTasting = false;
        _opening = default;
        _faults.Clear();
        _budget.ForgetRefusal();
        _pending = null;
        _completion?.Clear();
        if (_options.References != ReferenceScope.Connection)
        {
            _references.EndScope();
        }
    }

    [DoesNotReturn]
    private void EndRefused(Violation violation)
    {
        _references.RefuseFrom(_firstId);
        Reset();
        throw _faults.Own(new ViolationException(violation));
    }
}
