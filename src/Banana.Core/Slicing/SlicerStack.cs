using System.Runtime.CompilerServices;
using Banana.Buffers;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The sending engine of one stream: runs slicers nested while that is cheap, from heap frames when nesting passes a fixed
/// depth or the output is full. So no object graph overflows a thread's stack, and work stops and goes on at any token.
/// </summary>
/// <remarks>
/// Not thread-safe; one top-level object at a time. Frames live in segments that never move, so the <c>ref</c> to a frame
/// that a slicer holds stays valid while its children run.
/// </remarks>
public sealed partial class SlicerStack
{
    private const int MostNested = 32;

    private readonly SegmentedStack<SliceFrame> _frames = new();
    private readonly SlicerStackOptions _options;
    private readonly IdentityTable _sent = new();
    private readonly OutgoingVocabulary _vocabulary;
    private readonly int _maxDepth;
    private readonly bool _keepsReferences;
    private readonly bool _isNumbered;
    private readonly bool _isFoolscap;
    private bool _isPlain; // bare OPENs, references, nobody to be asked: one look is enough
    private ulong _opens;
    private int _nested;

    /// <summary>Starts a stream.</summary>
    public SlicerStack(SlicerStackOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _maxDepth = options.Limits.MaxDepth;
        _keepsReferences = options.References != ReferenceScope.None;
        _isNumbered = options.Numbering == OpenNumbering.Full;
        _isPlain = _keepsReferences && !_isNumbered;
        _isFoolscap = options.Dialect == WireDialect.Foolscap;
        _vocabulary = new OutgoingVocabulary(options.Vocabulary ?? WellKnownVocabularies.For(options.Dialect), options.Dialect);
    }

    /// <summary>The dialect being written.</summary>
    public WireDialect Dialect => _options.Dialect;

    /// <summary>OPEN tokens written since the start of the stream.</summary>
    public ulong Opens => _opens;

    /// <summary>Whether an object has been started and not finished.</summary>
    public bool IsBusy => _frames.Count > 0;

    /// <summary>Writes a top-level object, or as much of it as the writer's budget allows.</summary>
    /// <returns>
    /// <see cref="SliceStep.Done"/>; <see cref="SliceStep.Flush"/>: flush, then call <see cref="Continue"/>; or
    /// <see cref="SliceStep.Wait"/>: flush, await <see cref="TakeWait"/>, then call <see cref="Continue"/>.
    /// </returns>
    /// <exception cref="ViolationException">
    /// A value cannot be sent. What was begun has been aborted; the stream is in step and the next object can be written.
    /// </exception>
    /// <exception cref="InvalidOperationException">The last object is not finished.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)] // so that what is inlined below it has all of the compiler's budget
    public SliceStep Write<T>(ref TokenWriter writer, Slicer<T> slicer, T? value)
    {
        ArgumentNullException.ThrowIfNull(slicer);
        if (IsBusy)
        {
            throw new InvalidOperationException("The last object is not finished. Flush, and call Continue until it is Done.");
        }

        _nested = 0;
        _abandoned = null;
        SliceStep step;
        try
        {
            step = slicer.Write(ref writer, this, value);
        }
        catch (Exception thrown) when (IsUserCode(thrown))
        {
            step = FailFrame(thrown);
        }

        if (step == SliceStep.Failed)
        {
            Unwind(ref writer);
        }

        return step is SliceStep.Flush or SliceStep.Wait ? step : Continue(ref writer);
    }

    /// <summary>Starts a new stream: counts from 0, knows no object of the old one, and has the initial vocabulary.</summary>
    public void Restart()
    {
        _frames.Clear();
        _choosers = 0;
        _isPlain = _keepsReferences && !_isNumbered;
        _sent.Clear();
        _vocabulary.Restart();
        _opens = 0;
    }

    /// <summary>Goes on with the object that <see cref="Write"/> began, after a flush.</summary>
    /// <inheritdoc cref="Write"/>
    public SliceStep Continue(ref TokenWriter writer)
    {
        while (_frames.Count > 0)
        {
            _nested = 0;
            ref SliceFrame top = ref _frames.Top;
            SliceStep step;
            try
            {
                step = top.Slicer.Slice(ref writer, ref top, this);
            }
            catch (Exception thrown) when (IsUserCode(thrown))
            {
                step = FailFrame(thrown);
            }

            switch (step)
            {
                case SliceStep.Done:
                    Pop(ref writer);
                    break;
                case SliceStep.Flush or SliceStep.Wait:
                    return step;
                case SliceStep.Failed:
                    Unwind(ref writer);
                    break;
                default:
                    break;
            }
        }

        if (_options.References == ReferenceScope.Message)
        {
            _sent.Clear();
        }

        return SliceStep.Done;
    }

    /// <summary>
    /// Writes a value as a sequence: null, a reference, or OPEN, index, body, CLOSE. Runs the body nested if that is still
    /// cheap. What <see cref="Slicer{T}.Write"/> does unless it is overridden.
    /// </summary>
    public SliceStep WriteSequence(ref TokenWriter writer, Slicer slicer, object? value)
    {
        ArgumentNullException.ThrowIfNull(slicer);
        return TryEnter(ref writer, slicer, value, out SliceStep step)
            ? Leave(ref writer, slicer.Slice(ref writer, ref _frames.Top, this))
            : step;
    }

    /// <summary>
    /// The typed door of <see cref="WriteSequence"/>, for a slicer that calls its own <see cref="Slicer.Slice"/> with
    /// <see cref="Top"/> and hands what that returns to <see cref="Leave"/>: a direct call where the other is virtual.
    /// </summary>
    /// <param name="writer">The output.</param>
    /// <param name="slicer">Who slices the value.</param>
    /// <param name="value">The value.</param>
    /// <param name="step">If the result is false: what the slicer returns.</param>
    /// <returns>Whether OPEN and index have been written, and the body is to be sliced now.</returns>
    public bool TryEnter(ref TokenWriter writer, Slicer slicer, object? value, out SliceStep step)
    {
        ArgumentNullException.ThrowIfNull(slicer);
        if (!_isPlain
            || !slicer.IsPlain
            || value is null
            || (slicer.ExactType is { } exact && value.GetType() != exact)
            || _frames.Count >= _maxDepth
            || _nested >= MostNested
            || !_vocabulary.TryGetShortIndex(slicer.IndexWord!, out byte index))
        {
            return TryEnterSlow(ref writer, slicer, value, out step);
        }

        step = SliceStep.Done;
        if (_sent.TryGetOrAdd(value, _opens, out ulong known))
        {
            WriteReference(ref writer, known);
            return false;
        }

        ref SliceFrame frame = ref _frames.Push();
        frame.SetSlicer(slicer);
        frame.Target = value;
        frame.Number = _opens;
        _opens = unchecked(_opens + 1);
        writer.WriteOpenVocab(index);
        _nested = unchecked(_nested + 1);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryEnterSlow(ref TokenWriter writer, Slicer slicer, object? value, out SliceStep step)
    {
        step = SliceStep.Done;
        if (value is null)
        {
            step = WriteNull(ref writer);
            return false;
        }

        if (_choosers > 0 && !TryChooseSlow(ref writer, slicer, value, out step))
        {
            return false;
        }

        if ((slicer.ExactType is { } exact && value.GetType() != exact) || _frames.Count >= _maxDepth)
        {
            step = FailSequence(slicer, value);
            return false;
        }

        if (_keepsReferences && slicer.TracksReferences && _sent.TryGetOrAdd(value, _opens, out ulong known))
        {
            WriteReference(ref writer, known);
            return false;
        }

        ref SliceFrame frame = ref _frames.Push();
        frame.SetSlicer(slicer);
        frame.Target = value;
        frame.Number = _opens;
        if (slicer.ChoosesInside)
        {
            _choosers++;
            _isPlain = false;
        }

        PutOpen(ref writer);
        slicer.WriteIndex(ref writer, this);

        if (_nested >= MostNested)
        {
            step = SliceStep.Child;
            return false;
        }

        _nested++;
        return true;
    }

    /// <summary>After <see cref="TryEnter"/>: the frame of the sequence.</summary>
    public ref SliceFrame Top => ref _frames.Top;

    /// <summary>After <see cref="TryEnter"/>: what <see cref="Slicer.Slice"/> returned goes through here.</summary>
    public SliceStep Leave(ref TokenWriter writer, SliceStep step)
    {
        _nested = unchecked(_nested - 1);
        if (step == SliceStep.Done)
        {
            if (_isPlain)
            {
                _frames.Pop();
                writer.WriteClose();
            }
            else
            {
                Pop(ref writer);
            }
        }

        return step;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private SliceStep FailSequence(Slicer slicer, object value) => slicer.ExactType is { } exact && value.GetType() != exact
        ? Fail(ViolationCode.UnregisteredType, $"a value of type {value.GetType()}", $"exactly {exact}")
        : FailDepth();

    private SliceStep FailDepth() => Fail(ViolationCode.TooDeep, $"a sequence {_frames.Count + 1L} levels deep", $"at most {_maxDepth}");

    /// <summary>Writes a value where the receiver does not know its type, by the slicer registered for its exact type.</summary>
    public SliceStep WriteObject(ref TokenWriter writer, object? value)
    {
        if (value is null)
        {
            return WriteNull(ref writer);
        }

        if (_choosers > 0)
        {
            return WriteObjectSlow(ref writer, value);
        }

        return _options.Slicers.Find(value.GetType()) is { } slicer
            ? slicer.WriteObject(ref writer, this, value)
            : FailUnregistered(value);
    }

    private void Pop(ref TokenWriter writer)
    {
        ulong number = _frames.Top.Number;
        PopFrame();
        WriteClose(ref writer, number);
    }
}
